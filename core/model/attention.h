// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "model/families/family.h"
#include "model/forward.h"

namespace quantscope {

// Bidirectional attention of every image with itself: q, k, v [n, tokens, heads·d] -> [n, tokens, heads·d].
at::Tensor attendFull(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int64_t heads);

// Rotary embedding, then causal attention of every packed sequence with itself, or of one new token per sequence
// with the cache. Writes keys and values of `block` into the cache. Returns [T, heads·d], with DecoderRows::Last
// [sequences, heads·d]. With a `window` a token sees the last so many alone, itself with them; 0: all before it.
at::Tensor attendCausal(const AttentionInputs&, const Packed&, KvCache*, size_t block, DecoderRows, int64_t window = 0);

// Half-split rotary embedding of x [T, heads, d] with cos and sin [T, d / 2].
at::Tensor rotateHalf(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin);

// The last row of every sequence: [T, c] -> [sequences, c].
at::Tensor lastRows(const at::Tensor& x, const Packed&);

// silu(gate) · up.
at::Tensor gated(const at::Tensor& gate, const at::Tensor& up);

}
