// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/pipeline.h"

#include <algorithm>

#include <fmt/core.h>

#include "answering/questions.h"
#include "model/outline.h"
#include "quant/fallbacks.h"
#include "quant/modeldigest.h"
#include "quant/profileinputs.h"
#include "quant/protocol.h"
#include "quant/savedweights.h"
#include "quant/stagecodec.h"
#include "quant/statistics.h"
#include "run/calibrationrows.h"
#include "run/checkrecipe.h"
#include "run/stagekeys.h"
#include "run/stages.h"

namespace quantscope {
namespace {

// Ties the walk over the layers to the cache: cached layers and the decoder's inputs are taken from it, new ones go
// there as soon as they are there, so that a run that stops half-way goes on from where it was.
void useCache(QuantizeOptions& options, StageCache& cache, const Plan& plan)
{
    const auto keyOf = [keys = layerKeys(plan)](LayerIndex layer, const std::string& before) {
        const auto& key = keys.at(static_cast<size_t>(layer));
        return key.readsInputs ? key.own + "\nafter " + before : key.own;
    };
    const auto entryKey = [&plan](const std::string& before) { return decoderEntryKey(plan, before); };
    options.lookupLayer = [&cache, keyOf](LayerIndex layer, const std::string& before) {
        return cache.get<CachedLayer>(layerStage, keyOf(layer, before));
    };
    options.lookupEntry = [&cache, entryKey](const std::string& before) {
        return cache.get<DecoderEntry>(decoderEntryStage, entryKey(before));
    };
    options.entryReady = [&cache, entryKey](const std::string& before,
                                            const std::shared_ptr<const DecoderEntry>& value) {
        cache.put<DecoderEntry>(decoderEntryStage, entryKey(before), value);
    };
    options.layerDone = [&cache, keyOf, reported = options.layerDone](LayerIndex layer, const std::string& before,
                                                                      const std::shared_ptr<const CachedLayer>& done,
                                                                      bool cached) {
        if (!cached)
            cache.put<CachedLayer>(layerStage, keyOf(layer, before), done);
        if (reported)
            reported(layer, before, done, cached);
    };
}

QuantizedModel quantizeStage(const LoadedModel& loaded, const Recipe& recipe, const Plan& plan, const Model& reference,
                             const Dataset& data, const CalibrationUse& use, const PipelineOptions& options,
                             StageCache* cache, const Progress& progress)
{
    if (!options.loadWeights.empty())
        return loadWeights(options.loadWeights, reference, recipe, plan);
    QuantizeOptions quantize;
    quantize.threads = options.threads;
    quantize.imageToken = loaded.generation.imageToken;
    if (!reference.device().is_cpu()) {
        // Larger pieces keep a GPU busy; nothing has to fit a cache there.
        quantize.tilesPerChunk = 32;
        quantize.tokensPerChunk = 16384;
    }
    if (options.weightDone)
        quantize.layerDone = [&](LayerIndex layer, const std::string&, const std::shared_ptr<const CachedLayer>& done,
                                 bool) { options.weightDone(layer, done->outcome); };
    if (cache)
        useCache(quantize, *cache, plan);
    const auto samples = prepareQuestions(loaded, data, use.weightRows, options.threads, progress);
    auto result = quantizeWeights(reference, plan, samples, quantize, progress);
    if (!options.dumpWeights.empty())
        saveWeights(options.dumpWeights, result, recipe, plan);
    return result;
}

}

namespace {

Model withNormsFused(const Model& model, const Recipe& recipe, const TransformWork& work)
{
    return fuseNorms(foldLayerScale(model, partOf(work, 0, 0.3)), recipe, partOf(work, 0.3, 1));
}

Model turned(Model fused, const Recipe& recipe, const Plan& plan, const Rotations& rotations, const TransformWork& work)
{
    fused = rotate(std::move(fused), rotations, partOf(work, 0, 0.9));
    fused = installOnlineHadamard(std::move(fused), recipe, hadamardOfSize, partOf(work, 0.9, 1));
    return markRmsChannels(std::move(fused), plan, work.only);
}

constexpr LayerIndex noLayer = -1;

}

Model transformModel(const Model& model, const Recipe& recipe, const Plan& plan, const TransformWork& work)
{
    auto fused = withNormsFused(model, recipe, partOf(work, 0, 0.15));
    const auto rotations = drawRotations(fused, recipe);
    return turned(std::move(fused), recipe, plan, rotations, partOf(work, 0.15, 1));
}

LayerTransforms::LayerTransforms(Model model, const Plan& plan)
    : m_model(std::move(model))
    , m_plan(plan)
{
    m_model.offload = nullptr; // one layer at a time waits nowhere
    m_rotations = drawRotations(withNormsFused(m_model, m_plan.recipe, {1, {}, noLayer}), m_plan.recipe);
}

Linear LayerTransforms::operator()(LayerIndex layer, int threads) const
{
    const TransformWork work{threads, {}, layer};
    const auto model = turned(withNormsFused(m_model, m_plan.recipe, work), m_plan.recipe, m_plan, m_rotations, work);
    return model.linears.at(static_cast<size_t>(layer));
}

namespace {

// One run: the stages in order, each handing its part to the result.
class Run
{
public:
    Run(const LoadedModel& loaded, const Recipe& recipe, const Dataset& data, const PipelineOptions& options,
        const Progress& progress)
        : m_loaded(loaded)
        , m_recipe(underProtocol(recipe))
        , m_data(data)
        , m_options(options)
        , m_stages(m_record, options, progress, loaded.model.offload)
    {
        const auto outline = outlineOf(loaded.model);
        m_models.original = loaded.model;
        m_models.plan = resolve(m_recipe, outline.layers);
        m_record.warnings = checkRecipe(m_recipe, m_models.plan, outline);
        m_record.size = estimateSize(m_models.plan, outline);
        m_record.calibration = chooseRows(m_recipe, m_models.plan, data, m_record.warnings);
        m_record.layers = plannedLayers(loaded.model.layers, m_models.plan);
        m_keys = stageKeys(m_models.plan);
        expectCosts();
    }

