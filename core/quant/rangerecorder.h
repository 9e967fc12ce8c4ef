// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/generate.h"
#include "quant/statistics.h"

namespace quantscope {

// Answers `samples` together and returns for each what it brought to the input of every layer, as if it had been
// answered alone: its prompt, and a batch for each of its steps. Their images come as visual embeddings. For devices
// where one question leaves most of the machine idle; nothing is waited for until the end but the chosen tokens. Error
// without visual embeddings; throws what generate throws.
std::vector<ActivationStatistics> recordTogether(const Model&, std::span<const GenerationInput> samples,
                                                 const GenerationOptions&, const Progress& = {});

}
