// SPDX-License-Identifier: GPL-3.0-or-later
// Sequential weight quantization (GPTQ, arXiv 2210.17323, in MQuant's order: patch embedding, vision blocks with qkv,
// proj, fc1, fc2, projector, decoder blocks with the attention inputs, output, gate and up, down).
//
// The samples walk through the model once. Where a layer is reached, its inputs are complete and were made by layers
// that are already quantized: its Hessian is summed, the weight is quantized, and the walk goes on with the quantized
// one. The reference runs every block five times for the same numbers.

#include "quant/quantize.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>
#include <fmt/core.h>

#include "base/parallel.h"
#include "files/offloadstore.h"
#include "files/sha256.h"
#include "files/spool.h"
#include "model/walk.h"
#include "numeric/quantizers.h"
#include "quant/atlayer.h"
#include "quant/modeldigest.h"

namespace quantscope {
namespace {

class Walker
{
public:
    Walker(Model& model, const Plan& plan, const QuantizeOptions& options, const Progress& progress)
        : m_model(model)
        , m_plan(plan)
        , m_options(options)
        , m_progress(progress)
        , m_outcomes(model.layers.size())
        , m_cached(model.layers.size())
        , m_before(model.layers.size() + 1)
        , m_decoder(firstLayerOf(model.layers, Tower::Llm))
    {
        for (const auto& scheme : plan.schemes)
            m_toDo += scheme.quantizesWeight();
        m_pass.threads = workersOn(model.device(), options.threads);
        if (model.offload || model.spool)
            m_pass.keep = [this](size_t chunk, const at::Tensor& x) {
                const auto index = static_cast<int64_t>(chunk);
                if (m_model.offload)
                    return index < m_options.chunksInMemory ? x : m_model.offload->keep(x);
                return m_model.spool->keep(x, index * static_cast<int64_t>(x.nbytes()));
            };
        m_pass.linear = [this](LayerIndex layer, Chunks chunks, const std::vector<ImageRows>&) {
            return atLayer(m_model.layers[static_cast<size_t>(layer)], [&] { return visit(layer, std::move(chunks)); });
        };
    }

    // Layers that are cached need no inputs, and neither does what lies behind the last one that is not. What a layer
    // becomes depends on the layers before by their content, so results are taken up to the first one that is not
    // there, and again behind each one that was made.
    void lookupFrom(size_t first)
    {
        for (m_reached = first; m_reached < m_cached.size(); ++m_reached) {
            m_before.at(m_reached + 1) = m_before[m_reached];
            if (!m_plan.schemes[m_reached].quantizesWeight())
                continue;
            if (m_options.lookupLayer)
                m_cached[m_reached] = m_options.lookupLayer(static_cast<LayerIndex>(m_reached), m_before[m_reached]);
            if (!m_cached[m_reached])
                return;
            extend(m_reached, *m_cached[m_reached]);
        }
    }

    bool visionCached() const
    {
        return m_reached >= m_decoder;
    }

    bool allCached() const
    {
        return m_reached == m_cached.size();
    }

    void walk(std::span<const GenerationInput> samples)
    {
        const auto entry =
            visionCached() && m_options.lookupEntry ? m_options.lookupEntry(m_before.at(m_decoder)) : nullptr;
        const StreamOptions chunks{m_options.imageToken, m_options.tilesPerChunk, m_options.tokensPerChunk};
        auto stream = entry ? startPrompts(m_model, samples, chunks) : startStream(m_model, samples, chunks);
        if (entry) {
            stream.vision = entry->visual;
            for (size_t i = 0; i < m_decoder; ++i)
                if (isLeft(i))
                    quantize(static_cast<LayerIndex>(i), {});
        }
        Visitor visitor;
        visitor.before = [&](const Step& step) {
            if (step.kind == StepKind::PatchEmbedding)
                countSamples(stream);
            return anyLeft();
        };
        visitor.after = [&](const Step& step) {
            if (step.kind == StepKind::Projector && m_options.entryReady && !stream.vision.empty())
                m_options.entryReady(m_before.at(m_decoder),
                                     std::make_shared<const DecoderEntry>(DecoderEntry{stream.vision}));
            if (step.kind == StepKind::DecoderEntry)
                countSamples(stream);
        };
        const auto first = entry ? StepKind::DecoderEntry : StepKind::PatchEmbedding;
        quantscope::walk(stepsOf(m_model, first), {m_model, stream, m_pass}, visitor);
    }

    void quantizeWithoutInputs()
    {
        for (size_t i = 0; i < m_model.layers.size(); ++i)
            if (isLeft(i))
                atLayer(m_model.layers[i], [&] { quantize(static_cast<LayerIndex>(i), {}); });
    }

    std::vector<WeightOutcome> takeOutcomes()
    {
        return std::move(m_outcomes);
    }

private:
    // Of each chunk: tiles before the decoder, then prompts.
    void countSamples(const SampleStream& stream)
    {
        m_samplesPerChunk.clear();
        for (const auto& pixels : stream.vision)
            m_samplesPerChunk.push_back(pixels.size(0));
        for (const auto& packed : stream.packed)
            m_samplesPerChunk.push_back(static_cast<int64_t>(packed.lengths.size()));
    }

