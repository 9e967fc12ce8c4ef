// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/model.h"
#include "quant/layerinputs.h"
#include "quant/plan.h"

namespace quantscope {

// The tensors of a run, as far as it got: what views of single layers, diagnosis and one's own questions need. They can
// be dropped at any time; the run's record stays.
struct RunModels
{
    Model original; // the checkpoint
    Model reference; // after the transforms, before any rounding
    Model model; // quantized
    Plan plan;
    LayerInputsPtr inputsBefore, inputsAfter; // of the checkpoint, and of `reference`; where inputs were profiled
    std::string outputKey; // all that an answer depends on: weights and input grids by content; empty until it is known
    std::string visionKey; // all that the decoder's visual input depends on
};

}
