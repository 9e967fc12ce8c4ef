// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QString>

#include "model/layer.h"

namespace quantscope {

// Hues from the set of Okabe and Ito, which people with any colour vision can tell apart; never the only sign.
QColor towerColor(Tower);
QString towerTitle(Tower); // "Vision", "Projector", "Language model"
// Short form of a layer's name for axes and lists: "vision.3.fc1", "llm.0.q_proj", "mlp1.3".
QString shortLayerName(const Layer&);
// What a layer does: "Attention output", "MLP down", …
QString roleTitle(Role);

bool isDark(const QPalette&);
QColor baselineColor(const QPalette&); // float and pinned runs: neutral grey
QColor quietText(const QPalette&); // notes and inherited values, readable on the base colour
QColor betterColor(const QPalette&); // always beside ▲ or ✓
QColor worseColor(const QPalette&); // always beside ▼ or ✗
QColor highlightColor(const QPalette&); // the selected layer, sample or run in plots

// A drawn icon that follows the palette, by name: run, stop, undo, redo, pin, open, data, next, previous, …
QIcon themedIcon(const QString& name, const QPalette&);

}
