// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include "run/runrecord.h"

namespace quantscope {

Environment describeEnvironment(at::Device, at::ScalarType, int threads);
int64_t peakResidentBytes();

}
