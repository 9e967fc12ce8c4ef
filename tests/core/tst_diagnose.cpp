// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include <QRegularExpression>

#include "answering/questions.h"
#include "diagnosis/diagnoserun.h"
#include "diagnosis/guidedcheck.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "messages/sentence.h"
#include "quant/overrides.h"
#include "reference.h"
#include "run/pipeline.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

Recipe quick(const char* preset)
{
    auto recipe = findPreset(preset)->make();
    recipe.calibration.weightSamples = 3;
    recipe.calibration.activationSamples = 4;
    recipe.calibration.newTokens = 2;
    recipe.calibration.errorSamples = 2;
    return recipe;
}

// Rotated, 8 bits everywhere, the language model by GPTQ: what is bad then has been planted.
Recipe eightBits()
{
    auto recipe = quick("mquant-w8a8-w4a8");
    recipe.llm.scheme.weightBits = 8;
    recipe.vision.scheme.weightMethod = recipe.projector.scheme.weightMethod = "rtn";
    for (const Tower tower : allTowers())
        recipe.tower(tower).scheme.weightClip = false;
    return recipe;
}

// The demo, with faults planted by the tests, and a run of it.
struct Planted
{
    LoadedModel loaded = loadModel(demoFiles().model, at::kFloat, at::kCPU);
    Dataset calibration = loadDataset(demoFiles().calibration);
    Dataset data = loadDataset(demoFiles().data);
    Recipe recipe;
    RunResult run;
    ModelOutline outline;
    StageCache cache{"planted", std::make_shared<MemoryCache>(int64_t(1) << 28), nullptr};

    LayerIndex layer(const std::string& name) const
    {
        for (size_t i = 0; i < loaded.model.layers.size(); ++i)
            if (loaded.model.layers[i].name == name)
                return static_cast<LayerIndex>(i);
        throw Error("no layer is called " + name);
    }

    at::Tensor& weight(LayerIndex i)
    {
        return loaded.model.linears[size_t(i)].weight;
    }

    Diagnosis diagnose(const Recipe& wanted)
    {
        recipe = wanted;
        outline = outlineOf(loaded.model);
        PipelineOptions options;
        options.threads = testThreads;
        options.profileInputs = true;
        options.cache = &cache;
        run = runPipeline(loaded, recipe, calibration, options);
        return diagnoseRun({loaded,
                            calibration,
                            run.models.reference,
                            run.models.model,
                            run.record.layers,
                            run.models.inputsAfter.get(),
                            {recipe, run.models.plan, outline},
                            testThreads});
    }
};

const Finding* finding(const Diagnosis& diagnosis, LayerIndex layer, const std::string& cause)
{
    for (const auto& one : diagnosis.findings)
        if (one.layer == layer && one.cause == cause)
            return &one;
    return nullptr;
}

std::vector<LayerReport> course(const std::vector<double>& noise)
{
    std::vector<LayerReport> layers(noise.size());
    for (size_t i = 0; i < noise.size(); ++i) {
        layers[i].measured = true;
        layers[i].error.accumulated.relativeMse = noise[i];
        layers[i].error.isolated.relativeMse = noise[i];
    }
    return layers;
}

}

