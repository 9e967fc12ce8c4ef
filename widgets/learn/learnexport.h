// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace quantscope {

class LearnPage;

// A web page of its own, without other files: for every page its text, the positions of its controls, its pictures as
// SVG and its numbers; above them the layer, `origin` (model and recipe) and the date.
QString lessonsHtml(const QList<const LearnPage*>&, const QString& layer, const QString& origin);

}
