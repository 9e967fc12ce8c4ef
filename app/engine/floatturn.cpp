// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/floatturn.h"

namespace quantscope {

bool FloatTurn::goesOn(double seconds, int64_t answered, int64_t wanted) const
{
    if (seconds >= most)
        return false;
    if (seconds < always || answered == 0)
        return true;
    return seconds * static_cast<double>(wanted) <= most * static_cast<double>(answered);
}

}
