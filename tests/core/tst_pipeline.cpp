// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <c10/core/InferenceMode.h>

#include "files/resources.h"
#include "quant/transforms.h"
#include "run/flags.h"
#include "run/pipeline.h"
#include "tasks/evaluate.h"
#include "tasks/questions.h"
#include "testmain.h"

using namespace quantscope;

namespace {

Flags quickFlags()
{
    Flags f;
    f.rotate = f.rotateVisualClip = f.rotateVisualCrossAttn = f.rotateLlm = true;
    f.quant = f.quantLlm = f.quantVisualClip = f.quantCrossAttention = true;
    f.visualWBits = f.llmWBits = 4;
    f.visualABits = f.llmABits = 8;
    f.visualStatic = f.llmStatic = f.visualSplit = f.onlineVisualHadamard = f.onlineLlmHadamard = f.actOrder = true;
    f.nsamples = f.calibNum = 3;
    return f;
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
        m_bundle.emplace(loadBundle(findResource("demo/internvl2-ocr-mini"), at::kFloat, at::kCPU));
        m_data = loadDataset(findResource("demo/ocrbench_mini_calib.tsv"));
        m_data.questions.resize(12);
    }

    RunResult run(const Flags& flags, int threads = 2, const PipelineOptions& given = {}, const Progress& progress = {})
    {
        const c10::InferenceMode inference;
        auto options = given;
        options.threads = threads;
        auto recipe = recipeFromFlags(flags);
        recipe.calibration.errorSamples = 1;
        return runPipeline(*m_bundle, recipe, m_data, options, progress);
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
        const auto first = run(quickFlags(), 2, options);
        auto narrow = quickFlags();
        narrow.llmABits = 6;
        std::vector<SiteIndex> weights, errors;
        options.weightDone = [&](SiteIndex site, const WeightOutcome&) { weights.push_back(site); };
        options.errorDone = [&](SiteIndex site, const LayerError&) { errors.push_back(site); };
        const auto warm = run(narrow, 2, options);
        QStringList stages;
        for (const auto& timing : warm.record.timings)
            stages << stageId(timing.stage).data();
        QCOMPARE(stages, QStringList({"set activation scales", "measure layer errors"}));
        QCOMPARE(errors.size(), m_bundle->model.sites.size());
        QCOMPARE(weights.size(), m_bundle->model.sites.size() - 1); // all but the head
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
        const auto one = run(quickFlags(), 1, options);
        const auto two = run(quickFlags(), 2, [] {
            PipelineOptions fresh;
            fresh.profileInputs = true;
            return fresh;
        }());
        for (size_t i = 0; i < m_bundle->model.sites.size(); ++i) {
            const auto& site = m_bundle->model.sites[i];
            const auto& profile = one.models.inputsAfter->profiles.at(i);
            QCOMPARE(int64_t(profile.channelMax.size()), site.in);
            QCOMPARE(profile.image.total() + profile.text.total(), profile.imageValues + profile.textValues);
            QCOMPARE(profile.textValues > 0, site.tower == Tower::Llm);
            QVERIFY(profile.imageValues > 0);
            QCOMPARE(std::max(std::abs(profile.min), std::abs(profile.max)),
                     *std::max_element(profile.channelMax.begin(), profile.channelMax.end()));
            QCOMPARE(two.models.inputsAfter->profiles.at(i).image.counts, profile.image.counts);
            QCOMPARE(two.models.inputsAfter->profiles.at(i).channelMax, profile.channelMax);
        }
    }

    void sameRecipeSameBytes()
    {
        const auto a = run(quickFlags(), 2), b = run(quickFlags(), 2);
        QVERIFY(sameWeights(a.models.model, b.models.model));
        auto other = quickFlags();
        other.seed = 7;
        QVERIFY(!sameWeights(a.models.model, run(other, 2).models.model));
    }

    void floatModelIsNeverWrittenTo()
    {
        const double before = fingerprint(m_bundle->model);
        run(quickFlags());
        QCOMPARE(fingerprint(m_bundle->model), before);
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
        const double before = fingerprint(m_bundle->model);
        std::atomic<double> reached{0};
        Progress progress;
        progress.report = [&](double fraction, std::string_view) { reached = std::max(reached.load(), fraction); };
        progress.cancelled = [&] { return reached.load() >= share; };
        QVERIFY_EXCEPTION_THROWN(run(quickFlags(), 2, {}, progress), Cancelled);
        QCOMPARE(fingerprint(m_bundle->model), before);
    }

