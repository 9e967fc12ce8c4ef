#include "quant/layererrors.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "base/parallel.h"
#include "quant/atsite.h"
#include "quant/samplestream.h"

namespace quantscope {
namespace {

constexpr int64_t logitsAtOnce = 1 << 24;  // of one thread
constexpr int64_t valuesPerWave = 1 << 26; // of the widest activation of the vision tower

struct SiteSums
{
    ErrorAccumulator isolated, accumulated;
};

// Two walks in step over some samples. Only the outputs of one block are held at a time.
class Comparison
{
public:
    Comparison(const Model& reference, const Model& quantized, std::vector<SiteSums>& sums,
               const LayerErrorOptions& options, bool last)
        : m_reference(reference)
        , m_quantized(quantized)
        , m_sums(sums)
        , m_options(options)
        , m_last(last)
        , m_expected(sums.size())
    {
        m_referencePass.threads = m_quantizedPass.threads = workersOn(reference.device(), options.threads);
        m_referencePass.linear = [this](SiteIndex site, Chunks x) {
            return atSite(m_reference.sites[static_cast<size_t>(site)], [&] { return watchReference(site, std::move(x)); });
        };
        m_quantizedPass.linear = [this](SiteIndex site, Chunks x) {
            return atSite(m_reference.sites[static_cast<size_t>(site)], [&] { return watchQuantized(site, std::move(x)); });
        };
    }

    VisionErrors::Wave runVision(std::span<const GenerationInput> samples, const Progress& progress)
    {
        const double steps = double(m_reference.visionBlocks.size() + 2);
        double done = 0;
        const auto step = [&] { progress.step(++done / steps, "measure layer errors of the vision tower"); };
        VisionErrors::Wave wave{samples.size(), startStream(m_reference, samples, m_options.tilesPerChunk).vision, {}};
        wave.quantized = wave.reference;
        both(wave.reference, wave.quantized, [](const Model& model, Chunks x, const Pass& pass) {
            return embedPatches(model, std::move(x), pass);
        });
        step();
        for (size_t i = 0; i < m_reference.visionBlocks.size(); ++i, step())
            both(wave.reference, wave.quantized, [i](const Model& model, Chunks x, const Pass& pass) {
                return visionBlock(model, i, std::move(x), pass);
            });
        both(wave.reference, wave.quantized,
             [](const Model& model, Chunks x, const Pass& pass) { return project(model, std::move(x), pass); });
        step();
        return wave;
    }

    void runDecoder(std::span<const GenerationInput> samples, const VisionErrors::Wave& wave, const Progress& progress)
    {
        const double steps = double(m_reference.decoderBlocks.size() + 1);
        double done = 0;
        const auto step = [&] { progress.step(++done / steps, "measure layer errors"); };
        auto a = enteringDecoder(m_reference, samples, wave.reference), b = enteringDecoder(m_quantized, samples, wave.quantized);
        for (size_t i = 0; i < m_reference.decoderBlocks.size(); ++i, step())
            both(a.decoder, b.decoder, [&, i](const Model& model, Chunks x, const Pass& pass) {
                return decoderBlock(model, i, std::move(x), a.packed, nullptr, DecoderRows::All, pass);
            });
        compareHeads(rowParts(a.decoder), rowParts(b.decoder));
        step();
    }

private:
    template<typename Step>
    void both(Chunks& a, Chunks& b, const Step& step)
    {
        a = step(m_reference, std::move(a), m_referencePass);
        b = step(m_quantized, std::move(b), m_quantizedPass);
        for (auto& held : m_expected)
            held.clear();
    }

    SampleStream enteringDecoder(const Model& model, std::span<const GenerationInput> samples, const Chunks& visual) const
    {
        SampleStream stream;
        for (const auto& sample : samples)
            stream.tilesOfSample.push_back(sample.pixels.defined() ? sample.pixels.size(0) : 0);
        enterDecoder(stream, model, samples, m_options.imageToken, visual, 1);
        return stream;
    }

    Chunks rowParts(const Chunks& chunks) const
    {
        const int64_t rows = std::max<int64_t>(1, logitsAtOnce / m_reference.config.decoder.vocabulary);
        Chunks parts;
        for (const auto& chunk : chunks)
            for (const auto& part : chunk.split(rows))
                parts.push_back(part);
        return parts;
    }

