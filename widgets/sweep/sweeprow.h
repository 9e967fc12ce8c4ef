// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "run/sweep.h"

namespace quantscope {

// One recipe of the queue, or a run of the session beside it.
struct SweepRow
{
    int run = -1; // of the session; -1: none yet
    bool waiting = false; // to be run
    bool queued = true; // false: a run that the sweep did not start
    SweepPoint point;
};

}
