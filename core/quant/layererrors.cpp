// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/layererrors.h"

#include <algorithm>
#include <array>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/parallel.h"
#include "model/walk.h"
#include "numeric/divergence.h"
#include "quant/atlayer.h"

namespace quantscope {
namespace {

constexpr int64_t logitsAtOnce = 1 << 24; // of one thread
constexpr int64_t valuesPerWave = 1 << 26; // of the widest activation of the vision tower

using ByModality = std::array<ErrorAccumulator, 2>; // image rows, text rows

struct LogitSums
{
    double text = 0, ends = 0;
    int64_t textRows = 0, endRows = 0;

    void merge(const LogitSums& other)
    {
        text += other.text;
        ends += other.ends;
        textRows += other.textRows;
        endRows += other.endRows;
    }
};

struct LayerSums
{
    ByModality isolated, accumulated;
    LogitSums logits;
};

// What the rows of one chunk are.
struct RowLayout
{
    ImageRows image;
    std::vector<RowRun> text;
    std::vector<int64_t> ends; // last rows of the prompts
};

RowLayout layoutOf(const Packed& packed)
{
    return {packed.image, textRuns(packed.image, packed.index.size(0)), packed.lastRows};
}

// Rows [from, from + count) of a chunk.
RowLayout rowsOf(const RowLayout& whole, int64_t from, int64_t count)
{
    RowLayout part;
    part.image = imageRowsWithin(whole.image, from, count);
    part.text = textRuns(part.image, count);
    for (const int64_t end : whole.ends)
        if (end >= from && end < from + count)
            part.ends.push_back(end - from);
    return part;
}

ErrorMetrics total(const ByModality& sums)
{
    auto all = sums[0];
    all.merge(sums[1]);
    return all.metrics();
}

std::optional<ErrorMetrics> oneOf(const ErrorAccumulator& sum)
{
    return sum.count() > 0 ? std::optional(sum.metrics()) : std::nullopt;
}

LayerError errorOf(const LayerSums& sums, const Layer& layer)
{
    LayerError error{total(sums.isolated), total(sums.accumulated)};
    if (layer.tower != Tower::Llm)
        return error;
    error.isolatedImage = oneOf(sums.isolated[0]);
    error.isolatedText = oneOf(sums.isolated[1]);
    error.accumulatedImage = oneOf(sums.accumulated[0]);
    error.accumulatedText = oneOf(sums.accumulated[1]);
    const auto& logits = sums.logits;
    if (logits.textRows > 0)
        error.logits = LogitsDivergence{logits.text / double(logits.textRows),
                                        logits.ends / double(std::max<int64_t>(1, logits.endRows))};
    return error;
}

// Two walks in step over some samples. Only the outputs of one block are held at a time.
class Comparison
{
public:
    Comparison(const Model& reference, const Model& quantized, std::vector<LayerSums>& sums,
               const LayerErrorOptions& options, bool last)
        : m_reference(reference)
        , m_quantized(quantized)
        , m_sums(sums)
        , m_options(options)
        , m_last(last)
        , m_expected(sums.size())
    {
        m_referencePass.threads = m_quantizedPass.threads = workersOn(reference.device(), options.threads);
        m_referencePass.linear = [this](LayerIndex layer, Chunks x, const std::vector<ImageRows>& image) {
            return atLayer(m_reference.layers[static_cast<size_t>(layer)],
                           [&] { return watchReference(layer, std::move(x), image); });
        };
        m_quantizedPass.linear = [this](LayerIndex layer, Chunks x, const std::vector<ImageRows>& image) {
            return atLayer(m_reference.layers[static_cast<size_t>(layer)],
                           [&] { return watchQuantized(layer, std::move(x), image); });
        };
    }

    VisionErrors::Wave runVision(std::span<const GenerationInput> samples, const Progress& progress)
    {
        auto a = startStream(m_reference, samples, chunks()), b = a;
        take(StepKind::PatchEmbedding, StepKind::Projector, a, b, m_reference.visionBlocks.size() + 2,
             [&](double share) { progress.step(share, "measure layer errors of the vision tower"); });
        return {samples.size(), std::move(a.vision), std::move(b.vision)};
    }

    void runDecoder(std::span<const GenerationInput> samples, const VisionErrors::Wave& wave, const Progress& progress)
    {
        const size_t steps = m_reference.decoderBlocks.size() + 1;
        const auto done = [&](double share) { progress.step(share, "measure layer errors"); };
        auto a = startPrompts(m_reference, samples, chunks()), b = a;
        a.vision = wave.reference;
        b.vision = wave.quantized;
        enterDecoder(m_reference, a);
        enterDecoder(m_quantized, b);
        for (const auto& packed : a.packed)
            m_rows.push_back(layoutOf(packed));
        take(StepKind::DecoderBlock, StepKind::DecoderBlock, a, b, steps, done);
        const auto parts = layoutParts(a.decoder);
        compareHeads(rowParts(a.decoder), rowParts(b.decoder), parts);
        done(1);
    }

private:
    StreamOptions chunks() const
    {
        return {m_options.imageToken, m_options.tilesPerChunk};
    }

