// SPDX-License-Identifier: GPL-3.0-or-later
#include "numeric/divergence.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/log_softmax.h>

#include "base/error.h"

namespace quantscope {

at::Tensor klDivergence(const at::Tensor& referenceLogits, const at::Tensor& logits)
{
    if (referenceLogits.sizes() != logits.sizes() || logits.dim() != 2)
        throw Error("KL divergence: the logits have different shapes");
    const auto p = at::log_softmax(referenceLogits.to(at::kDouble), -1),
               q = at::log_softmax(logits.to(at::kDouble), -1);
    return (p.exp() * (p - q)).sum(-1).clamp_min(0);
}

}
