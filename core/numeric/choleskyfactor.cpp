// SPDX-License-Identifier: GPL-3.0-or-later
// H = R Rᵀ with R upper triangular: a Cholesky factorization that starts at the last column instead of the first.
//
// Right-looking over tiles, from the last to the first: R_kk from A_kk, R_ik = A_ik R_kk⁻ᵀ for the rows above, then
// A_ij -= R_ik R_jkᵀ for i <= j < k. LAPACK's own factorization picks its blocks by the number of threads, which would
// make the last bits depend on the machine; here every tile is one single-threaded BLAS call. A GPU factorizes the
// whole matrix at once, in float64.
#include "numeric/choleskyfactor.h"

#include <algorithm>
#include <tuple>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/linalg_cholesky_ex.h>
#include <ATen/ops/linalg_solve_triangular.h>

#include "base/parallel.h"

namespace quantscope {
namespace {

constexpr int64_t tile = 256;

// Turned by 180 degrees, the lower factor of the turned matrix is the upper factor wanted.
bool factorDense(at::Tensor& h, at::ScalarType dtype)
{
    const at::Tensor full = (h.triu() + h.triu(1).t()).to(dtype);
    const auto [lower, info] = at::linalg_cholesky_ex(full.flip({0, 1}));
    if (info.item<int>() != 0)
        return false;
    h.copy_(lower.flip({0, 1}));
    return true;
}

at::Tensor block(at::Tensor& h, int64_t rowStart, int64_t rowEnd, int64_t columnStart, int64_t columnEnd)
{
    return h.slice(0, rowStart, rowEnd).slice(1, columnStart, columnEnd);
}

}

bool reverseCholesky(at::Tensor& h, int threads)
{
    const int64_t n = h.size(0);
    if (!h.device().is_cpu())
        return factorDense(h, at::kDouble);
    for (int64_t end = n; end > 0; end = std::max<int64_t>(0, end - tile)) {
        const int64_t start = std::max<int64_t>(0, end - tile);
        at::Tensor corner = block(h, start, end, start, end);
        {
            const OperationThreads single(1);
            if (!factorDense(corner, at::kFloat))
                return false;
        }
        const int64_t above = (start + tile - 1) / tile;
        const at::Tensor lower = corner.t();
        parallelFor(above, threads, [&](int64_t i) {
            at::Tensor panel = block(h, i * tile, std::min(start, (i + 1) * tile), start, end);
            panel.copy_(at::linalg_solve_triangular(lower, panel, false, false));
        });
        parallelFor(above, threads, [&](int64_t i) {
            const int64_t top = i * tile, bottom = std::min(start, top + tile);
            at::Tensor target = block(h, top, bottom, top, start);
            at::addmm_out(target, target, block(h, top, bottom, start, end), block(h, top, start, start, end).t(), 1,
                          -1);
        });
    }
    return true;
}

}
