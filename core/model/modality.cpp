// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/modality.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>

namespace quantscope {

ImageRows imageRuns(const at::Tensor& isImage)
{
    ImageRows runs;
    if (!isImage.defined())
        return runs;
    const auto mask = isImage.contiguous();
    const bool* image = mask.data_ptr<bool>();
    for (int64_t row = 0; row < mask.numel(); ++row) {
        if (!image[row])
            continue;
        if (!runs.empty() && runs.back().from + runs.back().count == row)
            ++runs.back().count;
        else
            runs.push_back({row, 1});
    }
    return runs;
}

RowRuns imageRowsOf(const std::vector<ImageRows>& all, size_t chunk)
{
    return chunk < all.size() ? RowRuns(all[chunk]) : RowRuns();
}

ImageRows imageRowsWithin(RowRuns image, int64_t from, int64_t count)
{
    ImageRows runs;
    for (const auto& run : image) {
        const int64_t first = std::max(run.from, from), last = std::min(run.from + run.count, from + count);
        if (first < last)
            runs.push_back({first - from, last - first});
    }
    return runs;
}

std::vector<RowRun> textRuns(RowRuns image, int64_t rows)
{
    std::vector<RowRun> runs;
    int64_t from = 0;
    for (const auto& run : image) {
        if (run.from > from)
            runs.push_back({from, run.from - from});
        from = run.from + run.count;
    }
    if (from < rows)
        runs.push_back({from, rows - from});
    return runs;
}

at::Tensor rowsOfModality(const at::Tensor& x, RowRuns image, Modality modality)
{
    const auto text = modality == Modality::Text ? textRuns(image, x.size(0)) : std::vector<RowRun>();
    std::vector<at::Tensor> parts;
    for (const auto& run : modality == Modality::Text ? RowRuns(text) : image)
        parts.push_back(x.narrow(0, run.from, run.count));
    if (parts.empty())
        return {};
    return parts.size() == 1 ? parts.front() : at::cat(parts);
}

}
