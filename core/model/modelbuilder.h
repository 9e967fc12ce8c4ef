// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "model/model.h"

namespace quantscope {

// What an architecture loads a model with: takes tensors from the source and adds layers in the order of the walk.
// Every function throws Error naming the tensor that is missing, has another shape, is not floating point or, where it
// is copied, holds NaN or infinity.
class ModelBuilder
{
public:
    ModelBuilder(Model&, const TensorSource&, at::Device);

    Model& model() const
    {
        return m_model;
    }
    bool has(const std::string& name) const;
    // In the model's type, on its device.
    at::Tensor tensor(const std::string& name, at::IntArrayRef shape) const;
    at::Tensor optionalTensor(const std::string& name, at::IntArrayRef shape) const;
    // Of a layer, or the embedding: where memory is saved it stays as the source has it.
    at::Tensor weight(const std::string& name, at::IntArrayRef shape) const;
    Norm norm(NormKind, const std::string& weight, const std::string& bias, int64_t width, double eps) const;
    // "<name>.weight" [out, in], and "<name>.bias" [out] if there is one; Error where `bias` says otherwise.
    LayerIndex layer(Tower, int block, Role, const std::string& name, int64_t in, int64_t out,
                     std::optional<bool> bias = {});
    LayerIndex add(Layer, Linear);
    // "<name>.weight" [width, channels, p, p] of the vision configuration's shape, as a layer.
    LayerIndex patchEmbedding(const std::string& name);
    // Embedding, blocks, final norm and head as the decoder family names them. A head of the checkpoint's own is used
    // whether or not the configuration ties it.
    void decoder(const DecoderPlace& = {});

private:
    at::Tensor stored(const std::string& name, at::IntArrayRef shape) const;
    Norm decoderNorm(const std::string& weight, int64_t width) const;
    Block decoderBlock(const DecoderNames&, const std::string& at, int index);
    at::Tensor headWeight(const std::string& name) const;

    Model& m_model;
    const TensorSource& m_source;
    at::Device m_device;
};

}
