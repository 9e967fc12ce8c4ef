// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <span>
#include <vector>

#include "layerview/layerview.h"
#include "numeric/smallgrid.h"

namespace quantscope {

// Small things that several pages draw or say.

// Counts in equal bins over [-reach, reach], reach being the largest value.
Histogram histogramOf(std::span<const float> values, int64_t bins = 1024);
GridView gridView(const SmallGrid&, const GridError&);
// Every n-th value, so that at most `limit` are left; n has no factor in common with their number, so that a matrix
// gives values of all its columns.
std::vector<float> thinned(std::span<const float> values, size_t limit);
// Rounded onto the grid.
std::vector<float> rounded(std::span<const float> values, const SmallGrid&);

QString decibels(double);
// A small HTML table; the first row is its header.
QString tableHtml(const QList<QStringList>& rows);

}
