// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/deviceattention.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <torch/version.h>
#if TORCH_VERSION_MAJOR >= 2
#include <ATen/ops/scaled_dot_product_attention.h>
#endif

namespace quantscope {
#if TORCH_VERSION_MAJOR >= 2
namespace {

// cuDNN's kernel makes a plan for every new length, which takes longer than the product.
void avoidPlans()
{
#if TORCH_VERSION_MAJOR > 2 || TORCH_VERSION_MINOR >= 5
    at::globalContext().setSDPUseCuDNN(false);
#endif
}

at::Tensor repeatedHeads(const at::Tensor& x, int64_t heads)
{
    if (x.size(1) == heads)
        return x;
    const int64_t group = heads / x.size(1);
    return x.unsqueeze(2).expand({x.size(0), x.size(1), group, x.size(2), x.size(3)}).flatten(1, 2);
}

}

at::Tensor attendByDevice(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, bool causal,
                          const at::Tensor& mask)
{
    if (q.is_cpu())
        return {};
    avoidPlans();
    const auto added = mask.defined() ? c10::optional<at::Tensor>(mask) : c10::nullopt;
    return at::scaled_dot_product_attention(q, repeatedHeads(k, q.size(1)), repeatedHeads(v, q.size(1)), added, 0.0,
                                            causal);
}
#else
at::Tensor attendByDevice(const at::Tensor&, const at::Tensor&, const at::Tensor&, bool, const at::Tensor&)
{
    return {};
}
#endif
}
