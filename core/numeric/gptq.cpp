// SPDX-License-Identifier: GPL-3.0-or-later
// GPTQ, Frantar et al., arXiv 2210.17323, with the order of operations of the published MQuant code:
//
//   1. whole-row grid of the original weight, dead columns included
//   2. columns with a zero diagonal: diagonal 1, weight 0
//   3. static groups: grids of the unpermuted weight
//   4. act-order: columns by descending diagonal (dead ones count as 1), weight and Hessian permuted
//   5. percdamp · mean(diagonal) on the diagonal; factorize; the column loop in blocks; permutation undone
//
// What we changed. With H + λI = R Rᵀ (R upper triangular), the textbook's factor of H⁻¹ is U = R⁻¹. Its errors E, sent
// to later columns as E U, satisfy W - Q = E U, hence E = (W - Q) R, and the weight that column i is rounded from is
//
//   ŵ_i = w_i + Σ_{k<i} (w_k - q_k) R_ki / R_ii.
//
// So neither H⁻¹ nor U is needed: one Cholesky factorization instead of three cubic steps, and the loop gathers from
// finished columns instead of scattering to later ones. The weight as seen after all blocks before b, which the
// reference uses for group grids, is W_b + (W_a - Q_a) R_ab R_bb⁻¹; R_bb⁻¹ being upper triangular, only the columns up
// to the end of the group are needed. The loss follows from E too: tr(D H Dᵀ) = |D R|² - λ|D|² with D = W - Q.
//
// The reference silently rounds to nearest when its second factorization fails, and then returns the columns still
// permuted. We raise the damping first, tell the caller, and keep the columns where they belong.
#include "numeric/gptq.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/argsort.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <fmt/core.h>

#include "base/error.h"
#include "base/parallel.h"
#include "numeric/choleskyfactor.h"
#include "numeric/gptqcolumns.h"
#include "numeric/gptqparts.h"

