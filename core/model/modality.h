// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

namespace quantscope {

enum class Modality { Text, Image };

// Consecutive rows of an activation.
struct RowRun
{
    int64_t from = 0, count = 0;

    bool operator==(const RowRun&) const = default;
};

// The rows that come from image tokens, as runs in order; all others come from text. Empty where rows are not reported
// apart: in the vision tower and the projector, and for generated tokens, which are text.
using ImageRows = std::vector<RowRun>;
using RowRuns = std::span<const RowRun>;

// The runs of a mask, bool [rows] on the CPU; none of an undefined one.
ImageRows imageRuns(const at::Tensor& isImage);
// Those of chunk `chunk`; none when there is no such chunk.
RowRuns imageRowsOf(const std::vector<ImageRows>&, size_t chunk);
// What lies in rows [from, from + count), counted from `from`.
ImageRows imageRowsWithin(RowRuns image, int64_t from, int64_t count);
// The rows between the runs.
std::vector<RowRun> textRuns(RowRuns image, int64_t rows);
// The rows of one modality, x [rows, …] -> [n, …]; undefined without any, a view where they are one run.
at::Tensor rowsOfModality(const at::Tensor& x, RowRuns image, Modality);

}
