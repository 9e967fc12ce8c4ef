// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "quant/layerinputs.h"
#include "quant/quantizelayer.h"

namespace quantscope {

// One layer quantized anew, at once: with the inputs that it gets from a model that is not quantized, on a sample of
// rows.
struct LayerPreview
{
    Linear linear;
    WeightOutcome weight;
    std::optional<ErrorMetrics> isolated; // of this layer alone; without inputs unset
    bool nearest = false; // in place of the scheme's method, which needs inputs
};

// Of the weight alone, before any input is known; see Scheme::withoutInputs.
LayerPreview previewWeight(const Linear& reference, const Scheme&, int threads, const Progress& = {});

// `reference`: the layer after folding and rotation; `rows` [n, in] and `profile`: its inputs. Hessians come from three
// of four rows and the error from the fourth, so that both are close to a run's and not equal. `rowIsImage` as in
// LayerInputs. Error without rows.
LayerPreview previewLayer(const Linear& reference, const Scheme&, const InputProfile& profile, const at::Tensor& rows,
                          int threads, const Progress& = {}, const at::Tensor& rowIsImage = {});

}
