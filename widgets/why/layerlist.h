// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

#include "model/layer.h"

namespace quantscope {

// Names of many layers in few words, a line for each tower: layers of a block by their last part, with the blocks that
// have them: "Vision: patch; blocks 0 to 23: qkv, proj". `chosen` are indices of layers.
QStringList layerLines(const std::vector<Layer>& layers, const std::vector<int>& chosen);

}
