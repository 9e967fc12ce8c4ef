// SPDX-License-Identifier: GPL-3.0-or-later
// Orthonormal Hadamard transforms of any length: planning, application and the rotation matrices made from them.
//
// y = (B ⊗ S_m) x / sqrt(K m): x is viewed as [K, m], S_m is applied along m, then B along K, as QuaRot and MQuant do
// (Ashkboos et al., arXiv 2404.00456; MQuant, arXiv 2502.00425). B comes from numeric/hadamardmatrix.cpp, so lengths
// that their tables refuse work as well; a length without any known matrix becomes block-diagonal.
//
// CPU float32 goes through numeric/hadamardkernel.cpp. Other devices and float64 multiply by Sylvester factors of at
// most 64 and by B, which are matrix products of a good size for a GPU.
//
// Rotations that fix the all-ones vector: with H's first column constant, Q = H diag(1, s) Hᵀ / n maps 1 to 1 and is
// orthogonal, so the mean and the variance of x, hence LayerNorm, commute with it. MQuant instead folds the mean into
// the weights, which changes the function where one norm spans several tokens.
#include "numeric/hadamard.h"

#include <cmath>

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/block_diag.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/kron.h>
#include <ATen/ops/linalg_qr.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/where.h>
#include <fmt/core.h>

#include "base/error.h"
#include "numeric/hadamardkernel.h"
#include "numeric/hadamardmatrix.h"

