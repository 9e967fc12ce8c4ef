// SPDX-License-Identifier: GPL-3.0-or-later
// A preview of one layer: W is quantized with the Hessian H = 2/n · XᵀX of sampled float inputs X, and its output error
// is that of q(X) Ŵᵀ against X Wᵀ. Nothing of it depends on other layers, and X not on any bit width.

#include "layerview/previewlayer.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/zeros.h>

#include "base/error.h"
#include "numeric/observer.h"
#include "numeric/quantizers.h"
#include "numeric/rows.h"
#include "quant/calibrate.h"

namespace quantscope {
namespace {

LayerStatistics statisticsOf(const Scheme& scheme, const at::Tensor& rows)
{
    StatisticsAccumulator sum(weightQuantizer(scheme.weightMethod).needs, rows.size(1), rows.device());
    sum.add(rows, 1);
    return sum.statistics();
}

// The rows are a sample and miss the extremes, which the profile has; but not without the split channel, for each end.
BatchRange rangeOf(const InputProfile& profile, const at::Tensor& rows, int64_t split)
{
    auto range = batchRange(rows);
    if (split < 0) {
        range.min = profile.min;
        range.max = profile.max;
        return range;
    }
    float largest = 0;
    for (size_t channel = 0; channel < profile.channelMax.size(); ++channel)
        if (static_cast<int64_t>(channel) != split)
            largest = std::max(largest, profile.channelMax[channel]);
    if (-range.min > range.max)
        range.min = std::min(range.min, -largest);
    else
        range.max = std::max(range.max, largest);
    return range;
}

// The extremes of one modality are known with all channels only.
BatchRange rangeOf(const InputProfile& profile, const at::Tensor& rows, int64_t split, Modality modality)
{
    auto range = batchRange(rows);
    if (split < 0) {
        range.min = modality == Modality::Image ? profile.imageMin : profile.textMin;
        range.max = modality == Modality::Image ? profile.imageMax : profile.textMax;
    }
    return range;
}

StaticGrid gridOf(const Scheme& scheme, const BatchRange& range, const at::Tensor& rows)
{
    Observer observer(observerInfo(scheme.observer).kind, scheme.activationBits, scheme.activationSymmetric);
    observer.observe(range, rows.scalar_type());
    if (observerInfo(scheme.observer).kind == ObserverKind::Omse)
        observer.setLastBatch(rows);
    return clippedGrid(observer.grid(), scheme.activationClipRatio);
}

void setInputs(Linear& linear, const Scheme& scheme, const InputProfile& profile, const at::Tensor& rows, RowRuns image)
{
    setInputFormats(linear, scheme);
    const auto rest = withoutRms(linear, rows);
    if (linear.rmsInput.mode == ActivationMode::Static) {
        const auto channel = rmsChannelOnly(linear, rows);
        linear.rmsInput.grid = gridOf(scheme, batchRange(channel), channel);
    }
    if (linear.input.mode != ActivationMode::Static)
        return;
    const auto imageRows = rowsOfModality(rest, image, Modality::Image),
               textRows = rowsOfModality(rest, image, Modality::Text);
    if (!scheme.msq || !imageRows.defined() || !textRows.defined()) {
        linear.input.grid = gridOf(scheme, rangeOf(profile, rest, linear.rmsChannel), rest);
        return;
    }
    linear.input.grid = gridOf(scheme, rangeOf(profile, textRows, linear.rmsChannel, Modality::Text), textRows);
    linear.input.imageGrid = gridOf(scheme, rangeOf(profile, imageRows, linear.rmsChannel, Modality::Image), imageRows);
}

}

LayerPreview previewWeight(const Linear& reference, const Scheme& scheme, int threads, const Progress& progress)
{
    LayerPreview preview;
    preview.linear = reference;
    if (!scheme.quantizesWeight())
        return preview;
    const auto nearest = scheme.withoutInputs();
    preview.nearest = nearest.weightMethod != scheme.weightMethod;
    auto rounded = quantizeLayer(preview.linear, nearest, {}, at::kFloat, threads, progress);
    preview.weight = std::move(rounded.outcome);
    installQuantized(preview.linear, rounded.weight, false);
    return preview;
}

LayerPreview previewLayer(const Linear& reference, const Scheme& scheme, const InputProfile& profile,
                          const at::Tensor& rows, int threads, const Progress& progress, const at::Tensor& rowIsImage)
{
    if (!rows.defined() || rows.size(0) < 2)
        throw Error("a preview needs inputs of the layer, and no calibration question has reached it");
    const auto inputs = rows.to(at::kFloat);
    const auto apart = at::arange(rows.size(0)).remainder(4).eq(3);
    const auto seen = rowsWhere(inputs, apart.logical_not()),
               unseen = rows.size(0) < 4 ? inputs : rowsWhere(inputs, apart);
    LayerPreview preview;
    preview.linear = reference;
    preview.linear.patchKernel = 0; // the rows are patches already
    if (scheme.quantizesWeight()) {
        const auto statistics = statisticsOf(scheme, withoutRms(reference, seen));
        auto rounded = quantizeLayer(preview.linear, scheme, statistics, at::kFloat, threads, progress);
        preview.weight = std::move(rounded.outcome);
        installQuantized(preview.linear, rounded.weight, false);
    }
    progress.check();
    const auto fromImage = rowIsImage.defined() ? rowIsImage.to(at::kBool) : at::zeros({rows.size(0)}, at::kBool);
    setInputs(preview.linear, scheme, profile, inputs, imageRuns(fromImage));
    const auto image = imageRuns(rows.size(0) < 4 ? fromImage : rowsWhere(fromImage, apart));
    auto plain = reference;
    plain.patchKernel = 0;
    preview.isolated = compareTensors(applyTransformed(plain, unseen),
                                      applyTransformed(preview.linear, quantizedInput(preview.linear, unseen, image)));
    preview.linear.patchKernel = reference.patchKernel;
    return preview;
}

}
