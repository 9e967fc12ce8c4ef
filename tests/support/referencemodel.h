// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cases.h"
#include "model/architectures/architecture.h"
#include "model/generate.h"
#include "model/model.h"
#include "numeric/hadamard.h"
#include "quant/transforms.h"

namespace quantscope::test {

// A SafeTensors file as the source of a model; `prefix` is put in front of every name.
TensorSource sourceOf(const SafeTensors& file, const std::string& prefix = {});

// The small InternLM2-style model "<case>.orig.*" that a case's metadata describes.
Model buildCaseModel(const CaseFile& file, const std::string& id);

// "<prefix>.<ids>" and "<prefix>.pixel_values"; without the latter a prompt without images.
GenerationInput inputOf(const CaseFile& file, const std::string& prefix);
std::vector<int64_t> idsOf(const at::Tensor& ids);

// The transform with the reference's base matrix of the given order.
Hadamard referenceHadamard(int64_t n, int64_t order);
// The same with the order that the reference's size rule gives; Error where it refuses the size.
Hadamard referenceHadamard(int64_t n);

// Rotations named as the reference draws them (Q_v, vit_head<i>, Q, llm_head<i>); absent ones stay undefined.
Rotations namedRotations(const Model& model, const std::function<at::Tensor(const std::string&)>& matrix);

struct ForwardOutputs
{
    at::Tensor vit; // [n, 1 + patches, width]
    at::Tensor mlp1; // [n, tokens of a tile, decoder width]
    at::Tensor lastHidden; // [T, decoder width], before the final norm
    at::Tensor logits; // [T, vocabulary]
};

ForwardOutputs forwardOutputs(const Model& model, const GenerationInput& input, int64_t imageToken);

// All tensors of a model by their checkpoint names. Folded norm weights and layer scales are ones; a norm without mean
// and weight has the single zero that the reference leaves as its weight.
std::map<std::string, at::Tensor> namedTensors(const Model& model);

}