    RunResult finish()
    {
        m_record.calibrationProblems =
            dropUnusable(m_record.calibration, m_loaded, m_data, m_options.strict, m_options.threads, m_stages.cache());
        transform();
        // Without Hessians the weights need no inputs, and their errors are there within seconds.
        const bool weightsFirst = !needsHessians(m_models.plan) || !m_options.loadWeights.empty();
        auto quantized = weightsFirst ? quantize() : nullptr;
        profile();
        if (!quantized)
            quantized = quantize();
        calibrate(*quantized);
        measure();
        m_record.fallbacks = collectFallbacks(m_record.layers);
        return {std::move(m_record), std::move(m_models)};
    }

private:
    // Rough shares of the time, from runs of the demo; only the progress bar looks at them.
    static constexpr double transformCost = 1, profileCost = 3, rangesCost = 12, errorCost = 5;

    double quantizeCost() const
    {
        return needsHessians(m_models.plan) && m_options.loadWeights.empty() ? 35 : 2;
    }

    double calibrateCost() const
    {
        return needsRanges(m_models.plan) ? rangesCost : 0.1;
    }

    void expectCosts()
    {
        m_stages.expect(transformCost + quantizeCost() + calibrateCost());
        if (m_options.profileInputs)
            m_stages.expect(2 * profileCost);
        if (m_options.measureErrors)
            m_stages.expect(errorCost);
    }

    std::vector<GenerationInput> questions(const std::vector<size_t>& rows, const Progress& progress) const
    {
        return prepareQuestions(m_loaded, m_data, rows, m_options.threads, progress);
    }

    void publish() const
    {
        if (m_options.updated)
            m_options.updated(m_models);
    }

    void transform()
    {
        const auto reference = m_stages.run<Model>(
            transformStage, Stage::Transform, transformCost, m_keys.transform, [&](const Progress& progress) {
                return transformModel(m_loaded.model, m_recipe, m_models.plan, {m_options.threads, progress});
            });
        m_models.reference = m_models.model = *reference;
        for (size_t i = 0; i < m_record.layers.size(); ++i)
            m_record.layers[i].rmsChannel = reference->linears[i].rmsChannel;
        publish();
    }

