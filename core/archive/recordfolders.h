// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/runrecord.h"

namespace quantscope {

// Only the names of its files and folders stay: where they lay is nobody else's business, and what a foreign record
// says about it must not lead anywhere.
void forgetFolders(RunRecord&);

}
