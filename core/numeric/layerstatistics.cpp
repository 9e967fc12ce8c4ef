// SPDX-License-Identifier: GPL-3.0-or-later
#include "numeric/layerstatistics.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/zeros.h>
#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {

StatisticsAccumulator::StatisticsAccumulator(QuantizerNeeds needs, int64_t columns, at::Device device)
{
    if (needs == QuantizerNeeds::Gradients)
        throw Error("layer statistics: gradients need the loss, and inputs alone do not have it");
    if (needs == QuantizerNeeds::Hessian)
        m_hessian.emplace(columns, device);
    if (needs == QuantizerNeeds::ChannelStatistics) {
        m_sum = at::zeros({columns}, at::TensorOptions(at::kDouble).device(device));
        m_max = at::zeros({columns}, at::TensorOptions(at::kFloat).device(device));
    }
}

void StatisticsAccumulator::add(const at::Tensor& x, int64_t samples)
{
    m_samples += samples;
    if (m_hessian)
        m_hessian->add(x, samples);
    if (!m_sum.defined() || x.numel() == 0)
        return;
    if (x.size(-1) != m_sum.size(0))
        throw Error(fmt::format("layer statistics: expected {} channels, found {}", m_sum.size(0), x.size(-1)));
    const at::Tensor rows = x.reshape({-1, x.size(-1)}).to(m_sum.device(), at::kFloat).abs();
    m_sum += rows.sum(0, false, at::kDouble);
    m_max = at::maximum(m_max, rows.amax(0));
    m_rows += rows.size(0);
}

LayerStatistics StatisticsAccumulator::statistics() const
{
    LayerStatistics result;
    result.samples = m_samples;
    if (m_hessian)
        result.hessian = m_hessian->matrix();
    if (m_sum.defined()) {
        result.channelMean = (m_sum / static_cast<double>(std::max<int64_t>(1, m_rows))).to(at::kFloat);
        result.channelMax = m_max.clone();
    }
    return result;
}

}