    void extend(size_t layer, const CachedLayer& done)
    {
        if (!m_options.lookupLayer)
            return;
        const auto text = fmt::format("{} {} {}", m_before[layer], layer, weightDigest(done.weight));
        m_before.at(layer + 1) = sha256Hex({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    }

    bool isLeft(size_t layer) const
    {
        return m_plan.schemes[layer].quantizesWeight() && !m_outcomes[layer].quantized;
    }

    bool anyLeft() const
    {
        return m_done < m_toDo;
    }

    Chunks visit(LayerIndex layer, Chunks chunks)
    {
        const auto index = static_cast<size_t>(layer);
        const auto& scheme = m_plan.schemes[index];
        const auto& quantizer = weightQuantizer(scheme.weightMethod);
        m_progress.check();
        const bool needs = isLeft(index) && !m_cached[index] && quantizer.needs != QuantizerNeeds::Nothing;
        // Layers that share their input also share its statistics.
        const auto source = chunks.empty() ? at::Tensor() : chunks.front();
        if (m_model.linears[index].online)
            chunks = mapChunks(m_pass, std::move(chunks),
                               [&](size_t, at::Tensor x) { return transformedInput(m_model.linears[index], x); });
        if (needs &&
            !(source.defined() && source.is_same(m_statisticsSource) && quantizer.needs == m_statisticsNeeds &&
              m_model.linears[index].rmsChannel < 0)) {
            m_statistics = statisticsOf(m_model.linears[index], quantizer.needs, chunks);
            m_statisticsSource = source;
            m_statisticsNeeds = quantizer.needs;
        }
        if (needs && m_options.statisticsReady)
            m_options.statisticsReady(layer, m_statistics);
        if (isLeft(index))
            quantize(layer, needs ? m_statistics : LayerStatistics());
        if (!anyLeft() && m_model.layers[index].tower == Tower::Llm && m_model.layers[index].role == Role::MlpDown)
            return mapChunks(m_pass, std::move(chunks), [&](size_t, at::Tensor x) {
                return at::zeros({x.size(0), m_model.layers[index].out}, x.options());
            });
        return mapChunks(m_pass, std::move(chunks),
                         [&](size_t, at::Tensor x) { return applyTransformed(m_model.linears[index], x); });
    }

    LayerStatistics statisticsOf(const Linear& linear, QuantizerNeeds needs, const Chunks& chunks)
    {
        const int64_t columns = linear.weight.size(1) - (linear.rmsChannel >= 0 ? 1 : 0);
        StatisticsAccumulator sum(needs, columns, m_model.device());
        const OperationThreads threads(m_options.threads);
        for (size_t i = 0; i < chunks.size(); ++i) {
            m_progress.check();
            sum.add(withoutRms(linear, matmulInput(linear, chunks[i])), m_samplesPerChunk[i]);
            dropPages();
        }
        return sum.statistics();
    }

    // Of what waits: the process would look as large as its files.
    void dropPages() const
    {
        if (m_model.offload)
            m_model.offload->dropPages();
        else if (m_model.spool)
            m_model.spool->files().dropPages();
    }

    void quantize(LayerIndex layer, const LayerStatistics& statistics)
    {
        const auto index = static_cast<size_t>(layer);
        auto& linear = m_model.linears[index];
        m_progress.step(double(m_done) / double(m_toDo), "quantize " + m_model.layers[index].name);
        const bool cached = m_cached[index] != nullptr;
        const auto done = cached
            ? m_cached[index]
            : std::make_shared<const CachedLayer>(quantizeLayer(linear, m_plan.schemes[index], statistics,
                                                                m_model.dtype(), m_options.threads, m_progress));
        m_cached[index].reset();
        m_outcomes[index] = done->outcome;
        installQuantized(linear, done->weight, m_model.offload != nullptr);
        ++m_done;
        if (m_options.layerDone)
            m_options.layerDone(layer, m_before[index], done, cached);
        if (!cached) {
            extend(index, *done);
            lookupFrom(index + 1);
            if (allCached())
                installRest(index + 1);
        }
    }

    // All layers from `first` on are cached: nothing has to walk to them.
    void installRest(size_t first)
    {
        for (size_t i = first; i < m_cached.size(); ++i)
            if (isLeft(i))
                quantize(static_cast<LayerIndex>(i), {});
    }

    Model& m_model;
    const Plan& m_plan;
    const QuantizeOptions& m_options;
    const Progress& m_progress;
    std::vector<WeightOutcome> m_outcomes;
    std::vector<std::shared_ptr<const CachedLayer>> m_cached;
    std::vector<std::string> m_before; // by layer: what all layers before it have become
    size_t m_decoder; // first layer of the language model
    size_t m_reached = 0; // first layer that is not cached
    Pass m_pass;
    std::vector<int64_t> m_samplesPerChunk;
    LayerStatistics m_statistics;
    at::Tensor m_statisticsSource;
    QuantizerNeeds m_statisticsNeeds = QuantizerNeeds::Nothing;
    int m_done = 0;
    int m_toDo = 0;
};

}

QuantizedModel quantizeWeights(Model model, const Plan& plan, std::span<const GenerationInput> samples,
                               const QuantizeOptions& options, const Progress& progress)
{
    Walker walker(model, plan, options, progress);
    walker.lookupFrom(0);
    if (needsHessians(plan) && !walker.allCached()) {
        if (samples.empty())
            throw Error("weight quantization by GPTQ needs calibration questions, and there are none");
        walker.walk(samples);
    } else {
        walker.quantizeWithoutInputs();
    }
    auto outcomes = walker.takeOutcomes();
    return {std::move(model), std::move(outcomes)};
}

bool needsHessians(const Plan& plan)
{
    for (const auto& scheme : plan.schemes)
        if (scheme.quantizesWeight() && scheme.weightNeedsInputs())
            return true;
    return false;
}

}
