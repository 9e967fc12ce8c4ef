// SPDX-License-Identifier: GPL-3.0-or-later
#include "numeric/hessian.h"

#include <algorithm>
#include <optional>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/im2col.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/zeros.h>
#include <fmt/core.h>

#include "base/error.h"
#include "base/parallel.h"

namespace quantscope {
namespace {

// Tile rows of the symmetric product; fixed, so that the bits do not depend on the number of threads.
constexpr int64_t tile = 512;
constexpr int64_t pieceRows = 4096;

// Upper triangle of sum += xᵀ x by tile rows: half the work of the full product.
void addUpper(at::Tensor& sum, const at::Tensor& x)
{
    const int64_t columns = sum.size(0);
    parallelFor((columns + tile - 1) / tile, at::get_num_threads(), [&](int64_t index) {
        const int64_t start = index * tile;
        at::Tensor target = sum.slice(0, start, std::min(columns, start + tile)).slice(1, start, columns);
        at::addmm_out(target, target, x.slice(1, start, std::min(columns, start + tile)).t(),
                      x.slice(1, start, columns));
    });
}

// Lets matrix products of a GPU use its tensor cores, and restores what was set.
class TensorCores
{
public:
    TensorCores()
        : m_before(at::globalContext().allowTF32CuBLAS())
    {
        at::globalContext().setAllowTF32CuBLAS(true);
    }
    ~TensorCores()
    {
        at::globalContext().setAllowTF32CuBLAS(m_before);
    }
    TensorCores(const TensorCores&) = delete;
    TensorCores& operator=(const TensorCores&) = delete;

private:
    bool m_before;
};

// sum += xᵀ x on a GPU, in float64 over short pieces: tensor cores cut off instead of rounding, and one large direction
// in x would otherwise make the sum lose its small ones. TF32 keeps 10 bits of a value's fraction, all of a bfloat16,
// so that the products themselves stay exact.
void addByTensors(at::Tensor& sum, const at::Tensor& x, bool exactInTf32)
{
    const std::optional<TensorCores> cores = exactInTf32 ? std::optional<TensorCores>(std::in_place) : std::nullopt;
    for (const at::Tensor& piece : x.split(pieceRows))
        sum.add_(at::mm(piece.t(), piece));
}

}

HessianAccumulator::HessianAccumulator(int64_t columns, at::Device device)
    : m_sum(at::zeros({columns, columns}, at::TensorOptions(device.is_cpu() ? at::kFloat : at::kDouble).device(device)))
{
}

void HessianAccumulator::add(const at::Tensor& x, int64_t samples)
{
    if (x.dim() < 1 || x.size(-1) != m_sum.size(0))
        throw Error(fmt::format("Hessian: expected inputs with {} columns", m_sum.size(0)));
    const at::Tensor rows = x.reshape({-1, x.size(-1)}).to(m_sum.device()).to(at::kFloat).contiguous();
    if (m_sum.device().is_cpu())
        addUpper(m_sum, rows);
    else
        addByTensors(m_sum, rows, x.scalar_type() == at::kBFloat16 || x.scalar_type() == at::kHalf);
    m_samples += samples;
}

void HessianAccumulator::merge(const HessianAccumulator& other)
{
    if (other.m_sum.size(0) != m_sum.size(0))
        throw Error("Hessian: cannot merge matrices of different sizes");
    m_sum.add_(other.m_sum.to(m_sum.device()));
    m_samples += other.m_samples;
}

at::Tensor HessianAccumulator::matrix() const
{
    const double scale = m_samples > 0 ? 2.0 / static_cast<double>(m_samples) : 0;
    const at::Tensor upper = (m_sum.triu() * scale).to(at::kFloat);
    return upper + upper.triu(1).t();
}

int64_t HessianAccumulator::samples() const
{
    return m_samples;
}

at::Tensor patchRows(const at::Tensor& images, int64_t kernelH, int64_t kernelW, int64_t strideH, int64_t strideW,
                     int64_t padH, int64_t padW, int64_t dilH, int64_t dilW)
{
    if (images.dim() != 4)
        throw Error("patch rows: expected images [n, c, h, w]");
    return at::im2col(images, {kernelH, kernelW}, {dilH, dilW}, {padH, padW}, {strideH, strideW}).transpose(1, 2);
}

}
