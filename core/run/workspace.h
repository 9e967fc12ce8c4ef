// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "checkpoint/loadedmodel.h"
#include "run/caches.h"
#include "run/runspec.h"
#include "tasks/dataset.h"

namespace quantscope {

// What is open: a model, a benchmark, calibration questions and the results of earlier runs. Never changes; opening
// another makes a new one.
struct Workspace
{
    Sources sources;
    LoadedModel loaded;
    std::shared_ptr<const Dataset> data;
    std::shared_ptr<const Dataset> calibration; // unset: nothing can be calibrated
    bool choseCalibration = true; // the user did; else a protocol may take others
    Caches caches;
    std::vector<at::Device> otherDevices; // that answer questions beside the model's own
    int threads = 1;
};

}
