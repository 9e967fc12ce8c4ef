// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <c10/core/InferenceMode.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/equal.h>

#include "base/error.h"
#include "mquant/mquantoptions.h"
#include "quant/calibrate.h"
#include "quant/quantize.h"
#include "referencemodel.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char pipelineFile[] = "quant/pipeline_end_to_end.safetensors";
constexpr char tablesFile[] = "quant/hadamard_tables.safetensors";

// The reference's command line, option by option; an option that is missing in the table is an Error.
Recipe recipeOf(const nlohmann::json& args)
{
    static const std::set<std::string> elsewhere{"analysis", "dataset_name", "demo", "dump_gptq",
                                                 "eval_num", "load_gptq",    "name"};
    MQuantOptions options;
    options.normFusion = "mquant";
    for (auto arg = args.begin(); arg != args.end(); ++arg)
        if (!elsewhere.count(arg.key()))
            std::visit([&](auto member) { arg->get_to(options.*member); }, mquantOption(arg.key()).member);
    return recipeFromOptions(options);
}

// "model.llm.model.layers.0.attention.wo.module" -> "language_model.model.layers.0.attention.wo".
std::string layerName(std::string name)
{
    const auto replaceStart = [&](const std::string& from, const std::string& to) {
        if (name.starts_with(from))
            name = to + name.substr(from.size());
    };
    replaceStart("model.", "");
    replaceStart("llm.", "language_model.");
    replaceStart("resampler.", "mlp1.");
    for (const std::string end : {".module", ".L2"})
        if (name.ends_with(end))
            name.resize(name.size() - end.size());
    return name;
}

struct Case
{
    CaseFile file{pipelineFile};
    std::string id;
    nlohmann::json parameters;
    Recipe recipe;
    Model original, transformed;
    Plan plan;
    std::vector<GenerationInput> rows;

    explicit Case(const QString& caseName)
        : id(caseName.toStdString())
        , parameters(file.parameters(id))
        , recipe(recipeOf(parameters.at("args")))
        , original(buildCaseModel(file, id))
    {
        // The reference's rotate_visual_cross_attn does nothing.
        recipe.projector.onlineHadamard = false;
        plan = resolve(recipe, original.layers);
        auto model = fuseNorms(foldLayerScale(original), recipe);
        const auto rotations = namedRotations(model, [&](const std::string& name) { return matrix(name); });
        model = rotate(std::move(model), rotations);
        model = installOnlineHadamard(std::move(model), recipe, [](int64_t n) { return referenceHadamard(n); });
        transformed = markRmsChannels(std::move(model), plan);
        for (int64_t i = 0; i < parameters.at("n_rows").get<int64_t>(); ++i)
            rows.push_back(inputOf(file, id + ".row" + std::to_string(i)));
    }

    at::Tensor matrix(const std::string& rotation) const
    {
        if (file.has(id + ".rot." + rotation))
            return file.tensor(id + ".rot." + rotation);
        if (!file.has(id + ".signs." + rotation))
            return {};
        const auto signs = file.tensor(id + ".signs." + rotation);
        return randomHadamard(referenceHadamard(signs.numel()), signs);
    }

    int64_t imageToken() const
    {
        return parameters.at("image_token_id");
    }

    at::Tensor tensor(const std::string& name) const
    {
        return file.tensor(id + "." + name);
    }

    bool has(const std::string& name) const
    {
        return file.has(id + "." + name);
    }

    LayerIndex layer(const std::string& name) const
    {
        for (size_t i = 0; i < original.layers.size(); ++i)
            if (original.layers[i].name == name)
                return static_cast<LayerIndex>(i);
        throw Error(name + ": no such layer");
    }

    // The weight of a layer at the end of the reference's run; split ones put together again.
    at::Tensor finalWeight(size_t layer) const
    {
        const std::string at = "final." + original.layers[layer].name;
        if (has(at + ".L2.weight"))
            return at::cat({tensor(at + ".L1.weight"), tensor(at + ".L2.weight")}, 1);
        return tensor(at + ".weight").flatten(1);
    }
};

struct SeenHessian
{
    LayerIndex layer = 0;
    at::Tensor matrix;
    int64_t samples = 0;
};

QuantizedModel quantizeCase(const Case& test, std::vector<SeenHessian>* seen = nullptr, int threads = 1)
{
    QuantizeOptions options;
    options.imageToken = test.imageToken();
    options.threads = threads;
    // Several chunks, so that their sums are seen too.
    options.tilesPerChunk = 2;
    options.tokensPerChunk = 32;
    if (seen)
        options.statisticsReady = [seen](LayerIndex layer, const LayerStatistics& statistics) {
            seen->push_back({layer, statistics.hessian.clone(), statistics.samples});
        };
    const auto wanted = static_cast<size_t>(test.recipe.calibration.weightSamples);
    return quantizeWeights(test.transformed, test.plan, std::span(test.rows).first(wanted), options);
}