class TestDiagnose : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstBadLayer_data()
    {
        QTest::addColumn<QList<double>>("noise");
        QTest::addColumn<int>("first");
        QTest::newRow("none") << QList<double>{1e-4, 2e-4, 3e-4, 5e-4, 1e-3} << -1;
        QTest::newRow("departs") << QList<double>{1e-4, 2e-4, 3e-4, 5e-2, 6e-2, 5e-2, 4e-2} << 3;
        QTest::newRow("a lone spike") << QList<double>{1e-4, 2e-4, 3e-4, 5e-2, 3e-4, 4e-4, 4e-4, 5e-4} << -1;
        QTest::newRow("at once") << QList<double>{0.3, 0.3, 0.2, 0.4} << 0;
        QTest::newRow("slowly") << QList<double>{0.012, 0.02, 0.03, 0.045, 0.06, 0.08, 0.11, 0.15} << 6;
        QTest::newRow("the last one") << QList<double>{1e-4, 1e-4, 1e-4, 0.2} << 3;
        QTest::newRow("no layer") << QList<double>{} << -1;
    }

    void firstBadLayer()
    {
        QFETCH(QList<double>, noise);
        QFETCH(int, first);
        const auto found = findFirstBadLayer(course({noise.begin(), noise.end()}));
        QCOMPARE(found ? found->layer : -1, first);
    }

    // Layers that were not measured do not count, and an error that only passes through is reported apart.
    void comesWithInput()
    {
        auto layers = course({1e-4, 1e-4, 0.5, 0.5, 0.5});
        layers[2].measured = false;
        layers[3].error.isolated.relativeMse = 1e-4;
        const auto found = findFirstBadLayer(layers);
        QCOMPARE(found->layer, 3);
        QVERIFY(found->comesWithInput);
        QCOMPARE(describe(*found, layers[3].layer).code, std::string("first_degraded_layer_by_input"));
    }

    void aClippedLayer()
    {
        const c10::InferenceMode inference;
        Planted demo;
        const auto bad = demo.layer("language_model.model.layers.2.mlp.down_proj");
        auto recipe = eightBits();
        setOverride(recipe, layerMatch(demo.loaded.model.layers[size_t(bad)]), "activation_clip_ratio", 0.05);
        const auto diagnosis = demo.diagnose(recipe);
        QVERIFY(diagnosis.transforms->isWhole());
        QVERIFY(diagnosis.firstBad);
        QCOMPARE(diagnosis.firstBad->layer, bad);
        QVERIFY(!diagnosis.firstBad->comesWithInput);
        QCOMPARE(diagnosis.findings.front().layer, bad);
        const auto* clipped = finding(diagnosis, bad, "clipped_inputs");
        QVERIFY(clipped && clipped->fix);
        QCOMPARE(clipped, &diagnosis.findings.front());
        QVERIFY(clipped->number > 0.01);
        // Its own fix makes it a layer like the others.
        const auto healed = demo.diagnose(applyFix(recipe, *clipped->fix));
        QVERIFY(!finding(healed, bad, "clipped_inputs"));
        QVERIFY(!healed.firstBad || healed.firstBad->layer != bad);
    }

    void anOutlierChannel()
    {
        const c10::InferenceMode inference;
        Planted demo;
        auto& block = demo.loaded.model.decoderBlocks[4];
        const int64_t channel = 77;
        constexpr double factor = 512;
        block.mlpNorm.weight = block.mlpNorm.weight.clone();
        block.mlpNorm.weight[channel].mul_(factor);
        for (const LayerIndex layer : block.mlpInputs) {
            demo.weight(layer) = demo.weight(layer).clone();
            demo.weight(layer).select(1, channel).div_(factor);
        }
        const auto diagnosis = demo.diagnose(quick("naive-static-w8a8"));
        const auto* found = finding(diagnosis, block.mlpInputs[0], "outlier_channel");
        QVERIFY(found);
        QCOMPARE(found->channels.front(), channel);
        QVERIFY2(englishText(found->message).find(" 77") != std::string::npos, englishText(found->message).c_str());
        QVERIFY(found->number > 0.8);
        QVERIFY(found->fix);
        QVERIFY(applyFix(demo.recipe, *found->fix).llm.rotate);
        QVERIFY(finding(diagnosis, block.mlpInputs[1], "outlier_channel"));
    }

    void aDeadChannel()
    {
        const c10::InferenceMode inference;
        Planted demo;
        const auto fc1 = demo.layer("vision_model.encoder.layers.2.mlp.fc1"),
                   fc2 = demo.layer("vision_model.encoder.layers.2.mlp.fc2");
        auto& linear = demo.loaded.model.linears[size_t(fc1)];
        linear.weight = linear.weight.clone();
        linear.bias = linear.bias.clone();
        linear.weight[5].zero_();
        linear.bias[5].zero_();
        const auto diagnosis = demo.diagnose(quick("w4a16-rtn"));
        const auto* found = finding(diagnosis, fc2, "dead_channels");
        QVERIFY(found);
        QCOMPARE(found->number, 1.0);
        QVERIFY(!finding(diagnosis, demo.layer("vision_model.encoder.layers.3.mlp.fc2"), "dead_channels"));
    }

    void aWrongSignInTheRotation_data()
    {
        QTest::addColumn<QString>("layer");
        QTest::addColumn<QString>("stream");
        QTest::addColumn<int>("tower");
        QTest::newRow("vision") << "vision_model.encoder.layers.3.attn.proj"
                                << "vision block 3" << int(Tower::Vision);
        QTest::newRow("llm") << "language_model.model.layers.1.mlp.down_proj"
                             << "llm block 1" << int(Tower::Llm);
    }

    void aWrongSignInTheRotation()
    {
        QFETCH(QString, layer);
        QFETCH(QString, stream);
        QFETCH(int, tower);
        const c10::InferenceMode inference;
        Planted demo;
        const auto recipe = quick("mquant-w8a8-w4a8");
        const auto plan = resolve(recipe, demo.loaded.model.layers);
        auto turned = transformModel(demo.loaded.model, recipe, plan);
        const auto samples = prepareQuestions(demo.loaded, demo.calibration, std::vector<size_t>{0, 40}, testThreads);
        const auto token = demo.loaded.generation.imageToken;
        const auto whole = checkTransforms(demo.loaded.model, turned, samples, token);
        QVERIFY(whole.isWhole());
        QCOMPARE(whole.streams.size(), size_t(1 + 6 + 1 + 6));
        const auto index = size_t(demo.layer(layer.toStdString()));
        turned.linears[index].weight = turned.linears[index].weight.clone();
        turned.linears[index].weight[11].neg_();
        const auto check = checkTransforms(demo.loaded.model, turned, samples, token);
        QVERIFY(!check.isWhole());
        QCOMPARE(QString::fromStdString(englishText(check.streams[size_t(check.firstBroken)].part)), stream);
        demo.outline = outlineOf(demo.loaded.model);
        const auto diagnosis = diagnose({recipe, plan, demo.outline}, {}, check);
        QCOMPARE(diagnosis.findings.front().cause, std::string("transform_broken"));
        QVERIFY(englishText(diagnosis.findings.front().message).find(stream.toStdString()) != std::string::npos);
        QVERIFY(diagnosis.findings.front().fix);
        QVERIFY(!applyFix(recipe, *diagnosis.findings.front().fix).tower(Tower(tower)).rotate);
    }

    // The reference's fusion changes the function on purpose, and the diagnosis says that and nothing worse.
    void normFusionOfTheReference()
    {
        const c10::InferenceMode inference;
        Planted demo;
        auto recipe = quick("mquant-w8a8-w4a8");
        recipe.normFusion = NormFusion::MQuant;
        const auto plan = resolve(recipe, demo.loaded.model.layers);
        const auto turned = transformModel(demo.loaded.model, recipe, plan);
        const auto samples = prepareQuestions(demo.loaded, demo.calibration, std::vector<size_t>{0}, testThreads);
        const auto check = checkTransforms(demo.loaded.model, turned, samples, demo.loaded.generation.imageToken);
        demo.outline = outlineOf(demo.loaded.model);
        const auto diagnosis = diagnose({recipe, plan, demo.outline}, {}, check);
        QCOMPARE(diagnosis.findings.front().cause, std::string("norm_fusion"));
        QVERIFY(applyFix(recipe, *diagnosis.findings.front().fix).normFusion == NormFusion::Exact);
    }

    void theGuidedCheckFindsTheLayer()
    {
        const c10::InferenceMode inference;
        Planted demo;
        const auto bad = demo.layer("language_model.model.layers.2.mlp.down_proj");
        auto recipe = eightBits();
        setOverride(recipe, layerMatch(demo.loaded.model.layers[size_t(bad)]), "activation_clip_ratio", 0.02);
        const auto diagnosis = demo.diagnose(recipe);
        const CheckedRun checked{demo.loaded,
                                 demo.run.models.reference,
                                 demo.run.models.model,
                                 demo.run.models.outputKey,
                                 {demo.recipe, demo.run.models.plan, demo.outline},
                                 diagnosis};
        GuidedCheckOptions options;
        options.threads = testThreads;
        options.questions = 6;
        options.klQuestions = 2;
        options.answers =
            std::make_shared<StageCache>("test", std::make_shared<MemoryCache>(int64_t(1) << 26), nullptr);
        options.makeModels = modelMaker(demo.loaded, demo.calibration, &demo.cache, testThreads);
        size_t reported = 0;
        options.updated = [&](const GuidedCheck&) { ++reported; };
        const auto check = runGuidedCheck(checked, demo.data, options);
        QStringList steps;
        for (const auto& step : check.steps)
            steps << QString::fromStdString(step.id);
        const auto json = QString::fromStdString(guidedCheckToJson(check, demo.loaded.model.layers).dump());
        static const QRegularExpression placeholder(QStringLiteral("\\{[a-z_]+\\}"));
        QVERIFY2(!json.contains(placeholder), qPrintable(json));
        QCOMPARE(steps, QStringList({"float", "parts", "towers", "blocks", "layers", "look", "fix"}));
        QCOMPARE(check.layer, bad);
        QVERIFY(check.steps[1].evidence[1].worst && !check.steps[1].evidence[0].worst); // activations
        QVERIFY(englishText(check.steps[5].verdict).find("clipped") != std::string::npos);
        QCOMPARE(check.steps[6].verdict.code, std::string("verdict.helps"));
        QVERIFY(reported > check.steps.size());
        // Everything but the last step's model is remembered, and the same.
        options.makeModels = nullptr;
        const auto again = runGuidedCheck(checked, demo.data, options);
        QCOMPARE(again.steps.size(), size_t(6));
        for (size_t s = 1; s < again.steps.size(); ++s)
            QCOMPARE(englishText(again.steps[s].verdict), englishText(check.steps[s].verdict));
        Progress progress;
        progress.cancelled = [] { return true; };
        QVERIFY_THROWS_EXCEPTION(Cancelled, runGuidedCheck(checked, demo.data, options, progress));
    }

    void nothingToLookFor()
    {
        const c10::InferenceMode inference;
        Planted demo;
        Recipe recipe;
        recipe.calibration.errorSamples = 1;
        const auto diagnosis = demo.diagnose(recipe);
        QVERIFY(diagnosis.findings.empty() && !diagnosis.firstBad);
        GuidedCheckOptions options;
        options.threads = testThreads;
        options.questions = 2;
        options.klQuestions = 1;
        const auto check = runGuidedCheck({demo.loaded,
                                           demo.run.models.reference,
                                           demo.run.models.model,
                                           {},
                                           {demo.recipe, demo.run.models.plan, demo.outline},
                                           diagnosis},
                                          demo.data, options);
        QCOMPARE(check.steps.size(), size_t(1));
        QCOMPARE(check.steps.front().verdict.code, std::string("verdict.no_loss"));
        QVERIFY(!guidedCheckToJson(check, diagnosis.layers).dump().empty());
    }
};

QUANTSCOPE_TEST(TestDiagnose)
#include "tst_diagnose.moc"
