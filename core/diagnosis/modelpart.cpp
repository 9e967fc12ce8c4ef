// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/modelpart.h"

namespace quantscope {

Message towerPart(Tower tower)
{
    switch (tower) {
    case Tower::Vision: return message("tower.vision");
    case Tower::Projector: return message("tower.projector");
    case Tower::Llm: return message("tower.llm");
    }
    return {};
}

Message blockPart(Tower tower, int block)
{
    return block < 0 ? message("part.outside_blocks", {{"tower", towerPart(tower)}})
                     : message("part.block", {{"tower", towerPart(tower)}, {"block", block}});
}

}
