// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

namespace quantscope {

struct HadamardPlan;

// The orthonormal transform y = (base ⊗ Sylvester_m) x / sqrt(K·m) along the last axis. With `blocks` > 1 it is
// block-diagonal over equal consecutive parts of size K·m. A value: copies share the base and the plan.
struct Hadamard
{
    int64_t size = 1;
    at::Tensor base; // [K, K] ±1 float32
    int64_t sylvester = 1; // m, a power of two; size = blocks · K · m
    int64_t blocks = 1;
    at::Tensor walsh; // [f, f] ±1 float32, f = min(m, 64): factors of the tensor path
    std::shared_ptr<const HadamardPlan> plan; // what the CPU kernel needs; made with the base
};

// True when Sylvester, Paley I, Paley II, a short Goethals–Seidel search or a Kronecker product has order n.
bool hadamardOrderExists(int64_t n);

// ±1 float32 [n, n] with M Mᵀ = n I. Throws Error when hadamardOrderExists(n) is false.
at::Tensor hadamardMatrix(int64_t n);

// The smallest base K with n = K · 2^e. Without one: the largest order that divides n and blocks = n / order, which
// the caller should tell the user. Throws Error for n < 1.
Hadamard hadamardOfSize(int64_t n);

// Diagonal blocks of hadamardOfSize(n), without building it; 1 when a matrix of the whole order exists.
int64_t hadamardBlocks(int64_t n);

// The same with a given ±1 base [K, K]; n / K must be a power of two. Throws Error otherwise.
Hadamard hadamardWithBase(int64_t n, const at::Tensor& base);

// The transform with its matrices on `device`, so that later calls copy nothing.
Hadamard hadamardOn(const Hadamard& transform, const at::Device& device);

// A new tensor with the transform (or its inverse, the transpose) of the last axis of x [..., size], in the dtype and
// on the device of x. float64 is computed in float64, everything else in float32; with `roundBetween` the result of the
// Walsh step is rounded to the dtype of x before the base is applied, as the reference does without its fp32 option.
at::Tensor hadamardTransform(const Hadamard& transform, const at::Tensor& x, bool transposed = false,
                             bool roundBetween = false);

// In place over `count` rows of `size` floats, on up to `threads` threads. The bits do not depend on the threads.
void hadamardRowsInPlace(const Hadamard& transform, float* rows, int64_t count, int threads = 1,
                         bool transposed = false);

// Dense float64 [n, n] matrix M with y = M x (sqrt(n) in double, so M Mᵀ = I to the last bits).
at::Tensor hadamardRotation(const Hadamard& transform);

// ±1 int8 [n], drawn as the MQuant reference draws them: uniform integers 0 and 1 become -1 and +1.
at::Tensor drawSigns(int64_t n, at::Generator& generator);

// Q = diag(signs) · Mᵀ, float64 [n, n]; signs ±1 [n] of any dtype.
at::Tensor randomHadamard(const Hadamard& transform, const at::Tensor& signs);

// Q of a QR decomposition of a normal matrix, columns flipped so that R has a positive diagonal; float64 [n, n].
at::Tensor randomOrthogonal(int64_t n, at::Generator& generator);

// Q = H diag(1, s₂ …) Hᵀ / n with H the ±1 matrix, rows multiplied by signs so that its first column is constant.
// Q·1 = 1, hence LayerNorm(x Q) = LayerNorm(x) Q. float64 [n, n]; block by block when the transform is.
at::Tensor onesFixingRotation(const Hadamard& transform, const at::Tensor& signs);

// The same property with a random rotation: R · blockdiag(1, Q') · Rᵀ, R orthonormal with a constant first column.
at::Tensor onesFixingRandom(int64_t n, at::Generator& generator);

}