    LayerInputsPtr profiled(Stage stage, const std::string& key, const Model& model, const ProfileOptions& options)
    {
        return m_stages.run<LayerInputs>(inputsStage, stage, profileCost, key, [&](const Progress& progress) {
            return profileInputs(model, questions(m_record.calibration.errorRows, progress), options, progress);
        });
    }

    void profile()
    {
        if (!m_options.profileInputs)
            return;
        ProfileOptions options;
        options.threads = m_options.threads;
        options.imageToken = m_loaded.generation.imageToken;
        m_models.inputsBefore = profiled(Stage::ProfileInputs, m_keys.questions, m_loaded.model, options);
        m_models.inputsAfter = profiled(Stage::ProfileTransformedInputs, m_keys.inputs, m_models.reference, options);
        publish();
    }

    std::shared_ptr<const QuantizedModel> quantize()
    {
        bool fresh = false;
        const auto quantized = m_stages.run<QuantizedModel>(
            weightsStage, Stage::QuantizeWeights, quantizeCost(), m_keys.weights, [&](const Progress& progress) {
                fresh = true;
                return quantizeStage(m_loaded, m_recipe, m_models.plan, m_models.reference, m_data,
                                     m_record.calibration, m_options, m_stages.cache(), progress);
            });
        for (size_t i = 0; i < m_record.layers.size(); ++i) {
            m_record.layers[i].weight = quantized->outcomes[i];
            const bool reported = fresh && m_options.loadWeights.empty();
            if (m_options.weightDone && !reported && quantized->outcomes[i].quantized)
                m_options.weightDone(static_cast<LayerIndex>(i), quantized->outcomes[i]);
        }
        m_models.model = quantized->model;
        m_weights = m_keys.transform + "\nweights " + weightsDigest(m_models.model);
        m_visionWeights =
            m_keys.transform + "\nvision weights " + weightsDigest(m_models.model, DigestPart::VisionAndProjector);
        publish();
        return quantized;
    }

    CalibrateOptions calibrateOptions() const
    {
        CalibrateOptions options;
        options.threads = m_options.threads;
        options.generation = m_loaded.generation;
        options.newTokens = m_recipe.calibration.newTokens;
        options.lastNewTokens = m_recipe.calibration.lastNewTokens;
        return options;
    }

    // The key of a stage with what the stage before has made in place of the settings that made it: when a change ends
    // in the same result, nothing behind it runs again.
    static std::string onto(const std::string& content, const std::string& key, const std::string& before)
    {
        return content + key.substr(before.size());
    }

    // One pass over the questions serves every choice of bits, observer and clip ratio.
    std::shared_ptr<const ActivationStatistics> statistics(const Model& model)
    {
        return m_stages.run<ActivationStatistics>(
            statisticsStage, Stage::CalibrateActivations, calibrateCost(),
            onto(m_weights, m_keys.statistics, m_keys.weights), [&](const Progress& progress) {
                const auto samples = questions(m_record.calibration.activationRows, progress);
                if (samples.empty())
                    throw Error("static activation scales need calibration questions, and there are none");
                const auto options = calibrateOptions();
                const auto vision = m_stages.part<VisionStatistics>(
                    visionStatisticsStage, onto(m_visionWeights, m_keys.statistics, m_keys.rows),
                    [&] { return collectVisionStatistics(model, samples, options, partOf(progress, 0, 0.4)); });
                return collectStatistics(model, samples, *vision, options, partOf(progress, 0.4, 1));
            });
    }

    std::vector<LastBatch> searchedBatches(const Model& model, const Progress& progress) const
    {
        if (!needsLastBatch(m_models.plan))
            return std::vector<LastBatch>(model.layers.size());
        const auto samples = questions({m_record.calibration.activationRows.back()}, progress);
        return lastBatches(model, m_models.plan, samples.front(), calibrateOptions(), progress);
    }