namespace quantscope {
namespace {

constexpr double largestDamping = 1.0;

void checkInputs(const at::Tensor& w, const at::Tensor& hessian, const GptqOptions& options)
{
    if (w.dim() != 2 || w.numel() == 0)
        throw Error("GPTQ: expected a non-empty weight [out, in]");
    if (hessian.dim() != 2 || hessian.size(0) != w.size(1) || hessian.size(1) != w.size(1))
        throw Error(fmt::format("GPTQ: the Hessian must be [{}, {}]", w.size(1), w.size(1)));
    if (options.blockSize < 1 || options.percdamp < 0)
        throw Error("GPTQ: the block size must be positive and the damping not negative");
}

at::Tensor columnOrder(const at::Tensor& diagonal)
{
    const at::Tensor onCpu = diagonal.cpu().contiguous();
    const float* values = onCpu.data_ptr<float>();
    at::Tensor order = at::arange(diagonal.size(0), at::kLong);
    auto* first = order.data_ptr<int64_t>();
    std::stable_sort(first, first + order.size(0), [values](int64_t a, int64_t b) { return values[a] > values[b]; });
    return order;
}

// The upper triangle of H[order][:, order] with the given diagonal; the rest is undefined on the CPU.
at::Tensor gatherHessian(const at::Tensor& hessian, const at::Tensor& diagonal, const at::Tensor& order, double damping,
                         int threads)
{
    const int64_t n = hessian.size(0);
    at::Tensor result;
    if (!hessian.device().is_cpu()) {
        const at::Tensor index = order.defined() ? order.to(hessian.device()) : at::Tensor();
        result = index.defined() ? hessian.index_select(0, index).index_select(1, index) : hessian.clone();
        result.diagonal().copy_((index.defined() ? diagonal.index_select(0, index) : diagonal) + damping);
        return result;
    }
    result = at::empty({n, n}, at::kFloat);
    const float* from = hessian.data_ptr<float>();
    const float* live = diagonal.data_ptr<float>();
    const int64_t* index = order.defined() ? order.data_ptr<int64_t>() : nullptr;
    float* to = result.data_ptr<float>();
    constexpr int64_t chunk = 64;
    parallelFor((n + chunk - 1) / chunk, n < 512 ? 1 : threads, [&](int64_t part) {
        for (int64_t i = part * chunk; i < std::min(n, (part + 1) * chunk); ++i) {
            const float* row = from + (index ? index[i] : i) * n;
            if (index) {
                for (int64_t j = i + 1; j < n; ++j)
                    to[i * n + j] = row[index[j]];
            } else {
                std::copy(row + i, row + n, to + i * n + i);
            }
            to[i * n + i] = live[index ? index[i] : i] + static_cast<float>(damping);
        }
    });
    return result;
}

struct Factor
{
    at::Tensor matrix; // undefined when every attempt failed
    double damping = 0, absolute = 0;
};

Factor factorize(const at::Tensor& hessian, const at::Tensor& diagonal, const GptqOptions& options,
                 const GptqParts& parts, const at::Tensor& order, std::vector<Message>& fallbacks,
                 const Progress& progress)
{
    const double mean = diagonal.to(at::kDouble).mean().item<double>();
    for (double damping = options.percdamp;; damping = std::max(damping * 10, 0.01)) {
        progress.check();
        const double absolute = damping * mean;
        at::Tensor h = gatherHessian(hessian, diagonal, order, absolute, options.threads);
        if (parts.factorize(h, options.threads))
            return {h, damping, absolute};
        if (damping * 10 > largestDamping * (1 + 1e-9)) {
            fallbacks.push_back(message("fallback.rounded_to_nearest", {{"damping", damping, NumberFormat::Precise}}));
            return {};
        }
        fallbacks.push_back(message("fallback.damping_raised", {{"damping", damping, NumberFormat::Precise}}));
    }
}

double lossOf(const at::Tensor& difference, const at::Tensor& hessian)
{
    return at::sum(at::matmul(difference, hessian) * difference, at::kDouble).item<double>();
}

// Group of each column in quantization order, and the grids if they are known before the loop.
void prepareGroups(const at::Tensor& weight, const GptqOptions& options, const at::Tensor& order,
                   const GptqResult& result, GptqColumns& columns)
{
    const int64_t in = weight.size(1), size = columns.format.groupSize;
    const bool grouped = size > 0 && columns.format.bits != 16;
    const int64_t groups = grouped ? (in + size - 1) / size : 1;
    const at::Tensor number = at::arange(in, at::kLong).div(grouped ? size : in, "floor");
    columns.groupOf = grouped && options.staticGroups && order.defined() ? number.index_select(0, order) : number;
    columns.dynamicGroups = grouped && !options.staticGroups;
    if (!grouped) {
        columns.scale = result.initialScale;
        columns.zero = result.initialZero;
        return;
    }
    columns.scale = at::zeros({weight.size(0), groups}, weight.options());
    columns.zero = at::zeros_like(columns.scale);
    for (int64_t group = 0; options.staticGroups && group < groups; ++group) {
        const WeightGrid grid = findWeightGrid(weight.slice(1, group * size, (group + 1) * size), columns.format);
        columns.scale.slice(1, group, group + 1).copy_(grid.scale);
        columns.zero.slice(1, group, group + 1).copy_(grid.zero);
    }
}

// Codes, grids and groups back in the original column order.
QuantizedWeight finish(const GptqColumns& columns, const at::Tensor& order, const at::Tensor& w)
{
    QuantizedWeight result;
    result.bits = columns.format.bits;
    result.symmetric = columns.format.symmetric;
    result.scale = columns.scale;
    result.zero = columns.zero;
    at::Tensor inverse;
    if (order.defined())
        inverse = at::argsort(order);
    const at::Tensor codes = columns.codes.to(codeType(result.symmetric));
    result.codes = order.defined() ? codes.index_select(1, inverse.to(w.device())) : codes;
    if (columns.scale.size(1) > 1)
        result.groupOf = (order.defined() ? columns.groupOf.index_select(0, inverse) : columns.groupOf).to(w.device());
    result.type = w.scalar_type();
    result.dequantized = dequantize(result);
    return result;
}

}

GptqParts gptqParts(at::Device device)
{
    return {columnOrder, reverseCholesky, device.is_cpu() ? quantizeColumnsOnCpu : quantizeColumnsByTensors};
}

GptqResult quantizeGptq(const at::Tensor& w, const at::Tensor& hessian, const WeightFormat& format,
                        const GptqOptions& options, const Progress& progress)
{
    return quantizeGptq(w, hessian, format, options, gptqParts(w.device()), progress);
}

GptqResult quantizeGptq(const at::Tensor& w, const at::Tensor& hessian, const WeightFormat& format,
                        const GptqOptions& options, const GptqParts& parts, const Progress& progress)
{
    checkWeightFormat(format);
    checkInputs(w, hessian, options);
    const OperationThreads operationThreads(options.threads);
    GptqResult result;
    if (format.bits == 16) {
        result.weight = roundToNearest(w, format);
        return result;
    }
    at::Tensor weight = w.to(at::kFloat).contiguous();
    const at::Tensor h = hessian.to(weight.device()).to(at::kFloat).contiguous();
    const WeightGrid initial = findWeightGrid(weight, format);
    result.initialScale = initial.scale;
    result.initialZero = initial.zero;

    const at::Tensor dead = h.diagonal() == 0;
    result.deadColumns = dead.sum().item<int64_t>();
    const at::Tensor diagonal = h.diagonal().masked_fill(dead, 1).contiguous();
    if (result.deadColumns > 0)
        weight = weight.masked_fill(dead, 0);

    if (options.actOrder)
        result.order = parts.columnOrder(diagonal);
    GptqColumns columns;
    columns.format = format;
    prepareGroups(weight, options, result.order, result, columns);
    progress.step(0, "factorization");
    const Factor factor = factorize(h, diagonal, options, parts, result.order, result.fallbacks, progress);
    if (!factor.matrix.defined()) {
        result.weight = roundWithGrid(weight, format, initial);
        result.weight.type = w.scalar_type();
        result.weight.dequantized = result.weight.dequantized.to(w.scalar_type());
        result.loss = lossOf(weight - result.weight.dequantized.to(at::kFloat), h);
        return result;
    }
    result.damping = factor.damping;
    columns.weight = result.order.defined() ? weight.index_select(1, result.order.to(weight.device())) : weight;
    columns.factor = factor.matrix;
    columns.blockSize = options.blockSize;
    columns.threads = options.threads;
    columns.damping = factor.absolute;
    parts.quantizeColumns(columns, progress);
    result.loss = columns.loss;
    result.weight = finish(columns, result.order, w);
    return result;
}

}