    // As many parts at a time as there are threads: all logits of a real vocabulary would take gigabytes.
    void compareHeads(const Chunks& a, const Chunks& b)
    {
        const bool last = m_last;
        const auto atOnce = static_cast<size_t>(std::max(1, m_options.threads));
        for (size_t from = 0; from < a.size(); from += atOnce) {
            const size_t to = std::min(a.size(), from + atOnce);
            m_last = last && to == a.size();
            Chunks x(a.begin() + static_cast<int64_t>(from), a.begin() + static_cast<int64_t>(to));
            Chunks y(b.begin() + static_cast<int64_t>(from), b.begin() + static_cast<int64_t>(to));
            both(x, y, [](const Model& model, Chunks rows, const Pass& pass) { return headLogits(model, std::move(rows), pass); });
        }
    }

    Chunks watchReference(SiteIndex site, Chunks chunks)
    {
        const auto index = static_cast<size_t>(site);
        std::vector<ErrorAccumulator> parts(chunks.size());
        m_expected[index].resize(chunks.size());
        chunks = mapChunks(m_referencePass, std::move(chunks), [&](size_t i, at::Tensor x) {
            auto y = applyLinear(m_reference.linears[index], x);
            parts[i].add(y, applyLinear(m_quantized.linears[index], x));
            m_expected[index][i] = y.clone(); // the pass adds the residual into what it gets
            return y;
        });
        for (const auto& part : parts)
            m_sums[index].isolated.merge(part);
        return chunks;
    }

    Chunks watchQuantized(SiteIndex site, Chunks chunks)
    {
        const auto index = static_cast<size_t>(site);
        std::vector<ErrorAccumulator> parts(chunks.size());
        chunks = mapChunks(m_quantizedPass, std::move(chunks), [&](size_t i, at::Tensor x) {
            auto y = applyLinear(m_quantized.linears[index], x);
            parts[i].add(m_expected[index][i], y);
            return y;
        });
        for (const auto& part : parts)
            m_sums[index].accumulated.merge(part);
        if (m_last && m_options.layerDone)
            m_options.layerDone(site, {m_sums[index].isolated.metrics(), m_sums[index].accumulated.metrics()});
        return chunks;
    }

    const Model& m_reference;
    const Model& m_quantized;
    std::vector<SiteSums>& m_sums;
    const LayerErrorOptions& m_options;
    bool m_last;
    std::vector<Chunks> m_expected;
    Pass m_referencePass, m_quantizedPass;
};

size_t waveLength(const ModelConfig& config, std::span<const GenerationInput> samples, const LayerErrorOptions& options)
{
    const int64_t side = config.tileSize / config.vision.patchSize;
    const int64_t perTile = (1 + side * side) * config.vision.mlpWidth;
    size_t count = 0;
    for (int64_t values = 0; count < samples.size() && static_cast<int64_t>(count) < options.samplesPerWave; ++count) {
        values += samples[count].pixels.defined() ? samples[count].pixels.size(0) * perTile : 0;
        if (values > valuesPerWave)
            break;
    }
    return std::max<size_t>(1, count);
}

}

VisionErrors measureVisionErrors(const Model& reference, const Model& quantized, std::span<const GenerationInput> samples,
                                 const LayerErrorOptions& options, const Progress& progress)
{
    std::vector<SiteSums> sums(reference.sites.size());
    VisionErrors result;
    const auto all = double(samples.size());
    for (size_t from = 0, count = 0; from < samples.size(); from += count) {
        count = waveLength(reference.config, samples.subspan(from), options);
        const auto part = partOf(progress, double(from) / all, double(from + count) / all);
        auto wave = Comparison(reference, quantized, sums, options, from + count == samples.size())
                        .runVision(samples.subspan(from, count), part);
        for (auto* chunks : {&wave.reference, &wave.quantized})
            for (auto& chunk : *chunks)
                chunk = kept(reference, chunk);
        result.waves.push_back(std::move(wave));
    }
    for (const auto& site : sums)
        result.errors.push_back({site.isolated.metrics(), site.accumulated.metrics()});
    return result;
}

std::vector<LayerError> measureLayerErrors(const Model& reference, const Model& quantized,
                                           std::span<const GenerationInput> samples, const VisionErrors& vision,
                                           const LayerErrorOptions& options, const Progress& progress)
{
    std::vector<SiteSums> sums(reference.sites.size());
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
        if (reference.sites[i].tower == Tower::Llm)
            errors[i] = {sums[i].isolated.metrics(), sums[i].accumulated.metrics()};
    return errors;
}

}
