// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include "answering/answercache.h"
#include "experiments/presets.h"
#include "messages/sentence.h"
#include "quant/overrides.h"
#include "quant/stagecodec.h"
#include "run/caches.h"
#include "run/pipeline.h"
#include "run/stagekeys.h"
#include "smallmodel.h"
#include "subset/questionsubset.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

Recipe quickRecipe()
{
    auto recipe = findPreset("mquant-w4a8-w4a8")->make();
    recipe.calibration.weightSamples = 2;
    recipe.calibration.activationSamples = 2;
    recipe.calibration.newTokens = 2;
    recipe.calibration.errorSamples = 1;
    return recipe;
}

// One random change of one setting, anywhere.
Recipe changed(Recipe recipe, const std::vector<Layer>& layers, QRandomGenerator& random)
{
    auto& tower = recipe.tower(allTowers()[size_t(random.bounded(3))]);
    const auto& layer = layers[size_t(random.bounded(int(layers.size()) - 1))];
    switch (random.bounded(11)) {
    case 0: tower.scheme.weightBits = 3 + random.bounded(6); break;
    case 1: tower.scheme.activationBits = 4 + random.bounded(5); break;
    case 2:
        tower.scheme.observer =
            std::vector<std::string>{"minmax", "percentile", "ema", "omse"}[size_t(random.bounded(4))];
        break;
    case 3: setOverride(recipe, layerMatch(layer), "weight_bits", 3 + random.bounded(6)); break;
    case 4: tower.scheme.weightMethod = tower.scheme.weightMethod == "rtn" ? "gptq" : "rtn"; break;
    case 5: tower.scheme.activationClipRatio = 0.5 + random.bounded(5) / 10.0; break;
    case 6: recipe.llm.scheme.msq = !recipe.llm.scheme.msq; break;
    case 7: recipe.llm.aifs = !recipe.llm.aifs; break;
    case 8:
        tower.scheme.rmsChannel = random.bounded(3) - 1;
        tower.scheme.rmsBits = tower.scheme.rmsBits == 16 ? 6 : 16;
        break;
    case 9: recipe.onlineHadamardSigns = !recipe.onlineHadamardSigns; break;
    default: recipe.seed = 40 + uint32_t(random.bounded(2));
    }
    return recipe;
}

void compareRuns(const RunResult& a, const RunResult& b)
{
    for (size_t i = 0; i < a.models.model.linears.size(); ++i) {
        QVERIFY(at::equal(a.models.model.linears[i].weight, b.models.model.linears[i].weight));
        QCOMPARE(a.models.model.linears[i].input.grid.scale, b.models.model.linears[i].input.grid.scale);
        QCOMPARE(a.models.model.linears[i].input.grid.zero, b.models.model.linears[i].input.grid.zero);
        const auto &one = a.record.layers[i].imageGrid, &other = b.record.layers[i].imageGrid;
        QCOMPARE(one.has_value(), other.has_value());
        QVERIFY(!one || one->scale == other->scale);
        QCOMPARE(a.models.model.linears[i].rmsInput.grid.scale, b.models.model.linears[i].rmsInput.grid.scale);
        QCOMPARE(a.record.layers[i].rmsChannel, b.record.layers[i].rmsChannel);
        QCOMPARE(a.record.layers[i].error.accumulated.sqnrDb, b.record.layers[i].error.accumulated.sqnrDb);
        QCOMPARE(a.record.layers[i].error.isolated.mse, b.record.layers[i].error.isolated.mse);
        QCOMPARE(a.record.layers[i].weight.weightSqnrDb, b.record.layers[i].weight.weightSqnrDb);
        QCOMPARE(a.record.layers[i].weight.hessianLoss, b.record.layers[i].weight.hessianLoss);
    }
}

}

class TestStageCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_loaded.emplace(loadModel(m_files.model(), at::kFloat, at::kCPU));
        m_data = loadDataset(m_files.calibration());
        m_data.questions.resize(6);
    }

    RunResult run(const Recipe& recipe, StageCache* cache, PipelineOptions options = {}, const Progress& progress = {})
    {
        const c10::InferenceMode inference;
        options.threads = 1;
        options.cache = cache;
        return runPipeline(*m_loaded, recipe, m_data, options, progress);
    }

    static std::shared_ptr<StageCache> cacheIn(const QString& folder, std::vector<std::string>* reports = nullptr)
    {
        const auto report = [reports](const std::string& text) {
            if (reports)
                reports->push_back(text);
        };
        return std::make_shared<StageCache>("test", std::make_shared<MemoryCache>(int64_t(1) << 30),
                                            std::make_shared<Store>(StoreOptions{folder.toStdString()}, report));
    }

    // The same without a cache; once for each recipe.
    const RunResult& cold(const Recipe& recipe)
    {
        const auto key = recipeToJson(recipe).dump();
        const auto known = m_cold.find(key);
        return known != m_cold.end() ? known->second : m_cold.emplace(key, run(recipe, nullptr)).first->second;
    }

    // A cache in `folder` that already holds the results of quickRecipe(), which are made once.
    std::shared_ptr<StageCache> warmCache(const QTemporaryDir& folder)
    {
        if (m_warm.isEmpty()) {
            m_warm = m_warmFolder.path();
            run(quickRecipe(), cacheIn(m_warm).get());
        }
        std::filesystem::copy(m_warm.toStdString(), folder.path().toStdString(),
                              std::filesystem::copy_options::recursive);
        return cacheIn(folder.path());
    }

    // With memory and with disk alone (a cache of its own for every run, over the same folder).
    void cachedEqualsColdOverRandomRecipes()
    {
        QTemporaryDir folder;
        const auto shared = cacheIn(folder.path());
        QRandomGenerator random(7);
        auto recipe = quickRecipe();
        size_t reused = 0;
        for (int i = 0; i < 12; ++i) {
            const auto warm = run(recipe, i % 2 ? shared.get() : cacheIn(folder.path()).get());
            compareRuns(warm, cold(recipe));
            reused += warm.record.reused.size();
            recipe = changed(recipe, m_loaded->model.layers, random);
        }
        QVERIFY(reused > 0);
    }

    void aChangeInABlockRedoesItAndWhatFollows()
    {
        QTemporaryDir folder;
        const auto cache = warmCache(folder);
        auto recipe = quickRecipe();
        run(recipe, cache.get());
        setOverride(recipe, blockMatch(Tower::Llm, 3), "weight_bits", 5);
        const auto before = cache->store()->statistics().saved;
        const auto again = run(recipe, cache.get());
        // Blocks 3, 4 and 5 of seven layers each, then statistics and errors.
        QCOMPARE(cache->store()->statistics().saved - before, int64_t(3 * 7 + 2));
        compareRuns(again, cold(recipe));
    }

    void aStoppedRunGoesOn()
    {
        QTemporaryDir folder;
        int layers = 0;
        PipelineOptions options;
        options.weightDone = [&](LayerIndex, const WeightOutcome&) { ++layers; };
        Progress progress;
        progress.cancelled = [&] { return layers >= 20; };
        QVERIFY_EXCEPTION_THROWN(run(quickRecipe(), cacheIn(folder.path()).get(), options, progress), Cancelled);
        const auto cache = cacheIn(folder.path());
        const auto whole = run(quickRecipe(), cache.get());
        QVERIFY(cache->store()->statistics().correct >= 20);
        compareRuns(whole, cold(quickRecipe()));
    }

    void aDamagedEntryIsMadeAgain()
    {
        QTemporaryDir folder;
        const auto first = run(quickRecipe(), warmCache(folder).get());
        int damaged = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path().toStdString()))
            if (entry.path().extension() == ".qsc" && ++damaged % 3 == 0) {
                QFile file(QString::fromStdString(entry.path().string()));
                QVERIFY(file.open(QIODevice::ReadWrite));
                file.seek(file.size() - 9);
                file.write("x");
            }
        QVERIFY(damaged > 10);
        std::vector<std::string> reports;
        compareRuns(run(quickRecipe(), cacheIn(folder.path(), &reports).get()), first);
        QVERIFY(!reports.empty());
    }

    // Earlier versions kept sentences.
    void fallbacksComeBackFromAnEntry()
    {
        CachedLayer layer;
        layer.weight.bits = 4;
        layer.weight.codes = at::zeros({2, 3}, codeType(layer.weight.symmetric));
        layer.weight.scale = layer.weight.zero = at::zeros({2, 1}, at::kFloat);
        layer.outcome.fallbacks = {message("fallback.damping_raised", {{"damping", 0.01, NumberFormat::Precise}})};
        auto entry = encode(layer);
        CachedLayer same, old, broken;
        decode(entry, same);
        QVERIFY(same.outcome.fallbacks == layer.outcome.fallbacks);
        entry.meta["fallbacks"] = nlohmann::json::array({"the Hessian was at fault"});
        decode(entry, old);
        QCOMPARE(englishText(old.outcome.fallbacks.at(0)), std::string("the Hessian was at fault"));
        entry.meta["fallbacks"] = 3;
        QVERIFY_THROWS_EXCEPTION(Error, decode(entry, broken));
    }

    void activationSettingsNeedNoPass()
    {
        QTemporaryDir folder;
        const auto cache = warmCache(folder);
        auto recipe = quickRecipe();
        run(recipe, cache.get());
        for (const char* observer : {"percentile", "ema", "omse", "minmax"}) {
            recipe.llm.scheme.observer = observer;
            recipe.llm.scheme.activationBits = 6;
            const auto again = run(recipe, cache.get());
            for (const auto& timing : again.record.timings)
                QVERIFY2(timing.stage == Stage::SetActivationScales || timing.stage == Stage::MeasureLayerErrors,
                         stageId(timing.stage).data());
            if (recipe.llm.scheme.observer == "percentile" || recipe.llm.scheme.observer == "omse")
                compareRuns(again, cold(recipe));
        }
    }

    // Modality scales come from what calibration has seen; switching is a pass of the decoder and rounds no weight
    // again.
    void modalitiesNeedNoPassAndSwitchingNoWeights()
    {
        QTemporaryDir folder;
        const auto cache = warmCache(folder);
        auto recipe = quickRecipe();
        const auto first = run(recipe, cache.get());
        recipe.llm.scheme.msq = true;
        const auto apart = run(recipe, cache.get());
        for (const auto& timing : apart.record.timings)
            QVERIFY2(timing.stage == Stage::SetActivationScales || timing.stage == Stage::MeasureLayerErrors,
                     stageId(timing.stage).data());
        compareRuns(apart, cold(recipe));
        recipe.llm.aifs = true;
        const auto switched = run(recipe, cache.get());
        for (const auto& timing : switched.record.timings)
            QVERIFY2(timing.stage != Stage::Transform && timing.stage != Stage::QuantizeWeights,
                     stageId(timing.stage).data());
        QVERIFY(!switched.record.timings.empty());
        compareRuns(switched, cold(recipe));
        QCOMPARE(switched.models.visionKey, first.models.visionKey);
        QVERIFY(first.models.outputKey != apart.models.outputKey &&
                apart.models.outputKey != switched.models.outputKey);
    }

    // Another setting with the same outcome: the layers are rounded again, nothing behind them is done again.
    void anEqualResultWakesNothing()
    {
        QTemporaryDir folder;
        const auto cache = warmCache(folder);
        auto recipe = quickRecipe();
        const auto first = run(recipe, cache.get());
        recipe.vision.scheme.percdamp *= 1 + 1e-12;
        recipe.projector.scheme.percdamp *= 1 + 1e-12;
        recipe.llm.scheme.percdamp *= 1 + 1e-12;
        const auto again = run(recipe, cache.get());
        QCOMPARE(again.models.outputKey, first.models.outputKey);
        QCOMPARE(again.record.timings.size(), size_t(1));
        QCOMPARE(again.record.timings.front().stage, Stage::QuantizeWeights);
        recipe.llm.scheme.weightBits = 5;
        QVERIFY(run(recipe, cache.get()).models.outputKey != first.models.outputKey);
    }

    // GPTQ reads what the layers before have made, not how: one layer that ends in the same codes wakes no other.
    void anEqualLayerWakesNoOther()
    {
        QTemporaryDir folder;
        const auto cache = cacheIn(folder.path());
        auto recipe = quickRecipe();
        int known = 0;
        PipelineOptions options;
        const auto& layers = m_loaded->model.layers;
        const auto planned = [&] {
            const auto plan = resolve(recipe, layers);
            return std::count_if(plan.schemes.begin(), plan.schemes.end(),
                                 [](const Scheme& s) { return s.quantizesWeight(); });
        };
        options.weightDone = [&](LayerIndex, const WeightOutcome&) { ++known; };
        run(recipe, cache.get(), options);
        QVERIFY(cache->store()->statistics().saved >= planned());
        QCOMPARE(known, int(planned()));
        for (const auto* part : {"vision_model.encoder.layers.1.", "language_model.model.layers.2."}) {
            const auto layer = std::find_if(layers.begin(), layers.end(),
                                            [&](const Layer& s) { return s.name.find(part) != std::string::npos; });
            QVERIFY(layer != layers.end());
            const auto before = cache->store()->statistics().saved;
            setOverride(recipe, layerMatch(*layer), "percdamp", 0.01 * (1 + 1e-12));
            known = 0;
            const auto again = run(recipe, cache.get(), options);
            QCOMPARE(cache->store()->statistics().saved - before, int64_t(1));
            QCOMPARE(known, int(planned()));
            compareRuns(again, cold(recipe));
        }
    }

    // Another language model behind the same vision tower: only the decoder runs again.
    void anotherLanguageModelKeepsTheVisionTower()
    {
        QTemporaryDir folder;
        const auto cache = cacheIn(folder.path());
        auto recipe = quickRecipe();
        int vision = 0, decoder = 0;
        Progress progress;
        progress.report = [&](double, std::string_view what) {
            vision += what.find("of the vision tower") != std::string_view::npos;
            decoder += what == "calibrate activations" || what == "measure layer errors";
        };
        run(recipe, cache.get(), {}, progress);
        QVERIFY(vision > 0);
        recipe.llm.scheme.weightBits = 3;
        vision = decoder = 0;
        int errors = 0;
        PipelineOptions options;
        options.errorDone = [&](LayerIndex, const LayerError&) { ++errors; };
        const auto again = run(recipe, cache.get(), options, progress);
        QCOMPARE(vision, 0);
        QVERIFY(decoder > 0);
        QCOMPARE(errors, int(m_loaded->model.layers.size()));
        const auto& other = cold(recipe);
        compareRuns(again, other);
        QCOMPARE(again.models.visionKey, other.models.visionKey);
        recipe.vision.scheme.weightBits = 5;
        QVERIFY(run(recipe, cache.get(), {}, progress).models.visionKey != other.models.visionKey);
        QVERIFY(vision > 0);
    }

    void answersFromKeptVisualTokensAreTheSame()
    {
        const c10::InferenceMode inference;
        QTemporaryDir folder;
        auto questions = loadDataset(m_files.data());
        questions.questions.resize(30);
        questions.questions[3].images.clear();
        const auto cache = cacheIn(folder.path());
        const auto ask = [&](bool keep, int64_t limit) {
            EvaluateOptions options;
            options.threads = 2;
            std::atomic<int64_t> kept = 0;
            if (keep) {
                keepVisualTokens(options, cache, "tower", limit);
                options.visualDone = [&, done = options.visualDone](std::span<const size_t> rows,
                                                                    const at::Tensor& tokens) {
                    ++kept;
                    done(rows, tokens);
                };
            }
            const auto evaluation = evaluate(*m_loaded, m_loaded->model, questions, options);
            QString all;
            for (const auto& prediction : evaluation.predictions)
                all += QString::fromStdString(prediction.text) + '\n';
            return std::pair(all, kept.load());
        };
        const auto plain = ask(false, 0).first;
        const auto none = ask(true, 1);
        QCOMPARE(none.first, plain);
        QVERIFY(none.second > 0);
        QCOMPARE(ask(true, 1 << 30), none); // nothing was kept for want of room
        const auto cached = ask(true, 1 << 30);
        QCOMPARE(cached.second, int64_t(0));
        QCOMPARE(cached.first, plain);
    }

    void answersAreKeptAsTheyCome()
    {
        const c10::InferenceMode inference;
        QTemporaryDir folder;
        auto questions = loadDataset(m_files.data());
        questions.questions.resize(60);
        EvaluateOptions options;
        options.threads = 2;
        int fresh = 0, known = 0;
        options.batchDone = [&](const std::vector<Prediction>&, bool cached) { ++(cached ? known : fresh); };
        const auto ask = [&](const Progress& progress) {
            auto own = options;
            keepAnswers(own, cacheIn(folder.path()), "float");
            return evaluate(*m_loaded, m_loaded->model, questions, own, progress);
        };
        Progress stopping;
        stopping.cancelled = [&] { return fresh >= 2; };
        QVERIFY_EXCEPTION_THROWN(ask(stopping), Cancelled);
        const int done = fresh;
        fresh = 0;
        const auto first = ask({});
        QVERIFY(known >= done);
        fresh = known = 0;
        const auto second = ask({});
        QCOMPARE(fresh, 0);
        for (size_t i = 0; i < 60; ++i)
            QCOMPARE(second.predictions[i].text, first.predictions[i].text);
        QCOMPARE(second.score.correct, first.score.correct);
    }

    // Rows 0 to 29 of 60, then a stratified subset, then all: no question is answered twice.
    void otherSubsetsReuseAnswers()
    {
        const c10::InferenceMode inference;
        QTemporaryDir folder;
        auto questions = loadDataset(m_files.data());
        questions.questions.resize(60);
        std::multiset<size_t> fresh;
        const auto ask = [&](const QuestionSubset& subset) {
            EvaluateOptions options;
            options.threads = 2;
            options.rows = rowsOf(subset, questions);
            options.batchDone = [&](const std::vector<Prediction>& batch, bool cached) {
                for (const auto& prediction : batch)
                    if (!cached)
                        fresh.insert(prediction.row);
            };
            keepAnswers(options, cacheIn(folder.path()), "float");
            return evaluate(*m_loaded, m_loaded->model, questions, options);
        };
        ask(firstQuestions(30));
        QCOMPARE(fresh.size(), size_t(30));
        const auto rows = rowsOf(stratifiedQuestions(25), questions);
        const auto known = std::count_if(rows.begin(), rows.end(), [](size_t row) { return row < 30; });
        QVERIFY(known > 0 && known < 25);
        QCOMPARE(ask(stratifiedQuestions(25)).predictions.size(), size_t(25));
        QCOMPARE(fresh.size(), size_t(55 - known));
        const auto all = ask({});
        QCOMPARE(fresh.size(), size_t(60));
        QCOMPARE(std::set<size_t>(fresh.begin(), fresh.end()).size(), size_t(60));
        const auto plain = evaluate(*m_loaded, m_loaded->model, questions, {});
        for (size_t row = 0; row < 60; ++row)
            QCOMPARE(all.predictions[row].text, plain.predictions[row].text);
    }

    void cachesTellTheirFilesApart()
    {
        QTemporaryDir folder;
        const auto data = loadDataset(m_files.data()), calibration = loadDataset(m_files.calibration());
        const auto open = [&](const Dataset& c, const Dataset& b) {
            return openCaches({folder.path().toStdString()}, *m_loaded, c, b, {});
        };
        const auto a = open(calibration, data), b = open(data, data), c = open(calibration, calibration);
        QVERIFY(a.stages->basis() != b.stages->basis());
        QCOMPARE(a.floatAnswers->basis(), b.floatAnswers->basis());
        QCOMPARE(a.stages->basis(), c.stages->basis());
        QVERIFY(a.answers->basis() != c.answers->basis());
        QCOMPARE(a.answers->basis(), open(calibration, data).answers->basis());
        auto cutOtherwise = calibration;
        cutOtherwise.benchmark = &defaultBenchmark();
        QVERIFY(open(cutOtherwise, data).stages->basis() != a.stages->basis());
    }

private:
    SmallModel m_files;
    std::optional<LoadedModel> m_loaded;
    Dataset m_data;
    std::map<std::string, RunResult> m_cold; // by recipe
    QTemporaryDir m_warmFolder;
    QString m_warm; // empty until it is filled
};

QUANTSCOPE_TEST(TestStageCache)
#include "tst_stagecache.moc"