    // Both models, step by step; `done` gets the share of `count` steps that are behind it.
    void take(StepKind first, StepKind last, SampleStream& a, SampleStream& b, size_t count,
              const std::function<void(double)>& done)
    {
        const std::array lanes{Lane{m_reference, a, m_referencePass}, Lane{m_quantized, b, m_quantizedPass}};
        double made = 0;
        Visitor visitor;
        visitor.after = [&](const Step&) {
            forget();
            done(++made / double(count));
        };
        walk(stepsOf(m_reference, first, last), lanes, visitor);
    }

    void forget()
    {
        for (auto& held : m_expected)
            held.clear();
    }

    int64_t headRows() const
    {
        return std::max<int64_t>(1, logitsAtOnce / m_reference.config.decoder.vocabulary);
    }

    std::vector<RowLayout> layoutParts(const Chunks& chunks) const
    {
        std::vector<RowLayout> parts;
        for (size_t i = 0; i < chunks.size(); ++i)
            for (int64_t from = 0; from < chunks[i].size(0); from += headRows())
                parts.push_back(rowsOf(m_rows[i], from, std::min(headRows(), chunks[i].size(0) - from)));
        return parts;
    }

    Chunks rowParts(const Chunks& chunks) const
    {
        Chunks parts;
        for (const auto& chunk : chunks)
            for (const auto& part : chunk.split(headRows()))
                parts.push_back(part);
        return parts;
    }

    // As many parts at a time as there are threads: all logits of a real vocabulary would take gigabytes.
    void compareHeads(const Chunks& a, const Chunks& b, const std::vector<RowLayout>& layouts)
    {
        const bool last = m_last;
        const auto atOnce = static_cast<size_t>(std::max(1, m_options.threads));
        for (size_t from = 0; from < a.size(); from += atOnce) {
            const size_t to = std::min(a.size(), from + atOnce);
            m_last = last && to == a.size();
            m_rows.assign(layouts.begin() + static_cast<int64_t>(from), layouts.begin() + static_cast<int64_t>(to));
            Chunks x(a.begin() + static_cast<int64_t>(from), a.begin() + static_cast<int64_t>(to));
            Chunks y(b.begin() + static_cast<int64_t>(from), b.begin() + static_cast<int64_t>(to));
            std::vector<ImageRows> images;
            for (const auto& layout : m_rows)
                images.push_back(layout.image);
            const auto expected = headLogits(m_reference, std::move(x), m_referencePass, images);
            headLogits(m_quantized, std::move(y), m_quantizedPass, images);
            forget();
        }
    }

    // Outside the decoder all rows belong to images.
    void addRows(ByModality& sums, size_t chunk, const at::Tensor& y, const at::Tensor& z) const
    {
        if (m_rows.empty())
            return sums[0].add(y, z);
        const auto add = [&](ErrorAccumulator& sum, RowRuns runs) {
            for (const auto& run : runs)
                sum.add(y.narrow(0, run.from, run.count), z.narrow(0, run.from, run.count));
        };
        add(sums[0], m_rows[chunk].image);
        add(sums[1], m_rows[chunk].text);
    }

    LogitSums divergence(size_t chunk, const at::Tensor& reference, const at::Tensor& quantized) const
    {
        LogitSums sums;
        const auto& rows = m_rows[chunk];
        for (const auto& run : rows.text) {
            const auto kl =
                klDivergence(reference.narrow(0, run.from, run.count), quantized.narrow(0, run.from, run.count));
            sums.text += kl.sum().item<double>();
            sums.textRows += run.count;
            for (const int64_t end : rows.ends)
                if (end >= run.from && end < run.from + run.count) {
                    sums.ends += kl[end - run.from].item<double>();
                    ++sums.endRows;
                }
        }
        return sums;
    }

