// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <ATen/core/Tensor.h>

#include "numeric/hessian.h"

namespace quantscope {

// What a quantizer reads of a layer besides its weight.
enum class QuantizerNeeds { Nothing, Hessian, ChannelStatistics, Gradients };

// Of one layer [out, in]. What was not asked for stays undefined.
struct LayerStatistics
{
    at::Tensor hessian; // float32 [in, in], of the inputs
    at::Tensor channelMean, channelMax; // float32 [in], of the inputs' absolute values
    at::Tensor gradients; // [out, in], of the loss with respect to the weight
    int64_t samples = 0;
};

// Sums up over a layer's inputs what a quantizer needs.
class StatisticsAccumulator
{
public:
    // Throws Error for gradients: inputs alone do not tell them.
    StatisticsAccumulator(QuantizerNeeds needs, int64_t columns, at::Device device = at::kCPU);

    // x [..., columns], any floating dtype. Throws Error when the last axis differs.
    void add(const at::Tensor& x, int64_t samples);

    LayerStatistics statistics() const;

private:
    int64_t m_samples = 0;
    std::optional<HessianAccumulator> m_hessian;
    at::Tensor m_sum, m_max; // float64 and float32 [columns], of absolute values
    int64_t m_rows = 0;
};

}
