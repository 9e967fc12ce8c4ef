// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "model/layer.h"

namespace quantscope {

// Parts of a model as clauses: "vision", "vision block 3"; block -1: "vision, outside the blocks".
Message towerPart(Tower);
Message blockPart(Tower, int block);

}
