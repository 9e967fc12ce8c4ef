// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/rangerecorder.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <fmt/core.h>

#include "numeric/batchrange.h"
#include "quant/inputpass.h"

namespace quantscope {
namespace {

class Recorder
{
public:
    Recorder(const Model& model, std::span<const GenerationInput> samples)
        : m_model(model)
        , m_types(model.layers.size(), at::kFloat)
        , m_count(samples.size())
    {
        for (size_t i = 0; i < samples.size(); ++i) {
            if (samples[i].pixels.defined() && !samples[i].visual.defined())
                throw Error(fmt::format("question {}: its tiles have not been through the vision tower", i));
            m_lengths.push_back(static_cast<int64_t>(samples[i].ids.size()));
        }
    }

    void startStep(std::span<const size_t> running)
    {
        m_running.assign(running.begin(), running.end());
    }

    void watch(size_t layer, const at::Tensor& transformed, RowRuns image)
    {
        const auto& linear = m_model.linears[layer];
        const auto rows = withoutRms(linear, transformed);
        m_types[layer] = rows.scalar_type();
        const auto parts = partsOf(rows);
        // Without image tokens the text is all there is.
        keep(layer, &InputRanges::batches, image.empty() ? &InputRanges::text : nullptr, rows, parts);
        if (const auto channel = rmsChannelOnly(linear, transformed); channel.defined())
            keep(layer, &InputRanges::rms, nullptr, channel, parts);
        if (!image.empty())
            keepModalities(layer, rows, parts, image);
    }

    std::vector<ActivationStatistics> statistics() const
    {
        std::vector<ActivationStatistics> all(m_count, ActivationStatistics(m_types.size()));
        if (m_ranges.empty())
            return all;
        const auto values = at::cat(m_ranges).cpu();
        const float* v = values.data_ptr<float>();
        for (const auto& place : m_places) {
            auto& layer = all[place.sample][place.layer];
            layer.dtype = m_types[place.layer];
            for (const auto part : {place.part, place.alsoPart})
                if (part)
                    (layer.*part).push_back({v[0], v[1], v[2], v[3]});
            v += 4;
        }
        return all;
    }

private:
    using RangePart = std::vector<BatchRange> InputRanges::*;

    // Consecutive rows that belong to one sample.
    struct SampleRows
    {
        size_t sample = 0;
        RowRun rows;
    };

    struct Place
    {
        size_t layer = 0, sample = 0;
        RangePart part = nullptr, alsoPart = nullptr;
    };

    std::vector<SampleRows> partsOf(const at::Tensor& x) const
    {
        const bool step = x.size(0) == static_cast<int64_t>(m_running.size());
        std::vector<SampleRows> parts;
        int64_t from = 0;
        for (const size_t sample : m_running) {
            const int64_t count = step ? 1 : m_lengths.at(sample);
            parts.push_back({sample, {from, count}});
            from += count;
        }
        return parts;
    }

    // One row each, as in a step, are looked at together.
    void keep(size_t layer, RangePart part, RangePart alsoPart, const at::Tensor& x,
              const std::vector<SampleRows>& parts)
    {
        const bool single = static_cast<int64_t>(parts.size()) == x.size(0);
        if (single)
            m_ranges.push_back(rowRanges(x.flatten(1)));
        for (const auto& own : parts) {
            if (!single)
                m_ranges.push_back(rowRanges(x.narrow(0, own.rows.from, own.rows.count).reshape({1, -1})));
            m_places.push_back({layer, own.sample, part, alsoPart});
        }
    }

    void keepModalities(size_t layer, const at::Tensor& x, const std::vector<SampleRows>& parts, RowRuns image)
    {
        for (const auto& own : parts) {
            const auto rows = x.narrow(0, own.rows.from, own.rows.count);
            const auto within = imageRowsWithin(image, own.rows.from, own.rows.count);
            for (const auto& [modality, part] : {std::pair{Modality::Image, RangePart(&InputRanges::image)},
                                                 std::pair{Modality::Text, RangePart(&InputRanges::text)}}) {
                const auto found = rowsOfModality(rows, within, modality);
                if (!found.defined())
                    continue;
                m_ranges.push_back(rowRanges(found.reshape({1, -1})));
                m_places.push_back({layer, own.sample, part, nullptr});
            }
        }
    }

    const Model& m_model;
    std::vector<at::ScalarType> m_types;
    size_t m_count;
    std::vector<int64_t> m_lengths;
    std::vector<size_t> m_running;
    std::vector<at::Tensor> m_ranges; // each [n, 4]
    std::vector<Place> m_places; // of every row of them
};

}

std::vector<ActivationStatistics> recordTogether(const Model& model, std::span<const GenerationInput> samples,
                                                 const GenerationOptions& options, const Progress& progress)
{
    Recorder recorder(model, samples);
    auto generation = options;
    generation.stepStarts = [&](std::span<const size_t> running) { recorder.startStep(running); };
    const auto pass =
        inputPass(model, [&](size_t layer, const at::Tensor& x, RowRuns image) { recorder.watch(layer, x, image); });
    generate(model, samples, generation, pass, progress);
    return recorder.statistics();
}

}