namespace quantscope {
namespace {

constexpr int64_t walshFactor = 64;

Hadamard assemble(int64_t n, const at::Tensor& base, int64_t blocks)
{
    Hadamard result;
    result.size = n;
    result.base = base;
    result.blocks = blocks;
    result.sylvester = n / blocks / base.size(0);
    result.walsh = sylvesterMatrix(std::min(result.sylvester, walshFactor));
    result.plan = std::make_shared<const HadamardPlan>(makeHadamardPlan(base));
    return result;
}

// The smallest order n / 2^e that exists, 0 without one.
int64_t smallestBase(int64_t n)
{
    int64_t order = n;
    while (order % 2 == 0)
        order /= 2;
    for (; order <= n; order *= 2) {
        if (hadamardOrderExists(order))
            return order;
    }
    return 0;
}

int64_t blockSize(const Hadamard& transform)
{
    return transform.size / transform.blocks;
}

// S_m along the last axis of x [rows, m], unscaled; m is cut into factors of at most 64.
at::Tensor walshProduct(const at::Tensor& x, const at::Tensor& walsh, int64_t m)
{
    const at::Tensor factors = walsh.to(x.options());
    at::Tensor y = x;
    for (int64_t left = m, inner = 1; left > 1;) {
        const int64_t f = std::min(left, walshFactor);
        const at::Tensor s = factors.slice(0, 0, f).slice(1, 0, f);
        y = inner == 1 ? at::matmul(y.reshape({-1, f}), s) : at::matmul(s, y.reshape({-1, f, inner}));
        left /= f;
        inner *= f;
    }
    return y;
}

at::Tensor tensorTransform(const Hadamard& transform, const at::Tensor& x, bool transposed, at::ScalarType between)
{
    const int64_t order = transform.base.size(0);
    const double scale = 1 / std::sqrt(static_cast<double>(blockSize(transform)));
    at::Tensor y = walshProduct(x, transform.walsh, transform.sylvester) * scale;
    y = y.to(between).to(x.scalar_type());
    if (order > 1) {
        const at::Tensor base = transform.base.to(x.options());
        y = at::matmul(transposed ? base.t() : base, y.reshape({-1, order, transform.sylvester}));
    }
    return y.reshape(x.sizes());
}

// Rows of H times signs, so that the first column becomes +1; [n, n] ±1 float64 of one block.
at::Tensor dense(const Hadamard& transform)
{
    const at::Tensor h =
        at::kron(transform.base.cpu().to(at::kDouble), sylvesterMatrix(transform.sylvester).to(at::kDouble));
    return h;
}

void checkSigns(const at::Tensor& signs, int64_t n)
{
    if (signs.dim() != 1 || signs.size(0) != n)
        throw Error(fmt::format("Hadamard rotation: expected {} signs", n));
}

}

int64_t hadamardBlocks(int64_t n)
{
    if (n < 1)
        throw Error(fmt::format("Hadamard transform: the size must be positive, not {}", n));
    for (int64_t blocks = 1; blocks <= n; ++blocks)
        if (n % blocks == 0 && smallestBase(n / blocks) > 0)
            return blocks;
    throw Error(fmt::format("Hadamard transform: no plan for size {}", n));
}

Hadamard hadamardOfSize(int64_t n)
{
    const int64_t blocks = hadamardBlocks(n);
    return assemble(n, hadamardMatrix(smallestBase(n / blocks)), blocks);
}

Hadamard hadamardWithBase(int64_t n, const at::Tensor& base)
{
    if (base.dim() != 2 || base.size(0) != base.size(1) || base.size(0) < 1 || n % base.size(0) != 0 ||
        !isPowerOfTwo(n / base.size(0)))
        throw Error(fmt::format("Hadamard transform: size {} is not the base's order times a power of two", n));
    return assemble(n, base.to(at::kFloat).contiguous(), 1);
}

Hadamard hadamardOn(const Hadamard& transform, const at::Device& device)
{
    Hadamard result = transform;
    result.base = transform.base.to(device);
    result.walsh = transform.walsh.to(device);
    return result;
}

at::Tensor hadamardTransform(const Hadamard& transform, const at::Tensor& x, bool transposed, bool roundBetween)
{
    if (x.dim() == 0 || x.size(-1) != transform.size)
        throw Error(fmt::format("Hadamard transform: the last axis must have {} elements", transform.size));
    const auto dtype = x.scalar_type();
    const bool isCpu = x.device().is_cpu();
    const bool kernel =
        isCpu && dtype != at::kDouble && (!roundBetween || dtype == at::kBFloat16 || dtype == at::kFloat);
    const at::Tensor in = (dtype == at::kDouble ? x : x.to(at::kFloat)).contiguous();
    if (in.numel() == 0)
        return x.clone();
    if (!kernel) {
        const at::Tensor rows = in.reshape({-1, blockSize(transform)});
        return tensorTransform(transform, rows, transposed, roundBetween ? dtype : in.scalar_type())
            .reshape(x.sizes())
            .to(dtype);
    }
    at::Tensor out = at::empty_like(in);
    const int64_t rows = in.numel() / blockSize(transform);
    const int threads = in.numel() < 65536 ? 1 : at::get_num_threads();
    const auto& table = transposed ? transform.plan->transposed : transform.plan->forward;
    hadamardRows(table, transform.sylvester, roundBetween && dtype == at::kBFloat16, in.data_ptr<float>(),
                 out.data_ptr<float>(), rows, threads);
    return out.to(dtype);
}

void hadamardRowsInPlace(const Hadamard& transform, float* rows, int64_t count, int threads, bool transposed)
{
    const auto& table = transposed ? transform.plan->transposed : transform.plan->forward;
    hadamardRows(table, transform.sylvester, false, rows, rows, count * transform.blocks, threads);
}

at::Tensor hadamardRotation(const Hadamard& transform)
{
    const at::Tensor block = dense(transform) / std::sqrt(static_cast<double>(blockSize(transform)));
    return transform.blocks == 1 ? block : at::kron(at::eye(transform.blocks, at::kDouble), block);
}

at::Tensor drawSigns(int64_t n, at::Generator& generator)
{
    const at::Tensor bits = at::randint(0, 2, {n}, generator, at::TensorOptions(at::kLong));
    return (bits * 2 - 1).to(at::kChar);
}

at::Tensor randomHadamard(const Hadamard& transform, const at::Tensor& signs)
{
    checkSigns(signs, transform.size);
    return signs.cpu().to(at::kDouble).unsqueeze(1) * hadamardRotation(transform).t();
}

at::Tensor randomOrthogonal(int64_t n, at::Generator& generator)
{
    const at::Tensor normal = at::randn({n, n}, generator, at::TensorOptions(at::kDouble));
    const auto [q, r] = at::linalg_qr(normal);
    const at::Tensor diagonal = r.diagonal();
    return q * at::where(diagonal < 0, -at::ones_like(diagonal), at::ones_like(diagonal));
}

at::Tensor onesFixingRotation(const Hadamard& transform, const at::Tensor& signs)
{
    checkSigns(signs, transform.size);
    const int64_t n = blockSize(transform);
    at::Tensor h = dense(transform);
    h = h * h.slice(1, 0, 1);
    const at::Tensor all = signs.cpu().to(at::kDouble).view({transform.blocks, n});
    std::vector<at::Tensor> parts;
    for (int64_t block = 0; block < transform.blocks; ++block) {
        at::Tensor s = all[block].clone();
        s[0].fill_(1);
        parts.push_back(at::matmul(h * s, h.t()) / static_cast<double>(n));
    }
    return at::block_diag(parts);
}

at::Tensor onesFixingRandom(int64_t n, at::Generator& generator)
{
    const at::Tensor normal = at::randn({n, n}, generator, at::TensorOptions(at::kDouble));
    normal.slice(1, 0, 1).fill_(1);
    const at::Tensor basis = std::get<0>(at::linalg_qr(normal));
    const at::Tensor inner = n > 1 ? randomOrthogonal(n - 1, generator) : at::empty({0, 0}, at::kDouble);
    const at::Tensor middle = at::block_diag({at::ones({1, 1}, at::kDouble), inner});
    return at::matmul(at::matmul(basis, middle), basis.t());
}

}
