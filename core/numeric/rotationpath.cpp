// SPDX-License-Identifier: GPL-3.0-or-later
// Sylvester's part is the fast Walsh–Hadamard butterfly, whose 2×2 step [1 1; -1 1]/√2 is a plane rotation by 45°. The
// base K×K, when it is larger than one, is taken apart by Givens' QR decomposition: an orthogonal matrix is a product
// of K (K - 1) / 2 plane rotations and a diagonal of signs, which stays behind.
#include "numeric/rotationpath.h"

#include <cmath>
#include <limits>
#include <numbers>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/error.h"
#include "numeric/hadamard.h"

namespace quantscope {
namespace {

constexpr double smallest = 1e-12; // entries below are zero already

// M [k, k] orthogonal = Gᵀ_1 … Gᵀ_n D: the rotations that zero M below its diagonal, each turned back, in reverse.
std::vector<PlaneRotation> planeRotations(std::vector<double> m, int32_t k)
{
    std::vector<PlaneRotation> forward;
    for (int32_t column = 0; column < k; ++column)
        for (int32_t row = k - 1; row > column; --row) {
            const double low = m[row * k + column], high = m[column * k + column];
            if (std::abs(low) < smallest)
                continue;
            const double angle = std::atan2(low, high), c = std::cos(angle), s = std::sin(angle);
            for (int32_t j = 0; j < k; ++j) {
                const double x = m[column * k + j], y = m[row * k + j];
                m[column * k + j] = c * x + s * y;
                m[row * k + j] = c * y - s * x;
            }
            forward.push_back({column, row, angle});
        }
    // What is left of M is diagonal, D; M D⁻¹ differs from M in the signs of columns.
    std::vector<PlaneRotation> back;
    for (auto it = forward.rbegin(); it != forward.rend(); ++it)
        back.push_back({it->a, it->b, -it->angle});
    return back;
}

void addButterflies(RotationPath& path, int64_t sylvester)
{
    for (int64_t half = 1; half < sylvester; half *= 2)
        for (int64_t start = 0; start < path.size; start += 2 * half)
            for (int64_t i = start; i < start + half; ++i)
                path.steps.push_back({static_cast<int32_t>(i), static_cast<int32_t>(i + half), std::numbers::pi / 4});
}

void addBase(RotationPath& path, const at::Tensor& base, int64_t sylvester)
{
    const int64_t k = base.size(0);
    const at::Tensor unit = (base.to(at::kDouble) / std::sqrt(double(k))).contiguous();
    const double* data = unit.data_ptr<double>();
    const auto turns = planeRotations({data, data + k * k}, static_cast<int32_t>(k));
    for (int64_t start = 0; start < path.size; start += k * sylvester)
        for (int64_t i = 0; i < sylvester; ++i)
            for (const auto& turn : turns)
                path.steps.push_back({static_cast<int32_t>(start + turn.a * sylvester + i),
                                      static_cast<int32_t>(start + turn.b * sylvester + i), turn.angle});
}

template <typename T> void rotate(const RotationPath& path, double t, std::span<T> rows)
{
    if (path.size < 1 || rows.size() % static_cast<size_t>(path.size) != 0)
        throw Error(fmt::format("rotation path: rows of {} expected, found {} values", path.size, rows.size()));
    double angle = std::numeric_limits<double>::quiet_NaN();
    T c = 1, s = 0;
    for (const auto& step : path.steps) {
        if (step.angle != angle) {
            angle = step.angle;
            c = static_cast<T>(std::cos(t * angle));
            s = static_cast<T>(std::sin(t * angle));
        }
        for (size_t row = 0; row < rows.size(); row += static_cast<size_t>(path.size)) {
            T& x = rows[row + static_cast<size_t>(step.a)];
            T& y = rows[row + static_cast<size_t>(step.b)];
            const T before = x;
            x = c * before + s * y;
            y = c * y - s * before;
        }
    }
}

}

RotationPath pathToHadamard(int64_t n)
{
    const auto transform = hadamardOfSize(n);
    RotationPath path;
    path.size = n;
    addButterflies(path, transform.sylvester);
    if (transform.base.defined() && transform.base.size(0) > 1)
        addBase(path, transform.base, transform.sylvester);
    return path;
}

void rotateRows(const RotationPath& path, double t, std::span<float> rows)
{
    rotate(path, t, rows);
}

void rotateRows(const RotationPath& path, double t, std::span<double> rows)
{
    rotate(path, t, rows);
}

}
