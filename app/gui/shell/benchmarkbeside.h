// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace quantscope {

// The tables of questions that lie in a model's folder.
struct BenchmarkBeside
{
    QString questions; // the first by name; empty: there is none
    QString calibration; // NAME_calib.tsv of the same name; empty: there is none
    QStringList others; // file names of further questions
};

BenchmarkBeside benchmarkBeside(const QString& folder);

}
