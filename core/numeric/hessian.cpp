#include "numeric/hessian.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "base/error.h"
#include "base/parallel.h"

namespace quantscope {
namespace {

// Tile rows of the symmetric product; fixed, so that the bits do not depend on the number of threads.
constexpr int64_t tile = 512;

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

}

HessianAccumulator::HessianAccumulator(int64_t columns, at::Device device)
    : m_sum(at::zeros({ columns, columns }, at::TensorOptions(at::kFloat).device(device)))
{
}

void HessianAccumulator::add(const at::Tensor& x, int64_t samples)
{
    if (x.dim() < 1 || x.size(-1) != m_sum.size(0))
        throw Error("Hessian: expected inputs with " + std::to_string(m_sum.size(0)) + " columns");
    const at::Tensor rows = x.reshape({ -1, x.size(-1) }).to(m_sum.device()).to(at::kFloat).contiguous();
    if (m_sum.device().is_cpu())
        addUpper(m_sum, rows);
    else
        m_sum.addmm_(rows.t(), rows);
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
    const at::Tensor upper = m_sum.triu() * scale;
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
    return at::im2col(images, { kernelH, kernelW }, { dilH, dilW }, { padH, padW }, { strideH, strideW })
        .transpose(1, 2);
}

}
