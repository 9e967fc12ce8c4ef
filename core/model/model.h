// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "model/config.h"
#include "model/families/family.h"
#include "model/layer.h"
#include "model/linear.h"
#include "model/norm.h"

namespace quantscope {

class OffloadStore;
class Spool;

// One block of a tower: x + attention(norm(x)), then x + mlp(norm(x)).
struct Block
{
    Norm attentionNorm, mlpNorm;
    std::vector<LayerIndex> attentionInputs; // query, key and value, or fused
    std::optional<Norm> queryNorm, keyNorm; // in the vision tower over the width, in the language model over each head
    LayerIndex attentionOutput = 0;
    MlpKind mlp = MlpKind::GatedSilu;
    std::vector<LayerIndex> mlpInputs; // as the kind has them: gate and up, both in one, or what the GELU follows
    LayerIndex mlpOutput = 0;
    int64_t window = 0; // in the language model, as DecoderConfig::windowOf()
    at::Tensor attentionScale, mlpScale; // layer scale [width]; undefined without one, or once folded
};

// A whole vision-language model as a value. Copies share their tensors; a step replaces elements and never
// writes into a tensor, so that float and quantized models stand side by side and cancelling changes nothing.
struct Model
{
    ModelConfig config;
    std::vector<Layer> layers;
    std::vector<Linear> linears; // parallel to layers

    LayerIndex patch = 0;
    // What else enters the vision stream, [.., width], by the architecture's own names.
    std::map<std::string, at::Tensor> visionEmbeddings;
    std::vector<Block> visionBlocks;

    std::optional<Norm> projectorNorm; // over the vision width, or over all patches of one visual token
    LayerIndex projectorIn = 0, projectorOut = 0;

    at::Tensor embedding; // [vocabulary, width]
    std::vector<Block> decoderBlocks;
    Norm finalNorm;
    LayerIndex head = 0;

    // The decoder works on the image tokens of each sequence first and on its text behind them (AIFS, arXiv
    // 2502.00425). The answers are the same.
    bool aifs = false;

    at::ScalarType computeType = at::kFloat; // weights and the embedding may be stored in another
    // Set where memory is saved: weights that a step makes and activations that wait go there, quantized layers keep
    // their codes alone. The numbers are the same.
    std::shared_ptr<const OffloadStore> offload;
    // Without it, where many activations wait; unset: in memory, however many.
    std::shared_ptr<const Spool> spool;

    at::ScalarType dtype() const
    {
        return computeType;
    }
    at::Device device() const
    {
        return embedding.device();
    }
};

// Where tensors come from: a checkpoint, or a test.
struct TensorSource
{
    std::function<bool(const std::string&)> contains;
    // Throws Error when the tensor is missing or has another shape.
    std::function<at::Tensor(const std::string&, at::IntArrayRef shape)> tensor;
};

// Builds the model in `dtype` on `device`, as its architecture names the tensors. With an offload the weights of layers
// and the embedding stay as the source has them, mapped from the checkpoint in its own type, and are not looked at;
// without one NaN or infinity in any tensor is an Error that names it.
Model buildModel(const ModelConfig&, const TensorSource&, at::ScalarType dtype, at::Device device,
                 std::shared_ptr<const OffloadStore> offload = nullptr);

// The tensor itself, or the same on the disk where the model saves memory.
at::Tensor kept(const Model&, const at::Tensor&);

// Applies f to every tensor that the model holds, weights and norms alike.
void forEachTensor(Model&, const std::function<void(at::Tensor&)>& f);

// A copy of all that the forward pass reads, on another device. The codes of quantized weights stay where they are.
Model copiedTo(Model, at::Device);

}
