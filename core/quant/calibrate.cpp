// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/calibrate.h"

#include <algorithm>
#include <atomic>
#include <iterator>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/parallel.h"
#include "numeric/observer.h"
#include "quant/inputpass.h"
#include "quant/rangerecorder.h"
#include "quant/statistics.h"

namespace quantscope {
namespace {

constexpr int64_t togetherOnGpu = 8; // samples
constexpr int64_t tokensTogether = 2048; // on a CPU

// One batch per question, as the reference's observers see them.
GenerationOptions calibrationGeneration(const CalibrateOptions& options, int64_t newTokens)
{
    auto generation = options.generation;
    generation.maxNewTokens = newTokens;
    generation.wholePrompt = true;
    generation.tilesPerChunk = 1 << 20;
    return generation;
}

// One batch: all rows, in the language model those of each modality apart, and the split channel by itself.
void record(InputRanges& statistics, const Model& model, size_t layer, const at::Tensor& transformed, RowRuns image)
{
    const auto& linear = model.linears[layer];
    const auto rows = withoutRms(linear, transformed);
    const auto range = batchRange(rows);
    statistics.dtype = rows.scalar_type();
    statistics.batches.push_back(range);
    if (const auto channel = rmsChannelOnly(linear, transformed); channel.defined())
        statistics.rms.push_back(batchRange(channel.contiguous()));
    if (model.layers[layer].tower != Tower::Llm)
        return;
    if (image.empty()) {
        statistics.text.push_back(range);
        return;
    }
    statistics.image.push_back(batchRange(rowsOfModality(rows, image, Modality::Image)));
    if (const auto text = rowsOfModality(rows, image, Modality::Text); text.defined())
        statistics.text.push_back(batchRange(text));
}

// What one sample brings to the layers.
class Watcher
{
public:
    explicit Watcher(const Model& model)
        : m_statistics(model.layers.size())
        , m_pass(inputPass(model, [this, &model](size_t layer, const at::Tensor& x, RowRuns image) {
            record(m_statistics[layer], model, layer, x, image);
        }))
    {
    }
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    const Pass& pass() const
    {
        return m_pass;
    }
    ActivationStatistics take()
    {
        return std::move(m_statistics);
    }

private:
    ActivationStatistics m_statistics;
    Pass m_pass;
};

ActivationStatistics joined(const std::vector<ActivationStatistics>& perSample, ActivationStatistics all)
{
    for (const auto& own : perSample)
        for (size_t layer = 0; layer < own.size(); ++layer)
            if (!own[layer].batches.empty()) {
                all[layer].dtype = own[layer].dtype;
                for (const auto part : rangeParts)
                    (all[layer].*part)
                        .insert((all[layer].*part).end(), (own[layer].*part).begin(), (own[layer].*part).end());
            }
    return all;
}

std::vector<ActivationStatistics> collectAlone(const Model& model, std::span<const GenerationInput> samples,
                                               const GenerationOptions& generation, const Progress& progress)
{
    Watcher watcher(model);
    generate(model, samples, generation, watcher.pass(), progress);
    std::vector<ActivationStatistics> statistics;
    statistics.push_back(watcher.take());
    return statistics;
}

// Lengths of runs of samples that are answered together. They depend on the samples alone, so that no number of threads
// changes a bit. The last sample stays alone: it gets another number of tokens.
std::vector<size_t> groupsOf(const Model& model, std::span<const GenerationInput> samples,
                             const CalibrateOptions& options)
{
    const auto most = static_cast<size_t>(options.together > 0 ? options.together : togetherOnGpu);
    const bool byTokens = options.together == 0 && model.device().is_cpu();
    std::vector<size_t> groups;
    int64_t tokens = 0;
    for (size_t i = 0; i + 1 < samples.size(); ++i) {
        tokens += static_cast<int64_t>(samples[i].ids.size());
        const bool full = groups.empty() || groups.back() == most || (byTokens && tokens > tokensTogether);
        if (full) {
            groups.push_back(0);
            tokens = static_cast<int64_t>(samples[i].ids.size());
        }
        ++groups.back();
    }
    if (!samples.empty())
        groups.push_back(1);
    return groups;
}

std::vector<ActivationStatistics> collectGroups(const Model& model, std::span<const GenerationInput> samples,
                                                const CalibrateOptions& options, const Progress& progress)
{
    const auto groups = groupsOf(model, samples, options);
    std::vector<size_t> starts;
    size_t start = 0;
    for (const size_t count : groups) {
        starts.push_back(start);
        start += count;
    }
    std::vector<ActivationStatistics> perSample(samples.size());
    std::atomic<size_t> done{0};
    parallelFor(static_cast<int64_t>(groups.size()), workersOn(model.device(), options.threads), [&](int64_t g) {
        const size_t from = starts[static_cast<size_t>(g)], count = groups[static_cast<size_t>(g)];
        const bool isLast = from + count == samples.size();
        const auto generation = calibrationGeneration(options, isLast ? options.lastNewTokens : options.newTokens);
        const auto own = samples.subspan(from, count);
        auto statistics = count == 1 ? collectAlone(model, own, generation, progress)
                                     : recordTogether(model, own, generation, progress);
        std::move(statistics.begin(), statistics.end(), perSample.begin() + static_cast<std::ptrdiff_t>(from));
        progress.step(double(done += count) / double(samples.size()), "calibrate activations");
    });
    return perSample;
}

}

VisionStatistics collectVisionStatistics(const Model& model, std::span<const GenerationInput> samples,
                                         const CalibrateOptions& options, const Progress& progress)
{
    const auto count = static_cast<int64_t>(samples.size());
    std::vector<ActivationStatistics> perSample(samples.size());
    VisionStatistics result;
    result.visual.resize(samples.size());
    std::atomic<int64_t> done{0};
    const auto generation = calibrationGeneration(options, 1);
    parallelFor(count, workersOn(model.device(), options.threads), [&](int64_t i) {
        const auto index = static_cast<size_t>(i);
        Watcher watcher(model);
        const auto visual =
            visualEmbeddings(model, samples.subspan(index, 1), generation.tilesPerChunk, watcher.pass(), progress);
        if (visual.defined())
            result.visual[index] = kept(model, visual);
        perSample[index] = watcher.take();
        progress.step(double(++done) / double(count), "calibrate activations of the vision tower");
    });
    result.layers = joined(perSample, ActivationStatistics(model.layers.size()));
    return result;
}

ActivationStatistics collectStatistics(const Model& model, std::span<const GenerationInput> samples,
                                       const VisionStatistics& vision, const CalibrateOptions& options,
                                       const Progress& progress)
{
    std::vector<GenerationInput> inputs(samples.begin(), samples.end());
    for (size_t i = 0; i < inputs.size(); ++i)
        inputs[i].visual = vision.visual.at(i);
    return joined(collectGroups(model, inputs, options, progress), vision.layers);
}

ActivationStatistics collectStatistics(const Model& model, std::span<const GenerationInput> samples,
                                       const CalibrateOptions& options, const Progress& progress)
{
    const auto vision = collectVisionStatistics(model, samples, options, partOf(progress, 0, 0.5));
    return collectStatistics(model, samples, vision, options, partOf(progress, 0.5, 1));
}

std::vector<LastBatch> lastBatches(const Model& model, const Plan& plan, const GenerationInput& sample,
                                   const CalibrateOptions& options, const Progress& progress)
{
    std::vector<LastBatch> batches(model.layers.size());
    const auto pass = inputPass(model, [&](size_t layer, const at::Tensor& x, RowRuns image) {
        if (searchesLastBatch(plan.schemes[layer]))
            batches[layer] = {x.clone(), ImageRows(image.begin(), image.end())};
    });
    generate(model, std::span(&sample, 1), calibrationGeneration(options, options.lastNewTokens), pass, progress);
    return batches;
}

CalibratedModel calibrateActivations(Model model, const Plan& plan, std::span<const GenerationInput> samples,
                                     const CalibrateOptions& options, const Progress& progress)
{
    const auto& schemes = plan.schemes;
    if (std::none_of(schemes.begin(), schemes.end(), hasStaticScales))
        return applyStatistics(std::move(model), plan, ActivationStatistics(schemes.size()), {});
    if (samples.empty())
        throw Error("static activation scales need calibration questions, and there are none");
    const auto statistics = collectStatistics(model, samples, options, progress);
    std::vector<LastBatch> last;
    if (needsLastBatch(plan))
        last = lastBatches(model, plan, samples.back(), options, progress);
    return applyStatistics(std::move(model), plan, statistics,
                           [&](LayerIndex layer) { return last.at(static_cast<size_t>(layer)); });
}

std::vector<size_t> calibrationRows(size_t available, int64_t wanted, bool spread)
{
    std::vector<size_t> rows;
    const auto limit = std::min(available, static_cast<size_t>(wanted));
    const size_t step = spread && limit > 0 ? (available + limit - 1) / limit : 1;
    for (size_t row = 0; row < available && rows.size() < limit; row += step)
        rows.push_back(row);
    return rows;
}

}
