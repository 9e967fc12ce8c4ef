// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "checkpoint/loadedmodel.h"
#include "run/preflight.h"

namespace quantscope {

struct OpenedModel
{
    LoadedModel loaded;
    RunWorkload workload; // what it was opened for, with what was chosen
};

// Opens a checkpoint on the CPU the way that its size and the machine ask for: with all weights in memory, or mapped
// from its files. `workload` tells for what; it is asked once or twice. Error as loadModel().
OpenedModel openModel(const std::filesystem::path& folder, at::ScalarType, const Resources&, LowMemory,
                      const std::function<RunWorkload(const LoadedModel&)>& workload);

}