    void calibrate(const QuantizedModel& quantized)
    {
        // From here on the models run as they answer. Weights were quantized without a look at the order of rows.
        auto model = quantized.model;
        model.aifs = m_models.reference.aifs = m_recipe.llm.aifs;
        const auto ranges = needsRanges(m_models.plan)
            ? statistics(model)
            : std::make_shared<const ActivationStatistics>(m_models.plan.schemes.size());
        const auto calibrated = m_stages.run<CalibratedModel>(
            activationsStage, Stage::SetActivationScales, 0.1, onto(m_weights, m_keys.activations, m_keys.weights),
            [&](const Progress& progress) {
                const auto last = searchedBatches(model, progress);
                return applyStatistics(
                    model, m_models.plan, *ranges,
                    [&](LayerIndex layer) { return last.at(static_cast<size_t>(layer)); }, m_options.threads);
            });
        m_models.model = calibrated->model;
        m_models.outputKey = onto(m_weights, m_keys.rows, m_keys.weights) + "\ninputs " + inputsDigest(m_models.model);
        m_models.visionKey =
            m_visionWeights + "\ninputs " + inputsDigest(m_models.model, DigestPart::VisionAndProjector);
        for (size_t i = 0; i < m_record.layers.size(); ++i) {
            auto& layer = m_record.layers[i];
            const auto& linear = m_models.model.linears[i];
            layer.range = calibrated->ranges[i];
            layer.grid = linear.input.grid;
            layer.imageRange = calibrated->imageRanges[i];
            layer.imageGrid = linear.input.imageGrid;
            layer.rmsRange = calibrated->rmsRanges[i];
            layer.inputFallbacks = calibrated->fallbacks[i];
        }
        publish();
    }

    std::vector<LayerError> measuredErrors(const Progress& progress)
    {
        LayerErrorOptions options;
        options.threads = m_options.threads;
        options.imageToken = m_loaded.generation.imageToken;
        options.layerDone = m_options.errorDone;
        options.tilesPerChunk = m_models.reference.device().is_cpu() ? 4 : 16;
        const auto samples = questions(m_record.calibration.errorRows, progress);
        bool fresh = false;
        const auto vision = m_stages.part<VisionErrors>(
            visionErrorsStage, onto(m_models.visionKey, m_keys.errors, m_keys.activations), [&] {
                fresh = true;
                return measureVisionErrors(m_models.reference, m_models.model, samples, options,
                                           partOf(progress, 0, 0.5));
            });
        if (m_options.errorDone && !fresh)
            for (size_t i = 0; i < m_record.layers.size(); ++i)
                if (m_record.layers[i].layer.tower != Tower::Llm)
                    m_options.errorDone(static_cast<LayerIndex>(i), vision->errors[i]);
        return measureLayerErrors(m_models.reference, m_models.model, samples, *vision, options,
                                  partOf(progress, 0.5, 1));
    }

    void measure()
    {
        if (!m_options.measureErrors)
            return;
        bool fresh = false;
        const auto errors = m_stages.run<std::vector<LayerError>>(
            errorsStage, Stage::MeasureLayerErrors, errorCost,
            onto(m_models.outputKey, m_keys.errors, m_keys.activations), [&](const Progress& progress) {
                fresh = true;
                return measuredErrors(progress);
            });
        for (size_t i = 0; i < m_record.layers.size(); ++i) {
            m_record.layers[i].error = errors->at(i);
            m_record.layers[i].measured = true;
            if (m_options.errorDone && !fresh)
                m_options.errorDone(static_cast<LayerIndex>(i), errors->at(i));
        }
        publish();
    }

    const LoadedModel& m_loaded;
    const Recipe m_recipe; // as it really runs
    const Dataset& m_data;
    const PipelineOptions& m_options;
    RunRecord m_record;
    RunModels m_models;
    Stages m_stages;
    StageKeys m_keys;
    std::string m_weights; // the transforms, and the weights by content
    std::string m_visionWeights; // the same without the language model's
};

}

RunResult runPipeline(const LoadedModel& loaded, const Recipe& recipe, const Dataset& data,
                      const PipelineOptions& options, const Progress& progress)
{
    return Run(loaded, recipe, data, options, progress).finish();
}

}
