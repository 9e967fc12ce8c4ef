// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace quantscope {

// Turns coordinates a and b into each other by `angle`: (x_a, x_b) becomes (c x_a + s x_b, c x_b - s x_a).
struct PlaneRotation
{
    int32_t a = 0, b = 0;
    double angle = 0; // radians, of the whole way
};

// A way from the identity (t = 0) to a Hadamard matrix over sqrt(n) (t = 1) through orthogonal matrices alone: every
// plane rotation is done by t times its angle, in order.
struct RotationPath
{
    int64_t size = 0;
    std::vector<PlaneRotation> steps;
};

// The path to the Hadamard matrix base ⊗ Sylvester of hadamardOfSize(n), up to signs of its rows and columns (a
// rotation cannot reach a reflection). Block-diagonal where no matrix of order n is known. Throws Error for n < 1.
RotationPath pathToHadamard(int64_t n);

// Turns `rows` [count, size] by the part t in [0, 1] of the way, in place. Norms and products of rows stay.
void rotateRows(const RotationPath& path, double t, std::span<float> rows);
void rotateRows(const RotationPath& path, double t, std::span<double> rows);

}
