// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <vector>

#include "quant/recipe.h"

class QSettings;

namespace quantscope {

// The group of the settings that holds them, one key each.
QString ownPresetGroup();
// The user's recipes by name; what cannot be read is left out.
std::vector<std::pair<QString, Recipe>> ownPresets(QSettings&);

}
