// SPDX-License-Identifier: GPL-3.0-or-later
// Static scales of layer inputs from what calibration has seen. With modality scales (MSQ, arXiv 2502.00425,
// section 3.1) rows n of image tokens and of text have a scale each, q = clip(round(x / s_m(n)) + z_m(n)); the weights
// are shared. The observer of each modality sees the rows of that modality alone, batch by batch.

#include "quant/statistics.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "base/parallel.h"
#include "numeric/observer.h"

namespace quantscope {
namespace {

struct Scale
{
    StaticGrid grid;
    ActivationRange range;
};

Scale scaleOf(const Scheme& scheme, const std::vector<BatchRange>& batches, at::ScalarType type, const at::Tensor& last)
{
    Observer observer(observerInfo(scheme.observer).kind, scheme.activationBits, scheme.activationSymmetric);
    for (const auto& range : batches)
        observer.observe(range, type);
    if (last.defined())
        observer.setLastBatch(last);
    return {clippedGrid(observer.grid(), scheme.activationClipRatio), {observer.min(), observer.max()}};
}

// The scales of one layer.
class LayerScales
{
public:
    LayerScales(Linear& linear, const Scheme& scheme, const InputRanges& statistics, const LastBatch& last)
        : m_linear(linear)
        , m_scheme(scheme)
        , m_statistics(statistics)
        , m_last(last)
        , m_lastRows(last.rows.defined() ? withoutRms(linear, last.rows) : at::Tensor())
    {
    }

    // Why image and text rows share a scale; empty when they need not.
    Message reasonAgainstTwo() const
    {
        if (m_statistics.image.empty())
            return message("fallback.one_scale_no_image");
        if (m_statistics.text.empty())
            return message("fallback.one_scale_no_text");
        const bool searches = searchesLastBatch(m_scheme);
        if (searches && (!lastRows(Modality::Image).defined() || !lastRows(Modality::Text).defined()))
            return message("fallback.one_scale_last_question");
        return {};
    }

    Scale all() const
    {
        return scaleOf(m_scheme, m_statistics.batches, m_statistics.dtype, m_lastRows);
    }

    Scale of(Modality modality) const
    {
        const auto& batches = modality == Modality::Image ? m_statistics.image : m_statistics.text;
        return scaleOf(m_scheme, batches, m_statistics.dtype, lastRows(modality));
    }

    Scale rms() const
    {
        const auto last = m_last.rows.defined() ? rmsChannelOnly(m_linear, m_last.rows).contiguous() : at::Tensor();
        return scaleOf(m_scheme, m_statistics.rms, m_statistics.dtype, last);
    }

private:
    at::Tensor lastRows(Modality modality) const
    {
        return m_lastRows.defined() ? rowsOfModality(m_lastRows, m_last.image, modality) : at::Tensor();
    }

    const Linear& m_linear;
    const Scheme& m_scheme;
    const InputRanges& m_statistics;
    const LastBatch& m_last;
    at::Tensor m_lastRows;
};

void setScales(CalibratedModel& result, Linear& linear, size_t layer, const Scheme& scheme, const LayerScales& scales)
{
    const auto reason = scheme.msq ? scales.reasonAgainstTwo() : Message();
    const bool two = scheme.msq && reason.empty();
    if (!reason.empty())
        result.fallbacks[layer].push_back(reason);
    const auto shared = two ? scales.of(Modality::Text) : scales.all();
    linear.input.grid = shared.grid;
    result.ranges[layer] = shared.range;
    if (two) {
        const auto image = scales.of(Modality::Image);
        linear.input.imageGrid = image.grid;
        result.imageRanges[layer] = image.range;
    }
    if (linear.rmsInput.mode == ActivationMode::Static) {
        const auto rms = scales.rms();
        linear.rmsInput.grid = rms.grid;
        result.rmsRanges[layer] = rms.range;
    }
}

}

bool hasStaticScales(const Scheme& scheme)
{
    return scheme.quantizesActivation() && scheme.activationStatic;
}

bool searchesLastBatch(const Scheme& scheme)
{
    return hasStaticScales(scheme) && observerInfo(scheme.observer).kind == ObserverKind::Omse;
}

bool needsLastBatch(const Plan& plan)
{
    return std::any_of(plan.schemes.begin(), plan.schemes.end(), searchesLastBatch);
}

StaticGrid clippedGrid(StaticGrid grid, double ratio)
{
    const auto factor = static_cast<float>(ratio);
    grid.scale *= factor;
    grid.rangeMin *= factor;
    grid.rangeMax *= factor;
    return grid;
}

void setInputFormats(Linear& linear, const Scheme& scheme)
{
    if (!scheme.quantizesActivation())
        return;
    linear.input.mode = scheme.activationStatic ? ActivationMode::Static : ActivationMode::Dynamic;
    linear.input.format = scheme.activationFormat();
    const bool perTensor = linear.input.format.granularity == ActivationGranularity::Tensor;
    if (linear.rmsChannel < 0 || scheme.rmsBits >= 16 || !(scheme.activationStatic || perTensor))
        return;
    linear.rmsInput.mode = linear.input.mode;
    linear.rmsInput.format = linear.input.format;
}

CalibratedModel applyStatistics(Model model, const Plan& plan, const ActivationStatistics& statistics,
                                const std::function<LastBatch(LayerIndex)>& lastBatch, int threads)
{
    CalibratedModel result;
    for (auto* ranges : {&result.ranges, &result.imageRanges, &result.rmsRanges})
        ranges->resize(plan.schemes.size());
    result.fallbacks.resize(plan.schemes.size());
    parallelFor(static_cast<int64_t>(plan.schemes.size()), threads, [&](int64_t index) {
        const auto i = static_cast<size_t>(index);
        const auto& scheme = plan.schemes[i];
        auto& linear = model.linears[i];
        setInputFormats(linear, scheme);
        if (!hasStaticScales(scheme))
            return;
        if (statistics.at(i).batches.empty())
            throw Error(model.layers[i].name +
                        ": no calibration question reaches this layer, so it gets no static scale");
        const auto last = searchesLastBatch(scheme) ? lastBatch(static_cast<LayerIndex>(i)) : LastBatch();
        setScales(result, linear, i, scheme, LayerScales(linear, scheme, statistics[i], last));
    });
    result.model = std::move(model);
    return result;
}

}
