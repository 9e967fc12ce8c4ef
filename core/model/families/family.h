// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

#include "model/config.h"
#include "model/layer.h"

namespace quantscope {

// Query [T, heads, d], key and value [T, kvHeads, d].
struct AttentionInputs
{
    at::Tensor query, key, value;
};

// One linear layer in front of the attention or the MLP: its name inside the block, without ".weight".
struct InputLayer
{
    Role role;
    std::string name;
    int64_t out = 0;
};

// Tensor names of a decoder; block names are relative to `blockPrefix` + index + ".".
struct DecoderNames
{
    std::string embedding, finalNorm, head, blockPrefix;
    std::string attentionNorm, mlpNorm;
    std::vector<InputLayer> attentionInputs;
    std::string queryNorm, keyNorm; // of each head; empty: none
    std::string attentionOutput;
    std::vector<InputLayer> mlpInputs; // as MlpKind has them
    std::string mlpOutput;
};

// All that differs between language models. A new one is one source file with such a constant and one row in
// families.cpp; an architecture may bring its own.
struct DecoderFamily
{
    std::string_view id;
    std::string_view title;
    std::string_view defaultTemplate;
    bool (*matches)(const DecoderConfig&);
    DecoderNames (*names)(const DecoderConfig&);
    // Sorts the outputs of the attention inputs into heads.
    AttentionInputs (*split)(const DecoderConfig&, const std::vector<at::Tensor>& outputs);
    // Rows of attention input `input` that make values: int64 [kvHeads, d], undefined when it makes none.
    at::Tensor (*valueRows)(const DecoderConfig&, size_t input);
};

std::span<const DecoderFamily* const> decoderFamilies();
// Error when no family knows the model_type.
const DecoderFamily& decoderFamilyFor(const DecoderConfig&, const std::string& where);

}