    void savedWeightsComeBack()
    {
        QTemporaryDir folder;
        PipelineOptions save;
        save.dumpWeights = folder.filePath("weights.safetensors").toStdString();
        const auto made = run(quickFlags(), 2, save);
        PipelineOptions load;
        load.loadWeights = save.dumpWeights;
        const auto loaded = run(quickFlags(), 2, load);
        QVERIFY(sameWeights(made.models.model, loaded.models.model));
        auto other = quickFlags();
        other.llmWBits = 3;
        QVERIFY_EXCEPTION_THROWN(run(other, 2, load), Error);
        other = quickFlags();
        other.rotateVisualCrossAttn = false;
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
        auto f = quickFlags();
        switch (which) {
        case 0: f.visualWRtn = f.llmWRtn = true; break;
        case 1: f.skipNames = {"qkv"}; break;
        case 2: f.visualABits = f.llmABits = 4; break;
        case 3:
            f.onlineVisualHadamard = f.onlineLlmHadamard = false;
            f.llmSplit = true;
            break;
        case 4:
            f.llmStatic = f.visualStatic = false;
            f.actPerTensor = true;
            break;
        case 5:
            f.wGroupsize = 64;
            f.aGroupsize = 32;
            f.llmStatic = f.visualStatic = false;
            f.skipNames = {"patch"};
            f.visualSplit = false;
            break;
        case 6: f.wAsym = f.aAsym = true; break;
        case 7: f.int8DownProj = true; break;
        default: f.observer = which == 8 ? "percentile" : which == 9 ? "omse" : "ema";
        }
        const auto result = run(f);
        int quantized = 0;
        for (const auto& layer : result.record.layers) {
            quantized += layer.weight.quantized;
            if (layer.weight.quantized)
                QVERIFY2(layer.weight.weightSqnrDb > 5, layer.site.name.c_str());
            QVERIFY2(layer.error.isolated.cosine > 0.4, layer.site.name.c_str());
            QVERIFY2(std::isfinite(layer.error.accumulated.mse), layer.site.name.c_str());
        }
        const int all = static_cast<int>(result.record.layers.size()) - 1;
        QCOMPARE(quantized, which == 1 ? all - 6 : which == 5 ? all - 1 : all);
    }

    void moreSamplesThanRowsIsSaid()
    {
        auto f = quickFlags();
        f.nsamples = 500;
        f.visualWRtn = true;
        const auto result = run(f);
        QCOMPARE(result.record.calibration.weightRows.size(), m_data.questions.size());
        bool said = false;
        for (const auto& text : result.record.warnings)
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
        auto flags = quickFlags();
        flags.quant = false;
        flags.rotateMode = random ? "random" : "hadamard";
        const auto recipe = recipeFromFlags(flags);
        const auto turned = transformModel(m_bundle->model, recipe, resolve(recipe, m_bundle->model.sites));
        const auto input =
            prepareQuestion(*m_bundle, m_data.questions[1], tilingFor(m_bundle->model.config, m_data.name));
        const auto image = m_bundle->generation.imageToken;
        const auto before = promptLogits(m_bundle->model, input, image, plainPass(m_bundle->model));
        const auto after = promptLogits(turned, input, image, plainPass(turned));
        const double moved = (before - after).abs().max().item<double>();
        QVERIFY2(moved < 1e-4 && moved > 0, std::to_string(moved).c_str());
    }

    void answersDoNotDependOnThreads()
    {
        const c10::InferenceMode inference;
        EvaluateOptions one, two;
        two.threads = 2;
        const auto a = evaluate(*m_bundle, m_bundle->model, m_data, one);
        const auto b = evaluate(*m_bundle, m_bundle->model, m_data, two);
        QCOMPARE(a.predictions.size(), m_data.questions.size());
        for (size_t i = 0; i < a.predictions.size(); ++i)
            QCOMPARE(a.predictions[i].text, b.predictions[i].text);
        QVERIFY(a.score.hits > 6);
    }

private:
    std::optional<Bundle> m_bundle;
    Dataset m_data;
};

QUANTSCOPE_TEST(TestPipeline)
#include "tst_pipeline.moc"
