#include "quant/pipeline.h"

#include <algorithm>
#include <chrono>

#include "model/questions.h"
#include "quant/savedweights.h"
#include "quant/transforms.h"

namespace quantscope {
namespace {

class Stopwatch
{
public:
    explicit Stopwatch(std::vector<StageTiming>& timings)
        : m_timings(timings)
    {
    }

    template<typename F>
    auto stage(const std::string& name, const F& work)
    {
        const auto start = std::chrono::steady_clock::now();
        auto result = work();
        m_timings.push_back({name, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()});
        return result;
    }

private:
    std::vector<StageTiming>& m_timings;
};

bool needsRanges(const Plan& plan)
{
    return std::any_of(plan.schemes.begin(), plan.schemes.end(), [](const Scheme& scheme) {
        return scheme.quantizesActivation() && scheme.activationStatic;
    });
}

void noteShortage(std::vector<std::string>& warnings, const std::string& what, int64_t wanted, size_t available)
{
    if (static_cast<size_t>(wanted) > available)
        warnings.push_back(what + ": " + std::to_string(wanted) + " questions asked for, the calibration data has " +
                           std::to_string(available));
}

CalibrationUse chooseRows(const Recipe& recipe, const Plan& plan, const Dataset& data, std::vector<std::string>& warnings)
{
    const size_t available = data.questions.size();
    const auto& wanted = recipe.calibration;
    CalibrationUse use;
    use.dataset = data.name;
    if (needsHessians(plan)) {
        use.weightRows = calibrationRows(available, wanted.weightSamples, false);
        noteShortage(warnings, "GPTQ (nsamples)", wanted.weightSamples, available);
    }
    if (needsRanges(plan)) {
        use.activationRows = calibrationRows(available, wanted.activationSamples, wanted.spread);
        noteShortage(warnings, "static ranges (calib_num)", wanted.activationSamples, available);
    }
    use.errorRows = calibrationRows(available, wanted.errorSamples, true);
    return use;
}

void checkRecipe(const Recipe& recipe, const Plan& plan, const Model& model, std::vector<std::string>& warnings)
{
    std::string errors;
    for (const auto& issue : validate(recipe, plan, model)) {
        if (issue.severity == Severity::Error)
            errors += (errors.empty() ? "" : "; ") + issue.text;
        else
            warnings.push_back(issue.text);
    }
    if (!errors.empty())
        throw Error("the recipe cannot run: " + errors);
}

QuantizedModel quantizeStage(const Bundle& bundle, const Recipe& recipe, const Plan& plan, const Model& reference,
                             const Dataset& data, const CalibrationUse& use, const PipelineOptions& options,
                             const Progress& progress)
{
    if (!options.loadWeights.empty())
        return loadWeights(options.loadWeights, reference, recipe, plan);
    QuantizeOptions quantize;
    quantize.threads = options.threads;
    quantize.imageToken = bundle.generation.imageToken;
    const auto samples = prepareQuestions(bundle, data, use.weightRows, options.threads, progress);
    auto result = quantizeWeights(reference, plan, samples, quantize, progress);
    if (!options.dumpWeights.empty())
        saveWeights(options.dumpWeights, result, recipe, plan);
    return result;
}

std::vector<LayerReport> layerReports(const PipelineResult& run, std::vector<WeightOutcome> outcomes,
                                      const std::vector<std::optional<ActivationRange>>& ranges,
                                      const std::vector<LayerError>& errors)
{
    std::vector<LayerReport> layers;
    for (size_t i = 0; i < run.model.sites.size(); ++i) {
        LayerReport layer{run.model.sites[i], run.plan.schemes[i], std::move(outcomes[i]), {}, ranges[i],
                          run.model.linears[i].input.grid};
        if (!errors.empty())
            layer.error = errors[i];
        layers.push_back(std::move(layer));
    }
    return layers;
}

std::vector<std::string> collectFallbacks(const std::vector<LayerReport>& layers)
{
    std::vector<std::string> all;
    for (const auto& layer : layers) {
        for (const auto& text : layer.weight.fallbacks)
            all.push_back(layer.site.name + ": " + text);
        if (layer.weight.deadColumns > 0)
            all.push_back(layer.site.name + ": " + std::to_string(layer.weight.deadColumns) +
                          " input channels are always zero in calibration; their weights become zero");
    }
    return all;
}

}

Model transformModel(const Model& model, const Recipe& recipe, const Plan& plan)
{
    auto transformed = fuseNorms(foldLayerScale(model), recipe);
    const auto rotations = drawRotations(transformed, recipe);
    transformed = rotate(std::move(transformed), rotations);
    return splitSpikes(installOnlineHadamard(std::move(transformed), recipe), plan);
}

PipelineResult runPipeline(const Bundle& bundle, const Recipe& recipe, const Dataset& data, const PipelineOptions& options,
                           const Progress& progress)
{
    PipelineResult run;
    run.plan = resolve(recipe, bundle.model.sites);
    checkRecipe(recipe, run.plan, bundle.model, run.warnings);
    run.size = estimateSize(run.plan, outlineOf(bundle.model));
    run.calibration = chooseRows(recipe, run.plan, data, run.warnings);
    Stopwatch watch(run.timings);
    progress.step(0, "transform the model");
    run.reference = watch.stage("transform", [&] { return transformModel(bundle.model, recipe, run.plan); });
    auto quantized = watch.stage("quantize weights", [&] {
        return quantizeStage(bundle, recipe, run.plan, run.reference, data, run.calibration, options,
                             partOf(progress, 0.02, 0.6));
    });
    auto calibrated = watch.stage("calibrate activations", [&] {
        CalibrateOptions calibrate;
        calibrate.threads = options.threads;
        calibrate.generation = bundle.generation;
        calibrate.newTokens = recipe.calibration.newTokens;
        const auto samples = prepareQuestions(bundle, data, run.calibration.activationRows, options.threads, progress);
        return calibrateActivations(quantized.model, run.plan, samples, calibrate, partOf(progress, 0.6, 0.95));
    });
    run.model = std::move(calibrated.model);
    std::vector<LayerError> errors;
    if (options.measureErrors)
        errors = watch.stage("measure layer errors", [&] {
            const auto samples = prepareQuestions(bundle, data, run.calibration.errorRows, options.threads, progress);
            LayerErrorOptions measure;
            measure.threads = options.threads;
            measure.imageToken = bundle.generation.imageToken;
            return measureLayerErrors(run.reference, run.model, samples, measure, partOf(progress, 0.95, 1));
        });
    run.layers = layerReports(run, std::move(quantized.outcomes), calibrated.ranges, errors);
    run.fallbacks = collectFallbacks(run.layers);
    return run;
}

}
