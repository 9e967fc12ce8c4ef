// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>

#include "diagnosis/checkmeasure.h"
#include "diagnosis/trialresult.h"

namespace quantscope {

struct FixTrialOptions : CheckMeterOptions
{
    // Called whenever a trial is done, from the thread of the trials.
    std::function<void(const FixTrials&)> updated;
};

// Tries every candidate of fixCandidates() alone, the cheapest first, and the best ones by two. Each is measured on the
// same questions as the run itself; those that bring the run no closer to the float model are not asked the questions.
// A change that fails says why and the others go on. Error without makeModels.
FixTrials tryFixes(const CheckedRun&, std::span<const LayerReport>, const Dataset&, const FixTrialOptions&,
                   const Progress& = {});

}
