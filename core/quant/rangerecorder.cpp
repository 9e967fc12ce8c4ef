#include "quant/rangerecorder.h"

#include <ATen/ATen.h>

#include "numeric/batchrange.h"
#include "quant/atsite.h"

namespace quantscope {
namespace {

class Recorder
{
public:
    Recorder(const Model& model, std::span<const GenerationInput> samples)
        : m_model(model)
        , m_types(model.sites.size(), at::kFloat)
        , m_count(samples.size())
    {
        for (size_t i = 0; i < samples.size(); ++i) {
            m_lengths.push_back(static_cast<int64_t>(samples[i].ids.size()));
            if (!samples[i].pixels.defined() || samples[i].visual.defined())
                continue;
            m_withTiles.push_back(i);
            m_tiles.push_back(samples[i].pixels.size(0));
        }
    }

    void startStep(std::span<const size_t> running)
    {
        m_running.assign(running.begin(), running.end());
    }

    void watch(size_t site, const at::Tensor& x)
    {
        m_types[site] = x.scalar_type();
        if (m_model.sites[site].tower != Tower::Llm)
            keepParts(site, x, m_tiles, m_withTiles);
        else if (x.size(0) == static_cast<int64_t>(m_running.size()))
            keep(site, rowRanges(x.flatten(1)), m_running);
        else
            keepParts(site, x, m_lengths, m_running);
    }

    std::vector<ActivationStatistics> statistics() const
    {
        std::vector<ActivationStatistics> all(m_count, ActivationStatistics(m_types.size()));
        if (m_ranges.empty())
            return all;
        const auto values = at::cat(m_ranges).cpu();
        const float* v = values.data_ptr<float>();
        for (const auto& [site, sample] : m_places) {
            auto& layer = all[sample][site];
            layer.dtype = m_types[site];
            layer.batches.push_back({v[0], v[1], v[2], v[3]});
            v += 4;
        }
        return all;
    }

private:
    // x holds sizes[i] rows of sample owners[i], one after the other.
    void keepParts(size_t site, const at::Tensor& x, const std::vector<int64_t>& sizes, const std::vector<size_t>& owners)
    {
        const auto parts = x.split_with_sizes(sizes, 0);
        for (size_t i = 0; i < parts.size(); ++i)
            keep(site, rowRanges(parts[i].reshape({1, -1})), {owners[i]});
    }

    void keep(size_t site, at::Tensor ranges, const std::vector<size_t>& owners)
    {
        m_ranges.push_back(std::move(ranges));
        for (const size_t sample : owners)
            m_places.emplace_back(site, sample);
    }

    const Model& m_model;
    std::vector<at::ScalarType> m_types;
    size_t m_count;
    std::vector<int64_t> m_lengths, m_tiles;
    std::vector<size_t> m_withTiles, m_running;
    std::vector<at::Tensor> m_ranges;                  // each [n, 4]
    std::vector<std::pair<size_t, size_t>> m_places; // site and sample of every row of them
};

}

std::vector<ActivationStatistics> recordTogether(const Model& model, std::span<const GenerationInput> samples,
                                                 const GenerationOptions& options, const Progress& progress)
{
    Recorder recorder(model, samples);
    auto generation = options;
    generation.stepStarts = [&](std::span<const size_t> running) { recorder.startStep(running); };
    Pass pass;
    pass.linear = [&](SiteIndex site, Chunks chunks) {
        const auto index = static_cast<size_t>(site);
        const auto& linear = model.linears[index];
        return atSite(model.sites[index], [&] {
            for (auto& chunk : chunks) {
                chunk = transformedInput(linear, chunk);
                recorder.watch(index, withoutSplit(linear, chunk));
                chunk = applyTransformed(linear, chunk);
            }
            return std::move(chunks);
        });
    };
    generate(model, samples, generation, pass, progress);
    return recorder.statistics();
}

}
