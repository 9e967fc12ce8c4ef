// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/norm.h"

#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/rsqrt.h>

#include "numeric/simd.h"

namespace quantscope {
namespace {

QUANTSCOPE_CLONES
void rmsNormRows(const float* x, const float* weight, float* y, int64_t rows, int64_t width, float eps)
{
    for (int64_t r = 0; r < rows; ++r) {
        const float* in = x + r * width;
        float* out = y + r * width;
        float lanes[16] = {};
        int64_t i = 0;
        for (; i + 16 <= width; i += 16)
            for (int k = 0; k < 16; ++k)
                lanes[k] += in[i + k] * in[i + k];
        float sum = 0;
        for (; i < width; ++i)
            sum += in[i] * in[i];
        for (const float lane : lanes)
            sum += lane;
        const float factor = 1.0f / std::sqrt(sum / static_cast<float>(width) + eps);
        if (weight)
            for (i = 0; i < width; ++i)
                out[i] = in[i] * factor * weight[i];
        else
            for (i = 0; i < width; ++i)
                out[i] = in[i] * factor;
    }
}

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps)
{
    if (x.is_cpu() && x.scalar_type() == at::kFloat && (!weight.defined() || weight.scalar_type() == at::kFloat)) {
        const auto in = x.contiguous();
        auto out = at::empty_like(in);
        const auto w = weight.defined() ? weight.contiguous() : weight;
        const int64_t width = in.size(-1);
        rmsNormRows(in.data_ptr<float>(), w.defined() ? w.data_ptr<float>() : nullptr, out.data_ptr<float>(),
                    in.numel() / width, width, static_cast<float>(eps));
        return out;
    }
    const auto wide = x.to(at::kFloat);
    const auto normed = (wide * at::rsqrt(wide.square().mean(-1, true) + eps)).to(x.scalar_type());
    return weight.defined() ? weight * normed : normed;
}

at::Tensor rmsNormWithoutWeight(const at::Tensor& x, double eps)
{
    // The reference computes float16 in float32 and bfloat16 in bfloat16.
    if (x.scalar_type() == at::kBFloat16)
        return x * at::rsqrt(x.square().sum(-1, true) / x.size(-1) + eps);
    return rmsNorm(x, {}, eps);
}

}

at::Tensor applyNorm(const Norm& norm, const at::Tensor& x)
{
    switch (norm.kind) {
    case NormKind::Layer: return at::layer_norm(x, {x.size(-1)}, norm.weight, norm.bias, norm.eps);
    case NormKind::Rms: return rmsNorm(x, norm.weight, norm.eps);
    case NormKind::RmsNormWithoutWeight: return rmsNormWithoutWeight(x, norm.eps);
    }
    return x;
}

}
