// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/bundle.h"
#include "run/execute.h"
#include "run/workspace.h"

namespace quantscope {

// Results of earlier runs.
struct RunMemory
{
    Caches caches;
};

}
