// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "tasks/bootstrap.h"

namespace quantscope {

// Score interval of a share (Wilson 1927): which shares, each from 0 to 1, do not contradict `hits` right answers of
// `total` at 95 %. Unlike hits ± 1.96 s it stays inside [0, 1] and has a width where nothing or all is right.
// [0, 1] without questions.
Interval wilsonInterval(int64_t hits, int64_t total);

}
