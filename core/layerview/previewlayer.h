// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "quant/layerinputs.h"
#include "quant/quantizelayer.h"

namespace quantscope {

// One layer quantized anew, at once: with the inputs that it gets from a model that is not quantized, on a sample of
// rows.
struct LayerPreview
{
    Linear linear;
    WeightOutcome weight;
    ErrorMetrics isolated; // of this layer alone
};

// `reference`: the layer after folding and rotation; `rows` [n, in] and `profile`: its inputs. Hessians come from three
// of four rows and the error from the fourth, so that both are close to a run's and not equal. `rowIsImage` as in
// LayerInputs. Error without rows.
LayerPreview previewLayer(const Linear& reference, const Scheme&, const InputProfile& profile, const at::Tensor& rows,
                          int threads, const Progress& = {}, const at::Tensor& rowIsImage = {});

}
