// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace quantscope {

// How many bytes wait where: `inMemory` of each kind of tensors, then at most `onDisk` of all in files.
struct SpoolLimits
{
    int64_t inMemory = 0, onDisk = 0;
};

}
