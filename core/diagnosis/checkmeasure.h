// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "diagnosis/guidedcheck.h"
#include "model/generate.h"

namespace quantscope {

// Answers the first questions with a model and compares its next-token probabilities with the float model's along the
// float answers. Knows the float side; asks the cache first.
class CheckMeter
{
public:
    CheckMeter(const CheckedRun&, const Dataset&, const GuidedCheckOptions&, const Progress&);

    CheckMeasure floatModel(const Progress&);
    // `key` tells the model from all others of the run; empty: not kept.
    CheckMeasure measure(const Model&, const std::string& key, const Progress&);

private:
    double divergence(const Model&, const Progress&) const;

    const CheckedRun& m_run;
    const Dataset& m_data;
    const GuidedCheckOptions& m_options;
    std::vector<GenerationInput> m_inputs;
    std::vector<std::vector<int64_t>> m_answers; // of the float model
    std::vector<at::Tensor> m_logits; // along them
};

}
