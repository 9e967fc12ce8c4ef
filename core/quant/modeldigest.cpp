// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/modeldigest.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "files/sha256.h"

namespace quantscope {
namespace {

// Values one after the other, each tensor with its shape, so that no two contents look alike.
class Bytes
{
public:
    template <typename T> void add(T value)
    {
        const auto place = m_bytes.size();
        m_bytes.resize(place + sizeof value);
        std::memcpy(m_bytes.data() + place, &value, sizeof value);
    }

    void add(const at::Tensor& tensor)
    {
        add(static_cast<int64_t>(tensor.defined() ? tensor.dim() : -1));
        if (!tensor.defined())
            return;
        const auto plain = tensor.to(at::kCPU).contiguous();
        add(static_cast<int64_t>(plain.scalar_type()));
        for (const auto size : plain.sizes())
            add(size);
        const auto* data = static_cast<const uint8_t*>(plain.data_ptr());
        add(sha256Hex({data, static_cast<size_t>(plain.nbytes())}));
    }

    void add(const std::string& text)
    {
        m_bytes.insert(m_bytes.end(), text.begin(), text.end());
    }

    std::string digest() const
    {
        return sha256Hex(m_bytes);
    }

private:
    std::vector<uint8_t> m_bytes;
};

void addFormat(Bytes& bytes, const ActivationFormat& format)
{
    bytes.add(format.bits);
    bytes.add(format.symmetric);
    bytes.add(static_cast<int>(format.granularity));
    bytes.add(format.groupSize);
    bytes.add(format.clipRatio);
}

// The language model's layers come last.
std::span<const Linear> linearsOf(const Model& model, DigestPart part)
{
    const auto vision = firstLayerOf(model.layers, Tower::Llm);
    return std::span(model.linears).first(part == DigestPart::All ? model.linears.size() : vision);
}

void addGrid(Bytes& bytes, const StaticGrid& grid)
{
    bytes.add(grid.scale);
    bytes.add(grid.zero);
    bytes.add(grid.qmin);
    bytes.add(grid.qmax);
}

void addInput(Bytes& bytes, const InputQuantizer& input)
{
    bytes.add(static_cast<int>(input.mode));
    if (input.mode == ActivationMode::Dynamic)
        addFormat(bytes, input.format);
    if (input.mode != ActivationMode::Static)
        return;
    addGrid(bytes, input.grid);
    bytes.add(input.imageGrid.has_value());
    if (input.imageGrid)
        addGrid(bytes, *input.imageGrid);
}

}

std::string weightDigest(const QuantizedWeight& weight)
{
    Bytes bytes;
    bytes.add(weight.bits);
    bytes.add(weight.symmetric);
    for (const auto* tensor : {&weight.codes, &weight.scale, &weight.zero, &weight.groupOf})
        bytes.add(*tensor);
    return bytes.digest();
}

std::string weightsDigest(const Model& model, DigestPart part)
{
    Bytes bytes;
    for (const auto& linear : linearsOf(model, part)) {
        bytes.add(linear.quantized.has_value());
        if (linear.quantized)
            bytes.add(weightDigest(*linear.quantized));
    }
    return bytes.digest();
}

std::string inputsDigest(const Model& model, DigestPart part)
{
    Bytes bytes;
    for (const auto& linear : linearsOf(model, part)) {
        addInput(bytes, linear.input);
        if (linear.rmsChannel >= 0)
            addInput(bytes, linear.rmsInput);
    }
    return bytes.digest();
}

}
