// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <ATen/core/Tensor.h>

#include "model/generate.h"

namespace quantscope {

// What a model thinks of a given answer (teacher forcing), in one pass without a cache: logits [answer + 1, vocabulary]
// in float32 on the CPU; row i predicts answer[i], the last one what follows. `visual` [image tokens, width] as
// embedImages() gives it, undefined for a prompt without an image. Layers that find one dynamic range per tensor see
// the answer too.
at::Tensor answerLogits(const Model&, const GenerationInput&, const at::Tensor& visual, std::span<const int64_t> answer,
                        int64_t imageToken, const Pass&, const Progress& = {});

}