CalibratedModel calibrateCase(const Case& test, Model model, int threads = 1, int64_t tilesPerChunk = 4)
{
    std::vector<GenerationInput> samples;
    for (const size_t row :
         calibrationRows(test.rows.size(), test.recipe.calibration.activationSamples, test.recipe.calibration.spread))
        samples.push_back(test.rows[row]);
    CalibrateOptions options;
    options.threads = threads;
    options.generation.imageToken = test.imageToken();
    // The recorded run asks for more tokens, but its ranges are those of the prompts alone.
    options.newTokens = 1;
    options.generation.tilesPerChunk = tilesPerChunk;
    return calibrateActivations(std::move(model), test.plan, samples, options);
}

bool isStatic(const Scheme& scheme)
{
    return scheme.quantizesActivation() && scheme.activationStatic;
}

// Our weights, where they are the recorded ones up to rounding, replaced by them.
Model withRecordedWeights(const Case& test, Model model)
{
    for (size_t i = 0; i < model.linears.size(); ++i)
        model.linears[i].weight = test.finalWeight(i);
    return model;
}

}

// The whole pipeline against the reference's main program on a small model.
class TestReferencePipeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QUANTSCOPE_REQUIRE_CASES(pipelineFile);
        QUANTSCOPE_REQUIRE_CASES(tablesFile);
    }

    // What the options mean for every layer.
    void plans_data()
    {
        addCaseRows(pipelineFile);
    }
    void plans()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        for (const auto& issue : validate(test.recipe, test.plan, outlineOf(test.original)))
            QVERIFY2(issue.severity != Severity::Error, issue.message.code.c_str());
        const auto& wrappers = test.parameters.at("wrappers");
        QVERIFY(!wrappers.empty());
        for (size_t i = 0; i < test.original.layers.size(); ++i) {
            const auto& name = test.original.layers[i].name;
            const auto& scheme = test.plan.schemes[i];
            const auto& linear = test.transformed.linears[i];
            QVERIFY2(scheme.quantizesActivation() == wrappers.contains(name), name.c_str());
            if (!wrappers.contains(name))
                continue;
            const auto& wrapper = wrappers.at(name);
            QCOMPARE(scheme.activationBits, wrapper.at("bits").get<int>());
            QCOMPARE(scheme.activationStatic, wrapper.at("static").get<bool>());
            QCOMPARE(linear.rmsChannel, int64_t(wrapper.at("split").get<bool>() ? 0 : -1));
            QCOMPARE(linear.online.has_value(), wrapper.at("full_had").get<bool>());
            if (linear.online)
                QCOMPARE(linear.online->base.size(0), wrapper.at("K").get<int64_t>());
        }
    }

    void hessians_data()
    {
        addCaseRows(pipelineFile);
    }
    void hessians()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        std::vector<SeenHessian> seen;
        quantizeCase(test, &seen);
        const auto& order = test.parameters.at("gptq_order_and_nsamples");
        QCOMPARE(seen.size(), order.size());
        for (size_t i = 0; i < seen.size(); ++i) {
            const auto name = order[i][0].get<std::string>();
            QCOMPARE(test.original.layers[static_cast<size_t>(seen[i].layer)].name, layerName(name));
            QCOMPARE(seen[i].samples, order[i][1].get<int64_t>());
            const double off = relativeDifference(seen[i].matrix, test.tensor("H." + name));
            QVERIFY2(off < 1e-3, qPrintable(QString("%1: %2").arg(name.c_str()).arg(off)));
        }
    }

    void weights_data()
    {
        addCaseRows(pipelineFile);
    }
    void weights()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        const auto quantized = quantizeCase(test);
        for (size_t i = 0; i < test.original.layers.size(); ++i) {
            const auto& name = test.original.layers[i].name;
            const auto& linear = quantized.model.linears[i];
            const auto expected = test.finalWeight(i);
            const double largest = expected.abs().max().item<double>();
            const bool rounded = test.plan.schemes[i].quantizesWeight();
            QCOMPARE(quantized.outcomes[i].quantized, rounded);
            if (!rounded) {
                QVERIFY2(maxDifference(linear.weight, expected) < 1e-6, name.c_str());
                continue;
            }
            const double moved =
                (linear.weight - expected).abs().gt(1e-5 * largest).to(at::kDouble).mean().item<double>();
            QVERIFY2(moved <= 0.01, qPrintable(QString("%1: %2").arg(name.c_str()).arg(moved)));
            // Rounding did something.
            QVERIFY2(maxDifference(linear.weight, test.transformed.linears[i].weight) > 1e-3 * largest, name.c_str());
            const std::string bias = test.has("final." + name + ".L2.bias") ? ".L2.bias" : ".bias";
            QCOMPARE(linear.bias.defined(), test.has("final." + name + bias));
            if (linear.bias.defined())
                QVERIFY2(maxDifference(linear.bias, test.tensor("final." + name + bias)) < 1e-6, name.c_str());
        }
        int scales = 0;
        for (const auto& name : test.file.namesBehind(test.id + ".wscale.")) {
            const auto& linear = quantized.model.linears[static_cast<size_t>(test.layer(layerName(name)))];
            QVERIFY2(linear.quantized.has_value(), name.c_str());
            const int64_t last = linear.quantized->scale.size(1) - 1;
            const auto scale = test.tensor("wscale." + name).reshape({-1});
            QVERIFY2(differingShare(linear.quantized->scale.select(1, last), scale, 1e-5, 1e-9) <= 0.01, name.c_str());
            if (test.has("wzero." + name))
                QVERIFY2(at::equal(linear.quantized->zero.select(1, last), test.tensor("wzero." + name).reshape({-1})),
                         name.c_str());
            ++scales;
        }
        int planned = 0;
        for (const auto& scheme : test.plan.schemes)
            planned += scheme.quantizesWeight();
        QCOMPARE(scales, planned);
    }

    // Everything that is no layer: embeddings, norms, layer scales.
    void transforms_data()
    {
        addCaseRows(pipelineFile);
    }
    void transforms()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        std::set<std::string> layers;
        for (const auto& layer : test.original.layers)
            layers.insert({layer.name + ".weight", layer.name + ".bias"});
        int compared = 0;
        for (const auto& [name, tensor] : namedTensors(test.transformed)) {
            if (layers.count(name))
                continue;
            QVERIFY2(test.has("final." + name), name.c_str());
            QVERIFY2(maxDifference(tensor, test.tensor("final." + name)) < 1e-6, name.c_str());
            ++compared;
        }
        QVERIFY(compared > 0);
    }

    void activations_data()
    {
        addCaseRows(pipelineFile);
    }
    void activations()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        const auto calibrated = calibrateCase(test, withRecordedWeights(test, quantizeCase(test).model));
        for (size_t i = 0; i < test.original.layers.size(); ++i) {
            const auto& name = test.original.layers[i].name;
            const auto& input = calibrated.model.linears[i].input;
            const bool wanted = isStatic(test.plan.schemes[i]);
            QCOMPARE(test.has("ascale." + name), wanted);
            QCOMPARE(calibrated.ranges[i].has_value(), wanted);
            QCOMPARE(input.mode == ActivationMode::Static, wanted);
            if (!wanted)
                continue;
            const float scale = test.tensor("ascale." + name).item<float>();
            const float low = test.tensor("amin." + name).item<float>(),
                        high = test.tensor("amax." + name).item<float>();
            const float size = 1e-5f * std::max(std::abs(low), std::abs(high));
            QVERIFY2(std::abs(calibrated.ranges[i]->min - low) <= size, name.c_str());
            QVERIFY2(std::abs(calibrated.ranges[i]->max - high) <= size, name.c_str());
            QVERIFY2(std::abs(input.grid.scale - scale) <= 1e-5f * scale, name.c_str());
        }
    }

    // The reference asks for 20 tokens while it calibrates, and for one with the last question.
    void calibrationTokens_data()
    {
        addCaseRows(pipelineFile);
    }
    void calibrationTokens()
    {
        QFETCH(QString, id);
        const Case test(id);
        std::vector<int64_t> asked;
        for (const auto& tokens : test.parameters.at("max_new_tokens_seen"))
            if (tokens.is_number())
                asked.push_back(tokens);
        const auto rows = calibrationRows(test.rows.size(), test.recipe.calibration.activationSamples,
                                          test.recipe.calibration.spread);
        const bool any = std::any_of(test.plan.schemes.begin(), test.plan.schemes.end(), isStatic);
        QCOMPARE(asked.size(), any ? rows.size() : 0);
        for (size_t i = 0; i < asked.size(); ++i)
            QCOMPARE(asked[i], i + 1 == asked.size() ? 1 : test.recipe.calibration.newTokens);
    }

    void answers_data()
    {
        addCaseRows(pipelineFile);
    }
    void answers()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        const auto quantized = quantizeCase(test);
        auto recorded = calibrateCase(test, withRecordedWeights(test, quantized.model)).model;
        for (size_t i = 0; i < recorded.linears.size(); ++i)
            if (const auto& name = recorded.layers[i].name; test.has("ascale." + name))
                recorded.linears[i].input.grid.scale = test.tensor("ascale." + name).item<float>();
        const auto own = calibrateCase(test, quantized.model).model;
        bool sameWeights = true;
        for (size_t i = 0; i < own.linears.size(); ++i)
            sameWeights = sameWeights && maxDifference(own.linears[i].weight, test.finalWeight(i)) < 1e-5;
        auto weightsOnly = recorded;
        for (auto& linear : weightsOnly.linears)
            linear.input.mode = ActivationMode::Float;

        int evaluations = 0;
        for (; test.has("eval" + std::to_string(evaluations) + ".ids"); ++evaluations) {
            const std::string at = "eval" + std::to_string(evaluations) + ".";
            const auto input = inputOf(test.file, test.id + ".eval" + std::to_string(evaluations));
            checkOutputs(test, test.original, input, at + "fp_", 2e-5);
            checkOutputs(test, recorded, input, at + "quant_", 1e-4);
            if (sameWeights)
                checkOutputs(test, own, input, at + "quant_", 1e-4);
            if (test.has(at + "weight_only_logits")) {
                const auto logits = promptLogits(weightsOnly, input, test.imageToken(), plainPass(weightsOnly));
                QVERIFY(maxDifference(logits, test.tensor(at + "weight_only_logits").squeeze(0)) < 2e-5);
            }
        }
        QVERIFY(evaluations > 0);
    }

    // Chunks are summed in a fixed order and samples merged without rounding: threads change nothing.
    void threads_data()
    {
        addCaseRows(pipelineFile);
    }
    void threads()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        const Case test(id);
        const auto one = calibrateCase(test, quantizeCase(test, nullptr, 1).model, 1);
        const auto three = calibrateCase(test, quantizeCase(test, nullptr, 3).model, 3);
        for (size_t i = 0; i < one.model.linears.size(); ++i) {
            const auto& name = one.model.layers[i].name;
            QVERIFY2(at::equal(one.model.linears[i].weight, three.model.linears[i].weight), name.c_str());
            QVERIFY2(one.model.linears[i].input.grid.scale == three.model.linears[i].input.grid.scale, name.c_str());
        }
    }

    // Observers that depend on the order see one batch per question, however the images travel.
    void batches_data()
    {
        addCaseRows(pipelineFile);
    }
    void batches()
    {
        QFETCH(QString, id);
        const c10::InferenceMode inference;
        Case test(id);
        for (auto& scheme : test.plan.schemes) {
            scheme.activationStatic = true;
            scheme.observer = "percentile";
        }
        test.recipe.calibration.activationSamples = static_cast<int64_t>(test.rows.size());
        QVERIFY(
            std::any_of(test.rows.begin(), test.rows.end(), [](const auto& row) { return row.pixels.size(0) > 1; }));
        const auto whole = calibrateCase(test, test.transformed, 1, 1 << 20);
        const auto parts = calibrateCase(test, test.transformed, 3, 1);
        int compared = 0;
        for (size_t i = 0; i < whole.ranges.size(); ++i) {
            QCOMPARE(whole.ranges[i].has_value(), test.plan.schemes[i].quantizesActivation());
            if (!whole.ranges[i])
                continue;
            QVERIFY2(whole.ranges[i]->min == parts.ranges[i]->min && whole.ranges[i]->max == parts.ranges[i]->max,
                     test.original.layers[i].name.c_str());
            ++compared;
        }
        QVERIFY(compared > 0);
    }

private:
    static void checkOutputs(const Case& test, const Model& model, const GenerationInput& input,
                             const std::string& prefix, double tolerance)
    {
        const auto out = forwardOutputs(model, input, test.imageToken());
        const auto logits = promptLogits(model, input, test.imageToken(), plainPass(model));
        QVERIFY2(maxDifference(logits, test.tensor(prefix + "logits").squeeze(0)) < tolerance, prefix.c_str());
        if (test.has(prefix + "vit"))
            QVERIFY2(maxDifference(out.vit, test.tensor(prefix + "vit")) < tolerance, prefix.c_str());
        if (test.has(prefix + "mlp1"))
            QVERIFY2(maxDifference(out.mlp1, test.tensor(prefix + "mlp1")) < tolerance, prefix.c_str());
    }
};

QUANTSCOPE_TEST(TestReferencePipeline)
#include "tst_reference_pipeline.moc"
