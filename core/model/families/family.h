// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

#include "model/config.h"
#include "model/site.h"

namespace quantscope {

// Query [T, heads, d], key and value [T, kvHeads, d].
struct AttentionInputs
{
    at::Tensor query, key, value;
};

// One linear layer in front of the attention: its name inside the block, without ".weight".
struct AttentionInputSite
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
    std::vector<AttentionInputSite> attentionInputs;
    std::string attentionOutput, mlpGate, mlpUp, mlpDown;
};

// All that differs between language models of the InternVL2 line. A new one is one source file with such a
// constant and one row in families.cpp.
struct DecoderFamily
{
    std::string_view id;
    std::string_view title;
    std::string_view defaultTemplate;
    bool (*matches)(const DecoderConfig&);
    DecoderNames (*names)(const DecoderConfig&);
    // Sorts the outputs of the attention input sites into heads.
    AttentionInputs (*split)(const DecoderConfig&, const std::vector<at::Tensor>& outputs);
    // Rows of attention input `input` that make values: int64 [kvHeads, d], undefined when it makes none.
    at::Tensor (*valueRows)(const DecoderConfig&, size_t input);
};

std::span<const DecoderFamily* const> decoderFamilies();
// Error when no family knows the model_type.
const DecoderFamily& decoderFamilyFor(const DecoderConfig&, const std::string& where);

}
