// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace quantscope {

// GPTQ after one column. Matrices are [rows, columns] in the weight's own column order.
struct GptqStep
{
    int64_t column = -1; // that was rounded; -1: before the first
    std::vector<double> weight; // columns done: on their grid; the others: with all errors passed on so far
    std::vector<double> passed; // what this step added to the columns still to come
    double loss = 0; // tr(D H Dᵀ), D = the weight given less this one
};

struct GptqWalk
{
    std::vector<GptqStep> steps; // columns + 1
    std::vector<int64_t> order; // in which the columns are rounded
    std::vector<double> scales; // by row
    std::vector<double> nearest; // plain rounding to the same grids
    double nearestLoss = 0;
    double damping = 0; // added to the diagonal
};

struct GptqWalkOptions
{
    int bits = 4;
    bool actOrder = false;
    double percdamp = 0.01;
};

// GPTQ (Frantar et al., arXiv 2210.17323) of a small weight [rows, columns] with its Hessian [columns, columns], with
// every state in between, in float64 and in the textbook's form; one symmetric grid per row. The last state is what
// quantizeGptq makes. Throws Error for other sizes and for a Hessian that stays indefinite with its damping.
GptqWalk walkGptq(std::span<const float> weight, std::span<const float> hessian, int64_t columns,
                  const GptqWalkOptions&);

}
