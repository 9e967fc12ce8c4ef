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

// Where a checkpoint has a decoder: what stands in front of the names of its body and of its head.
struct DecoderPlace
{
    std::string body, head;
};

// Tensor names of a decoder, behind its place; block names are relative to `blockPrefix` + index + ".".
struct DecoderNames
{
    std::string embedding, finalNorm, blockPrefix; // in the body
    std::string head;
    std::string attentionNorm, mlpNorm;
    std::vector<InputLayer> attentionInputs;
    std::string queryNorm, keyNorm; // of each head; empty: none
    std::string attentionOutput;
    std::vector<InputLayer> mlpInputs; // as MlpKind has them
    std::string mlpOutput;
};

// What the class of a language model has where config.json leaves a field out; 0: as many key-value heads as heads, a
// head of width / heads.
struct DecoderDefaults
{
    int64_t kvHeads = 0, headSize = 0, maxPositions = 32768;
    double normEps = 1e-6;
    int64_t originalPositions = 0; // RopeConfig's; 0: maxPositions
};

// All that differs between language models. A new one is one source file with such a constant and one row in
// families.cpp; an architecture may bring its own.
struct DecoderFamily
{
    std::string_view id; // its model_type in config.json
    std::string_view className; // its entry in the list 'architectures' there
    std::string_view title;
    std::string_view defaultTemplate;
    DecoderDefaults defaults;
    DecoderNames (*names)(const DecoderConfig&);
    // Sorts the outputs of the attention inputs into heads.
    AttentionInputs (*split)(const DecoderConfig&, const std::vector<at::Tensor>& outputs);
    // Rows of attention input `input` that make values: int64 [kvHeads, d], undefined when it makes none.
    at::Tensor (*valueRows)(const DecoderConfig&, size_t input);
};

std::span<const DecoderFamily* const> decoderFamilies();
// Null without one of that model_type.
const DecoderFamily* findDecoderFamily(std::string_view id);
// Error, at `place`, when there is none for the model_type.
const DecoderFamily& decoderFamilyFor(const DecoderConfig&, const std::string& place);

// Of the families with a layer each for queries, keys and values, and for gate and up.
DecoderNames separateLayerNames(const DecoderConfig&);
AttentionInputs separateLayerHeads(const DecoderConfig&, const std::vector<at::Tensor>& outputs);
at::Tensor separateLayerValueRows(const DecoderConfig&, size_t input);

}
