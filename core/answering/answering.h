// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "checkpoint/loadedmodel.h"

namespace quantscope {

// Greedy answer of one question, tokens without the end token. Layers that find one range for a whole tensor get all
// tiles and the whole prompt at once, as evaluate() does it.
std::vector<int64_t> answerAlone(const LoadedModel&, const Model&, const GenerationInput&, const Progress& = {});

// The visual embeddings of a question, the same way; undefined without an image.
at::Tensor visualOf(const LoadedModel&, const Model&, const GenerationInput&, const Progress& = {});

}
