#include "quant/layererrors.h"

#include <atomic>

#include <ATen/ATen.h>

#include "base/parallel.h"
#include "quant/samplestream.h"

namespace quantscope {
namespace {

struct SiteSums
{
    ErrorAccumulator isolated, accumulated;
};

// Two walks in step over one sample. Only the outputs of one block are held at a time.
class Comparison
{
public:
    Comparison(const Model& reference, const Model& quantized, std::vector<SiteSums>& sums)
        : m_reference(reference)
        , m_quantized(quantized)
        , m_sums(sums)
        , m_expected(sums.size())
    {
        m_referencePass.linear = [this](SiteIndex site, Chunks x) { return watchReference(size_t(site), std::move(x)); };
        m_quantizedPass.linear = [this](SiteIndex site, Chunks x) { return watchQuantized(size_t(site), std::move(x)); };
    }

    void run(const GenerationInput& sample, const LayerErrorOptions& options, const Progress& progress)
    {
        auto a = startStream(m_reference, std::span(&sample, 1), options.tilesPerChunk);
        auto b = a;
        both(a.vision, b.vision, [](const Model& model, Chunks x, const Pass& pass) {
            return embedPatches(model, std::move(x), pass);
        });
        for (size_t i = 0; i < m_reference.visionBlocks.size(); ++i) {
            progress.check();
            both(a.vision, b.vision, [i](const Model& model, Chunks x, const Pass& pass) {
                return visionBlock(model, i, std::move(x), pass);
            });
        }
        both(a.vision, b.vision,
             [](const Model& model, Chunks x, const Pass& pass) { return project(model, std::move(x), pass); });
        enterDecoder(a, m_reference, std::span(&sample, 1), options.imageToken, a.vision, 1);
        enterDecoder(b, m_quantized, std::span(&sample, 1), options.imageToken, b.vision, 1);
        for (size_t i = 0; i < m_reference.decoderBlocks.size(); ++i) {
            progress.check();
            both(a.decoder, b.decoder, [&, i](const Model& model, Chunks x, const Pass& pass) {
                return decoderBlock(model, i, std::move(x), a.packed, nullptr, DecoderRows::All, pass);
            });
        }
        both(a.decoder, b.decoder,
             [](const Model& model, Chunks x, const Pass& pass) { return headLogits(model, std::move(x), pass); });
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

    Chunks watchReference(size_t site, Chunks chunks)
    {
        for (auto& x : chunks) {
            auto y = applyLinear(m_reference.linears[site], x);
            m_sums[site].isolated.add(y, applyLinear(m_quantized.linears[site], x));
            m_expected[site].push_back(y.clone()); // the pass adds the residual into what it gets
            x = std::move(y);
        }
        return chunks;
    }

    Chunks watchQuantized(size_t site, Chunks chunks)
    {
        for (size_t i = 0; i < chunks.size(); ++i) {
            chunks[i] = applyLinear(m_quantized.linears[site], chunks[i]);
            m_sums[site].accumulated.add(m_expected[site][i], chunks[i]);
        }
        return chunks;
    }

    const Model& m_reference;
    const Model& m_quantized;
    std::vector<SiteSums>& m_sums;
    std::vector<Chunks> m_expected;
    Pass m_referencePass, m_quantizedPass;
};

}

std::vector<LayerError> measureLayerErrors(const Model& reference, const Model& quantized,
                                           std::span<const GenerationInput> samples, const LayerErrorOptions& options,
                                           const Progress& progress)
{
    std::vector<std::vector<SiteSums>> perSample(samples.size());
    std::atomic<size_t> done{0};
    parallelFor(static_cast<int64_t>(samples.size()), options.threads, [&](int64_t i) {
        auto& sums = perSample[static_cast<size_t>(i)];
        sums.resize(reference.sites.size());
        Comparison(reference, quantized, sums).run(samples[static_cast<size_t>(i)], options, progress);
        progress.step(double(++done) / double(samples.size()), "measure layer errors");
    });
    std::vector<LayerError> errors;
    for (size_t site = 0; site < reference.sites.size(); ++site) {
        SiteSums total;
        for (const auto& sums : perSample) {
            total.isolated.merge(sums[site].isolated);
            total.accumulated.merge(sums[site].accumulated);
        }
        errors.push_back({total.isolated.metrics(), total.accumulated.metrics()});
    }
    return errors;
}

}