    Chunks watchReference(LayerIndex layer, Chunks chunks, const std::vector<ImageRows>& image)
    {
        const auto index = static_cast<size_t>(layer);
        std::vector<ByModality> parts(chunks.size());
        m_expected[index].resize(chunks.size());
        chunks = mapChunks(m_referencePass, std::move(chunks), [&](size_t i, at::Tensor x) {
            auto y = applyLinear(m_reference.linears[index], x);
            addRows(parts[i], i, y, applyLinear(m_quantized.linears[index], x, imageRowsOf(image, i)));
            m_expected[index][i] = y.clone(); // the pass adds the residual into what it gets
            return y;
        });
        for (const auto& part : parts)
            for (size_t modality = 0; modality < part.size(); ++modality)
                m_sums[index].isolated[modality].merge(part[modality]);
        return chunks;
    }

    Chunks watchQuantized(LayerIndex layer, Chunks chunks, const std::vector<ImageRows>& image)
    {
        const auto index = static_cast<size_t>(layer);
        std::vector<ByModality> parts(chunks.size());
        std::vector<LogitSums> logits(chunks.size());
        chunks = mapChunks(m_quantizedPass, std::move(chunks), [&](size_t i, at::Tensor x) {
            auto y = applyLinear(m_quantized.linears[index], x, imageRowsOf(image, i));
            addRows(parts[i], i, m_expected[index][i], y);
            if (layer == m_reference.head)
                logits[i] = divergence(i, m_expected[index][i], y);
            return y;
        });
        auto& sums = m_sums[index];
        for (size_t i = 0; i < parts.size(); ++i) {
            for (size_t modality = 0; modality < parts[i].size(); ++modality)
                sums.accumulated[modality].merge(parts[i][modality]);
            sums.logits.merge(logits[i]);
        }
        if (m_last && m_options.layerDone)
            m_options.layerDone(layer, errorOf(sums, m_reference.layers[index]));
        return chunks;
    }

    const Model& m_reference;
    const Model& m_quantized;
    std::vector<LayerSums>& m_sums;
    const LayerErrorOptions& m_options;
    bool m_last;
    std::vector<Chunks> m_expected;
    std::vector<RowLayout> m_rows; // by chunk; empty outside the decoder
    Pass m_referencePass, m_quantizedPass;
};

// Values of the widest activation of the vision tower that a prompt's pixels bring.
int64_t visionValues(const VisionConfig& vision, const at::Tensor& pixels)
{
    if (!pixels.defined())
        return 0;
    const int64_t patches = (pixels.size(-2) / vision.patchSize) * (pixels.size(-1) / vision.patchSize);
    return pixels.size(0) * (1 + patches) * vision.mlpWidth;
}

size_t waveLength(const VisionConfig& vision, std::span<const GenerationInput> samples,
                  const LayerErrorOptions& options)
{
    size_t count = 0;
    for (int64_t values = 0; count < samples.size() && static_cast<int64_t>(count) < options.samplesPerWave; ++count) {
        values += visionValues(vision, samples[count].pixels);
        if (values > valuesPerWave)
            break;
    }
    return std::max<size_t>(1, count);
}

}

VisionErrors measureVisionErrors(const Model& reference, const Model& quantized,
                                 std::span<const GenerationInput> samples, const LayerErrorOptions& options,
                                 const Progress& progress)
{
    std::vector<LayerSums> sums(reference.layers.size());
    VisionErrors result;
    const auto all = double(samples.size());
    for (size_t from = 0, count = 0; from < samples.size(); from += count) {
        count = waveLength(reference.config.vision, samples.subspan(from), options);
        const auto part = partOf(progress, double(from) / all, double(from + count) / all);
        auto wave = Comparison(reference, quantized, sums, options, from + count == samples.size())
                        .runVision(samples.subspan(from, count), part);
        for (auto* chunks : {&wave.reference, &wave.quantized})
            for (auto& chunk : *chunks)
                chunk = kept(reference, chunk);
        result.waves.push_back(std::move(wave));
    }
    for (size_t i = 0; i < sums.size(); ++i)
        result.errors.push_back(errorOf(sums[i], reference.layers[i]));
    return result;
}

std::vector<LayerError> measureLayerErrors(const Model& reference, const Model& quantized,
                                           std::span<const GenerationInput> samples, const VisionErrors& vision,
                                           const LayerErrorOptions& options, const Progress& progress)
{
    std::vector<LayerSums> sums(reference.layers.size());
    const auto all = double(samples.size());
    size_t from = 0;
    for (const auto& wave : vision.waves) {
        const auto part = partOf(progress, double(from) / all, double(from + wave.count) / all);
        Comparison(reference, quantized, sums, options, from + wave.count == samples.size())
            .runDecoder(samples.subspan(from, wave.count), wave, part);
        from += wave.count;
    }
    auto errors = vision.errors;
    for (size_t i = 0; i < sums.size(); ++i)
        if (reference.layers[i].tower == Tower::Llm)
            errors[i] = errorOf(sums[i], reference.layers[i]);
    return errors;
}

}
