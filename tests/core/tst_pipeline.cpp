// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "answering/questions.h"
#include "files/resources.h"
#include "messages/sentence.h"
#include "quant/transforms.h"
#include "run/pipeline.h"
#include "smallmodel.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

Recipe fourBitRecipe()
{
    Recipe recipe;
    for (const Tower tower : allTowers()) {
        auto& part = recipe.tower(tower);
        part.fuseNorms = part.onlineHadamard = true;
        part.rotate = tower != Tower::Projector;
        part.scheme.weightBits = 4;
        part.scheme.activationBits = 8;
        part.scheme.activationStatic = part.scheme.actOrder = true;
    }
    recipe.vision.scheme.rms = true;
    recipe.calibration.weightSamples = recipe.calibration.activationSamples = 3;
    return recipe;
}

void editSchemes(Recipe& recipe, const std::function<void(Scheme&)>& edit)
{
    for (const Tower tower : allTowers())
        edit(recipe.tower(tower).scheme);
}

// Layers whose name contains it stay in floating point.
void skipNames(Recipe& recipe, const std::string& part)
{
    Match match;
    match.name = part;
    recipe.overrides.push_back({match, {{"weight_bits", 16}, {"activation_bits", 16}}});
}

// A number that changes with any bit of any weight.
double fingerprint(Model model)
{
    double sum = 0;
    int64_t place = 1;
    forEachTensor(model, [&](at::Tensor& t) {
        sum += t.to(at::kDouble).mul(at::arange(1, t.numel() + 1, at::kDouble).view(t.sizes())).sum().item<double>() /
            double(place++);
    });
    return sum;
}

bool sameWeights(const Model& a, const Model& b)
{
    for (size_t i = 0; i < a.linears.size(); ++i)
        if (!at::equal(a.linears[i].weight, b.linears[i].weight) ||
            a.linears[i].input.grid.scale != b.linears[i].input.grid.scale)
            return false;
    return true;
}

}

class TestPipeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_loaded.emplace(loadModel(m_files.model(), at::kFloat, at::kCPU));
        m_data = loadDataset(m_files.calibration());
        m_demo.emplace(loadModel(demoFiles().model, at::kFloat, at::kCPU));
        m_demoData = loadDataset(demoFiles().calibration);
        m_demoData.questions.resize(12);
    }

    RunResult run(Recipe recipe, int threads = 1, const PipelineOptions& given = {}, const Progress& progress = {})
    {
        const c10::InferenceMode inference;
        auto options = given;
        options.threads = threads;
        recipe.calibration.errorSamples = 1;
        return runPipeline(*m_loaded, recipe, m_data, options, progress);
    }

    // The same of a trained model, whose errors mean something; what one recipe shares with an earlier one is known.
    RunResult runDemo(Recipe recipe)
    {
        const c10::InferenceMode inference;
        PipelineOptions options;
        options.cache = m_demoCache.get();
        recipe.calibration.errorSamples = 1;
        return runPipeline(*m_demo, recipe, m_demoData, options);
    }

    static std::shared_ptr<StageCache> memoryCache()
    {
        return std::make_shared<StageCache>("test", std::make_shared<MemoryCache>(int64_t(1) << 30), nullptr);
    }

    void rememberedStagesEqualColdOnes()
    {
        const auto memory = memoryCache();
        PipelineOptions options;
        options.cache = memory.get();
        options.profileInputs = true;
        const auto first = run(fourBitRecipe(), 2, options);
        auto narrow = fourBitRecipe();
        narrow.llm.scheme.activationBits = 6;
        std::vector<LayerIndex> weights, errors;
        options.weightDone = [&](LayerIndex layer, const WeightOutcome&) { weights.push_back(layer); };
        options.errorDone = [&](LayerIndex layer, const LayerError&) { errors.push_back(layer); };
        const auto warm = run(narrow, 2, options);
        QStringList stages;
        for (const auto& timing : warm.record.timings)
            stages << stageId(timing.stage).data();
        QCOMPARE(stages, QStringList({"set activation scales", "measure layer errors"}));
        QCOMPARE(errors.size(), m_loaded->model.layers.size());
        QCOMPARE(weights.size(), m_loaded->model.layers.size() - 1); // all but the head
        const auto cold = run(narrow);
        QVERIFY(sameWeights(warm.models.model, cold.models.model));
        for (size_t i = 0; i < cold.record.layers.size(); ++i) {
            QCOMPARE(warm.record.layers[i].error.accumulated.sqnrDb, cold.record.layers[i].error.accumulated.sqnrDb);
            QCOMPARE(warm.record.layers[i].weight.weightSqnrDb, cold.record.layers[i].weight.weightSqnrDb);
        }
        QCOMPARE(warm.models.inputsBefore.get(), first.models.inputsBefore.get());
        const auto same = run(narrow, 2, options);
        QVERIFY(same.record.timings.empty());
        QVERIFY(sameWeights(same.models.model, cold.models.model));
    }

    void inputProfilesSeeEveryToken()
    {
        const auto memory = memoryCache();
        PipelineOptions options;
        options.cache = memory.get();
        options.profileInputs = true;
        const auto one = run(fourBitRecipe(), 1, options);
        const auto two = run(fourBitRecipe(), 2, [] {
            PipelineOptions fresh;
            fresh.profileInputs = true;
            return fresh;
        }());
        for (size_t i = 0; i < m_loaded->model.layers.size(); ++i) {
            const auto& layer = m_loaded->model.layers[i];
            const auto& profile = one.models.inputsAfter->profiles.at(i);
            QCOMPARE(int64_t(profile.channelMax.size()), layer.in);
            QCOMPARE(profile.image.total() + profile.text.total(), profile.imageValues + profile.textValues);
            QCOMPARE(profile.textValues > 0, layer.tower == Tower::Llm);
            QVERIFY(profile.imageValues > 0);
            QCOMPARE(std::max(std::abs(profile.min), std::abs(profile.max)),
                     *std::max_element(profile.channelMax.begin(), profile.channelMax.end()));
            QCOMPARE(two.models.inputsAfter->profiles.at(i).image.counts, profile.image.counts);
            QCOMPARE(two.models.inputsAfter->profiles.at(i).channelMax, profile.channelMax);
        }
    }

    void sameRecipeSameBytes()
    {
        const auto a = run(fourBitRecipe(), 2), b = run(fourBitRecipe(), 2);
        QVERIFY(sameWeights(a.models.model, b.models.model));
        auto other = fourBitRecipe();
        other.seed = 7;
        QVERIFY(!sameWeights(a.models.model, run(other, 2).models.model));
    }

    void floatModelIsNeverWrittenTo()
    {
        const double before = fingerprint(m_loaded->model);
        run(fourBitRecipe());
        QCOMPARE(fingerprint(m_loaded->model), before);
    }

    void cancelAtEveryStep_data()
    {
        QTest::addColumn<double>("share");
        for (const double share : {0.0, 0.1, 0.4, 0.7, 0.9, 0.94})
            QTest::addRow("%.2f", share) << share;
    }

    void cancelAtEveryStep()
    {
        QFETCH(double, share);
        const double before = fingerprint(m_loaded->model);
        std::atomic<double> reached{0};
        Progress progress;
        progress.report = [&](double fraction, std::string_view) { reached = std::max(reached.load(), fraction); };
        progress.cancelled = [&] { return reached.load() >= share; };
        QVERIFY_EXCEPTION_THROWN(run(fourBitRecipe(), 2, {}, progress), Cancelled);
        QCOMPARE(fingerprint(m_loaded->model), before);
    }

    void savedWeightsComeBack()
    {
        QTemporaryDir folder;
        PipelineOptions save;
        save.dumpWeights = folder.filePath("weights.safetensors").toStdString();
        const auto made = run(fourBitRecipe(), 2, save);
        PipelineOptions load;
        load.loadWeights = save.dumpWeights;
        const auto loaded = run(fourBitRecipe(), 2, load);
        QVERIFY(sameWeights(made.models.model, loaded.models.model));
        auto other = fourBitRecipe();
        other.llm.scheme.weightBits = 3;
        QVERIFY_EXCEPTION_THROWN(run(other, 2, load), Error);
        other = fourBitRecipe();
        other.projector.onlineHadamard = false;
        QVERIFY_EXCEPTION_THROWN(run(other, 2, load), Error);
    }

    // What the reference cannot do.
    void combinations_data()
    {
        QTest::addColumn<int>("which");
        const char* const names[] = {"rtn vision",
                                     "skip names",
                                     "static 4 bits",
                                     "split without online hadamard",
                                     "dynamic per tensor",
                                     "groups",
                                     "asymmetric",
                                     "int8 down",
                                     "percentile",
                                     "omse",
                                     "ema"};
        for (int i = 0; i < 11; ++i)
            QTest::newRow(names[i]) << i;
    }

    void combinations()
    {
        QFETCH(int, which);
        auto recipe = fourBitRecipe();
        switch (which) {
        case 0: editSchemes(recipe, [](Scheme& s) { s.weightMethod = "rtn"; }); break;
        case 1: skipNames(recipe, "qkv"); break;
        case 2: editSchemes(recipe, [](Scheme& s) { s.activationBits = 4; }); break;
        case 3:
            recipe.vision.onlineHadamard = recipe.llm.onlineHadamard = false;
            recipe.llm.scheme.rms = true;
            break;
        case 4:
            editSchemes(recipe, [](Scheme& s) { s.activationStatic = false; });
            recipe.llm.scheme.activationPerTensor = true;
            break;
        case 5:
            editSchemes(recipe, [](Scheme& s) {
                s.weightGroupSize = 64;
                s.activationGroupSize = 32;
                s.activationStatic = false;
            });
            skipNames(recipe, "patch");
            recipe.vision.scheme.rms = false;
            break;
        case 6: editSchemes(recipe, [](Scheme& s) { s.weightSymmetric = s.activationSymmetric = false; }); break;
        case 7:
            for (const Tower tower : {Tower::Vision, Tower::Llm}) {
                Match match;
                match.tower = tower;
                match.role = Role::MlpDown;
                recipe.overrides.push_back({match, {{"weight_bits", 8}, {"activation_bits", 8}}});
            }
            break;
        default:
            editSchemes(recipe, [which](Scheme& s) {
                s.observer = which == 8 ? "percentile" : which == 9 ? "omse" : "ema";
            });
        }
        const auto result = runDemo(recipe);
        int quantized = 0;
        for (const auto& layer : result.record.layers) {
            quantized += layer.weight.quantized;
            if (layer.weight.quantized)
                QVERIFY2(layer.weight.weightSqnrDb > 5, layer.layer.name.c_str());
            QVERIFY2(layer.error.isolated.cosine > 0.4, layer.layer.name.c_str());
            QVERIFY2(std::isfinite(layer.error.accumulated.mse), layer.layer.name.c_str());
        }
        const int all = static_cast<int>(result.record.layers.size()) - 1;
        QCOMPARE(quantized, which == 1 ? all - 6 : which == 5 ? all - 1 : all);
    }

    void moreSamplesThanRowsIsSaid()
    {
        auto recipe = fourBitRecipe();
        recipe.calibration.weightSamples = 500;
        recipe.vision.scheme.weightMethod = recipe.projector.scheme.weightMethod = "rtn";
        const auto result = run(recipe);
        QCOMPARE(result.record.calibration.weightRows.size(), m_data.questions.size());
        bool said = false;
        for (const auto& text : englishTexts(result.record.warnings))
            said = said || text.find("500 questions asked for") != std::string::npos;
        QVERIFY(said);
    }

    void transformsKeepTheFunction_data()
    {
        QTest::addColumn<bool>("random");
        QTest::newRow("hadamard") << false;
        QTest::newRow("random") << true;
    }

    void transformsKeepTheFunction()
    {
        QFETCH(bool, random);
        const c10::InferenceMode inference;
        auto recipe = fourBitRecipe();
        editSchemes(recipe, [](Scheme& s) { s.weightBits = s.activationBits = 16; });
        recipe.rotation = random ? RotationKind::Random : RotationKind::Hadamard;
        const auto turned = transformModel(m_demo->model, recipe, resolve(recipe, m_demo->model.layers));
        const auto input = prepareQuestion(*m_demo, *m_demoData.benchmark, m_demoData.questions[1]);
        const auto image = m_demo->generation.imageToken;
        const auto before = promptLogits(m_demo->model, input, image, plainPass(m_demo->model));
        const auto after = promptLogits(turned, input, image, plainPass(turned));
        const double moved = (before - after).abs().max().item<double>();
        QVERIFY2(moved < 1e-4 && moved > 0, std::to_string(moved).c_str());
    }

    void answersDoNotDependOnThreads()
    {
        const c10::InferenceMode inference;
        EvaluateOptions one, two;
        two.threads = 2;
        const auto a = evaluate(*m_demo, m_demo->model, m_demoData, one);
        const auto b = evaluate(*m_demo, m_demo->model, m_demoData, two);
        QCOMPARE(a.predictions.size(), m_demoData.questions.size());
        for (size_t i = 0; i < a.predictions.size(); ++i)
            QCOMPARE(a.predictions[i].text, b.predictions[i].text);
        QVERIFY(a.score.correct > 6);
    }

private:
    SmallModel m_files;
    std::optional<LoadedModel> m_loaded, m_demo;
    Dataset m_data, m_demoData;
    std::shared_ptr<StageCache> m_demoCache = memoryCache();
};

QUANTSCOPE_TEST(TestPipeline)
#include "tst_pipeline.moc"
