// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "diagnosis/checkmeasure.h"
#include "diagnosis/checkresult.h"
#include "diagnosis/diagnose.h"

namespace quantscope {

struct GuidedCheckOptions : CheckMeterOptions
{
    // Called whenever evidence or a verdict is new, from the thread of the check.
    std::function<void(const GuidedCheck&)> updated;
};

// AIMET's order (quantization guidebook): is the float model sane; weights or activations; which tower; which block;
// which layer; look at it; fix it. Every step keeps only the parts that the one before has found, quantized as in the
// run itself.
GuidedCheck runGuidedCheck(const CheckedRun&, const Dataset&, const GuidedCheckOptions&, const Progress& = {});

}
