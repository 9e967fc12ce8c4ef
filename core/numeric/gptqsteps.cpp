// SPDX-License-Identifier: GPL-3.0-or-later
// With H + λI = L Lᵀ and U the upper Cholesky factor of its inverse (Uᵀ U = (H + λI)⁻¹), column i of the order is
// rounded, e = (w_i - q_i) / U_ii is its error, and every later column j loses e U_ij. Dead columns (a zero on the
// diagonal) become zero. λ is percdamp times the mean of the diagonal. Product code does the same from R = U⁻¹, see
// gptq.cpp.
#include "numeric/gptqsteps.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "numeric/smallgrid.h"

namespace quantscope {
namespace {

using Matrix = std::vector<double>; // [n, n]

// Lower L with A = L Lᵀ.
Matrix choleskyOf(const Matrix& a, size_t n)
{
    Matrix l(n * n);
    for (size_t j = 0; j < n; ++j) {
        double diagonal = a[j * n + j];
        for (size_t k = 0; k < j; ++k)
            diagonal -= l[j * n + k] * l[j * n + k];
        if (!(diagonal > 0))
            throw Error("GPTQ: the damped Hessian is not positive definite");
        l[j * n + j] = std::sqrt(diagonal);
        for (size_t i = j + 1; i < n; ++i) {
            double sum = a[i * n + j];
            for (size_t k = 0; k < j; ++k)
                sum -= l[i * n + k] * l[j * n + k];
            l[i * n + j] = sum / l[j * n + j];
        }
    }
    return l;
}

// Of a lower matrix.
Matrix inverseOf(const Matrix& l, size_t n)
{
    Matrix inverse(n * n);
    for (size_t column = 0; column < n; ++column)
        for (size_t i = column; i < n; ++i) {
            double sum = i == column ? 1 : 0;
            for (size_t k = column; k < i; ++k)
                sum -= l[i * n + k] * inverse[k * n + column];
            inverse[i * n + column] = sum / l[i * n + i];
        }
    return inverse;
}

// U with Uᵀ U = A⁻¹: the transposed Cholesky factor of the inverse.
Matrix upperFactorOfInverse(const Matrix& a, size_t n)
{
    const Matrix down = inverseOf(choleskyOf(a, n), n);
    Matrix inverse(n * n), upper(n * n);
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j)
            for (size_t k = 0; k < n; ++k)
                inverse[i * n + j] += down[k * n + i] * down[k * n + j];
    const Matrix lower = choleskyOf(inverse, n);
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j)
            upper[i * n + j] = lower[j * n + i];
    return upper;
}

double lossOf(const Matrix& from, const Matrix& to, std::span<const float> hessian, size_t n)
{
    double loss = 0;
    for (size_t row = 0; row < from.size(); row += n)
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j < n; ++j)
                loss += (from[row + i] - to[row + i]) * double(hessian[i * n + j]) * (from[row + j] - to[row + j]);
    return loss;
}

std::vector<SmallGrid> gridsOf(std::span<const float> weight, size_t n, int bits)
{
    std::vector<SmallGrid> grids;
    for (const float reach : rowMaxima(weight, static_cast<int64_t>(n)))
        grids.push_back(symmetricGrid(reach, bits));
    return grids;
}

Matrix inOrder(const Matrix& h, const std::vector<int64_t>& order, double damping)
{
    const size_t n = order.size();
    Matrix result(n * n);
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j)
            result[i * n + j] =
                h[static_cast<size_t>(order[i]) * n + static_cast<size_t>(order[j])] + (i == j ? damping : 0);
    return result;
}

// Rounds column order[i] and sends its error on.
GptqStep nextStep(const GptqStep& before, const GptqWalk& walk, const std::vector<SmallGrid>& grids,
                  const Matrix& upper, size_t i)
{
    const size_t n = walk.order.size();
    GptqStep step;
    step.column = walk.order[i];
    step.weight = before.weight;
    step.passed.resize(step.weight.size());
    for (size_t row = 0; row < grids.size(); ++row) {
        double& value = step.weight[row * n + static_cast<size_t>(step.column)];
        const double rounded = grids[row].nearest(value);
        const double error = (value - rounded) / upper[i * n + i];
        value = rounded;
        for (size_t j = i + 1; j < n; ++j) {
            const auto to = row * n + static_cast<size_t>(walk.order[j]);
            step.passed[to] = -error * upper[i * n + j];
            step.weight[to] += step.passed[to];
        }
    }
    return step;
}

}

GptqWalk walkGptq(std::span<const float> weight, std::span<const float> hessian, int64_t columns,
                  const GptqWalkOptions& options)
{
    const auto n = static_cast<size_t>(std::max<int64_t>(columns, 0));
    if (n == 0 || weight.empty() || weight.size() % n != 0 || hessian.size() != n * n)
        throw Error("GPTQ: expected a weight [rows, columns] and a Hessian [columns, columns]");
    GptqWalk walk;
    GptqStep start;
    start.weight.assign(weight.begin(), weight.end());
    const Matrix original = start.weight;
    Matrix h(hessian.begin(), hessian.end());
    double mean = 0;
    for (size_t i = 0; i < n; ++i) {
        if (h[i * n + i] == 0) {
            h[i * n + i] = 1;
            for (size_t at = i; at < start.weight.size(); at += n)
                start.weight[at] = 0;
        }
        mean += h[i * n + i] / static_cast<double>(n);
    }
    walk.damping = options.percdamp * mean;
    walk.order.resize(n);
    std::iota(walk.order.begin(), walk.order.end(), 0);
    if (options.actOrder)
        std::stable_sort(walk.order.begin(), walk.order.end(), [&](int64_t a, int64_t b) {
            return h[static_cast<size_t>(a) * (n + 1)] > h[static_cast<size_t>(b) * (n + 1)];
        });
    const auto grids = gridsOf(weight, n, options.bits);
    for (size_t i = 0; i < start.weight.size(); ++i)
        walk.nearest.push_back(grids[i / n].nearest(original[i]));
    for (const auto& grid : grids)
        walk.scales.push_back(grid.scale);
    walk.nearestLoss = lossOf(original, walk.nearest, hessian, n);
    const Matrix upper = upperFactorOfInverse(inOrder(h, walk.order, walk.damping), n);
    start.passed.resize(start.weight.size());
    walk.steps.push_back(std::move(start));
    for (size_t i = 0; i < n; ++i) {
        walk.steps.push_back(nextStep(walk.steps.back(), walk, grids, upper, i));
        walk.steps.back().loss = lossOf(original, walk.steps.back().weight, hessian, n);
    }
    return walk;
}

}
