// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace quantscope {

// KL(p ‖ q) = Σ p (ln p - ln q) in nats of every row, p and q the softmax of logits [n, vocabulary] of any floating
// dtype; computed in float64: [n], never negative. Error when the shapes differ.
at::Tensor klDivergence(const at::Tensor& referenceLogits, const at::Tensor& logits);

}
