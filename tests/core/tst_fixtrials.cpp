// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <set>

#include "diagnosis/diagnoserun.h"
#include "diagnosis/findinggroups.h"
#include "diagnosis/fixtrials.h"
#include "experiments/presets.h"
#include "messages/sentence.h"
#include "quant/overrides.h"
#include "reference.h"
#include "run/pipeline.h"
#include "run/stagekeys.h"
#include "smallmodel.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

Recipe quick(const char* preset)
{
    auto recipe = findPreset(preset)->make();
    recipe.calibration.weightSamples = 2;
    recipe.calibration.activationSamples = 2;
    recipe.calibration.newTokens = 2;
    recipe.calibration.errorSamples = 1;
    return recipe;
}

// What is wrong with these is what a kind of change sets right.
std::vector<Recipe> brokenRecipes()
{
    auto clipped = quick("dynamic-w8a8");
    clipped.llm.scheme.activationClipRatio = 0.5;
    clipped.llm.scheme.activationBits = 6;
    clipped.vision.scheme.activationPerTensor = true;
    auto twoBits = quick("w4a16-rtn");
    twoBits.llm.scheme.weightBits = 2;
    auto noSplit = quick("mquant-w8a8-w4a8");
    for (const Tower tower : allTowers())
        noSplit.tower(tower).scheme.rms = false;
    return {quick("naive-static-w8a8"), clipped, twoBits, noSplit};
}

// A small model, a run of it, and what trying changes needs.
struct Bench
{
    SmallModel files;
    LoadedModel loaded = loadModel(files.model(), at::kFloat, at::kCPU);
    Dataset calibration = loadDataset(files.calibration());
    Dataset data = loadDataset(files.data());
    ModelOutline outline = outlineOf(loaded.model);
    StageCache cache{"trials", std::make_shared<MemoryCache>(int64_t(1) << 28), nullptr};
    Recipe recipe;
    RunResult run;
    Diagnosis diagnosis;

    void make(const Recipe& wanted)
    {
        recipe = wanted;
        PipelineOptions options;
        options.threads = testThreads;
        options.profileInputs = true;
        options.cache = &cache;
        run = runPipeline(loaded, recipe, calibration, options);
        diagnosis = diagnoseRun({loaded, calibration, run.models.reference, run.models.model, run.record.layers,
                                 run.models.inputsAfter.get(), context(), testThreads});
    }

    CauseContext context() const
    {
        return {recipe, run.models.plan, outline};
    }

    std::vector<FixCandidate> candidates() const
    {
        return fixCandidates({context(), diagnosis, run.record.layers});
    }

    CheckedRun checked() const
    {
        return {loaded, run.models.reference, run.models.model, run.models.outputKey, context(), diagnosis};
    }

    FixTrialOptions options()
    {
        FixTrialOptions options;
        options.threads = testThreads;
        options.questions = 6;
        options.klQuestions = 2;
        options.answers =
            std::make_shared<StageCache>("answers", std::make_shared<MemoryCache>(int64_t(1) << 26), nullptr);
        options.makeModels = modelMaker(loaded, calibration, &cache, testThreads);
        return options;
    }
};

Finding finding(LayerIndex layer, const char* cause, double severity, const char* fix)
{
    Finding made;
    made.layer = layer;
    made.cause = cause;
    made.severity = severity;
    made.message = message("cause.dead_channels", {{"dead", layer}, {"channels", 64}});
    if (fix) {
        RecipeEdit edit;
        edit.match.name = "layer " + std::to_string(layer);
        edit.field = "activation_bits";
        edit.value = 8;
        made.fix = Fix{message(fix), {edit}};
    }
    return made;
}

std::vector<std::string> kindsOf(const std::vector<FixCandidate>& candidates)
{
    std::vector<std::string> kinds;
    for (const auto& candidate : candidates)
        kinds.push_back(candidate.kind);
    return kinds;
}

}

class TestFixTrials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameCausesWithTheSameFixAreOneGroup()
    {
        Diagnosis diagnosis;
        diagnosis.findings = {
            finding(4, "wide_range", 0.5, "fix.input_8_bits"), finding(2, "dead_channels", 0.4, nullptr),
            finding(1, "wide_range", 0.3, "fix.input_8_bits"), finding(1, "wide_range", 0.2, "fix.percentile"),
            finding(3, "dead_channels", 0.6, nullptr)};
        const auto groups = groupFindings(diagnosis);
        QCOMPARE(groups.size(), size_t(3));
        QCOMPARE(groups[0].findings, (std::vector<size_t>{0, 2}));
        QCOMPARE(groups[0].fix->edits.size(), size_t(2));
        QCOMPARE(englishText(groups[0].fix->message),
                 std::string("give this layer's inputs 8 bits (the same for 2 layers)"));
        QCOMPARE(groups[1].findings, (std::vector<size_t>{1, 4}));
        QVERIFY(!groups[1].fix);
        QCOMPARE(groups[1].severity, 0.6);
        QCOMPARE(groups[2].findings, (std::vector<size_t>{3}));
        QCOMPARE(englishText(groups[2].fix->message), englishText(message("fix.percentile")));
    }

    // Over a few broken recipes every row of the table has something to say, and all that it says can run.
    void candidatesCanRunAndDiffer()
    {
        const c10::InferenceMode inference;
        Bench bench;
        std::set<std::string> kinds;
        for (const auto& recipe : brokenRecipes()) {
            bench.make(recipe);
            const auto candidates = bench.candidates();
            QVERIFY(candidates.size() > 5);
            std::set<std::string> results{stageKeys(bench.run.models.plan).activations};
            auto before = FixCost::Ranges;
            for (const auto& candidate : candidates) {
                kinds.insert(candidate.kind);
                const auto what = englishText(candidate.fix.message);
                const auto fixed = applyFix(recipe, candidate.fix);
                const auto plan = resolve(fixed, bench.outline.layers);
                for (const auto& issue : validate(fixed, plan, bench.outline))
                    QVERIFY2(issue.severity != Severity::Error, what.c_str());
                QVERIFY2(results.insert(stageKeys(plan).activations).second, what.c_str());
                QVERIFY2(candidate.cost >= before, what.c_str());
                before = candidate.cost;
            }
        }
        for (const auto& kind : fixKinds())
            if (kind.id != "causes") // may come to the same as another row
                QVERIFY2(kinds.count(std::string(kind.id)) > 0, std::string(kind.id).c_str());
    }

    // Who has set a layer by hand is not left out.
    void aChangeReachesLayersWithOverrides()
    {
        const c10::InferenceMode inference;
        Bench bench;
        auto recipe = quick("naive-static-w8a8");
        const auto& layer = bench.loaded.model.layers.back();
        const auto quantized = std::find_if(bench.loaded.model.layers.begin(), bench.loaded.model.layers.end(),
                                            [](const Layer& each) { return each.role == Role::MlpDown; });
        QVERIFY(quantized != bench.loaded.model.layers.end() && layer.role == Role::Head);
        setOverride(recipe, layerMatch(*quantized), "observer", "ema");
        bench.make(recipe);
        const auto candidates = bench.candidates();
        const auto percentile = std::find_if(candidates.begin(), candidates.end(), [](const FixCandidate& each) {
            return englishText(each.fix.message) == "observer: percentile";
        });
        QVERIFY(percentile != candidates.end());
        const auto schemes = resolve(applyFix(recipe, percentile->fix), bench.outline.layers).schemes;
        for (const auto& scheme : schemes)
            QVERIFY(!scheme.quantizesActivation() || scheme.observer == "percentile");
    }

    void trialsAreRankedKeptAndStopped()
    {
        const c10::InferenceMode inference;
        Bench bench;
        auto recipe = quick("naive-static-w8a8");
        recipe.llm.scheme.activationBits = 4;
        recipe.llm.scheme.weightBits = 2;
        bench.make(recipe);
        auto options = bench.options();
        size_t told = 0;
        options.updated = [&](const FixTrials&) { ++told; };
        const auto trials = tryFixes(bench.checked(), bench.run.record.layers, bench.data, options);
        const auto count = bench.candidates().size();
        QVERIFY(!trials.lossless && trials.klNats > 0 && trials.waiting == 0);
        QVERIFY(trials.tried.size() > count); // with pairs
        QCOMPARE(told, trials.tried.size() + 1);
        QCOMPARE(trials.questions, int64_t(6));
        double before = 0;
        for (const auto& tried : trials.tried) {
            QVERIFY2(tried.problem.empty(), tried.problem.c_str());
            QVERIFY(tried.klNats >= before);
            before = tried.klNats;
            QCOMPARE(tried.questions > 0, tried.klNats < trials.klNats);
        }
        QVERIFY(trials.tried.front().klNats < trials.klNats / 2);
        // The best pair is at least as good as the better of the two.
        const auto kinds = [&] {
            std::vector<FixCandidate> all;
            for (const auto& tried : trials.tried)
                all.push_back(tried.candidate);
            return kindsOf(all);
        }();
        QVERIFY(std::count(kinds.begin(), kinds.end(), "pair") >= 1);
        // A second time nothing is made, and the same comes out.
        options.makeModels = [](const Recipe&, const Progress&) -> RunModels { throw Error("made again"); };
        const auto again = tryFixes(bench.checked(), bench.run.record.layers, bench.data, options);
        QCOMPARE(fixTrialsToJson(again).dump(), fixTrialsToJson(trials).dump());
        Progress progress;
        progress.cancelled = [] { return true; };
        QVERIFY_THROWS_EXCEPTION(Cancelled,
                                 tryFixes(bench.checked(), bench.run.record.layers, bench.data, options, progress));
    }

    // The divergence is measured as what it is: the tried model's own, by hand.
    void aChangeIsMeasuredAsARunWouldBe()
    {
        const c10::InferenceMode inference;
        Bench bench;
        bench.make(quick("naive-static-w8a8"));
        auto options = bench.options();
        const auto trials = tryFixes(bench.checked(), bench.run.record.layers, bench.data, options);
        const auto tried = std::find_if(trials.tried.begin(), trials.tried.end(),
                                        [](const TriedFix& each) { return each.candidate.kind == "rotation"; });
        QVERIFY(tried != trials.tried.end());
        const auto wanted = applyFix(bench.recipe, tried->candidate.fix);
        Bench other;
        other.make(wanted);
        const auto run = other.checked();
        const auto fresh = other.options();
        CheckMeter meter(run, other.data, fresh, {});
        const auto measured = meter.measure(other.run.models.model, {"by hand"}, {});
        QCOMPARE(measured.klNats, tried->klNats);
        if (tried->questions > 0)
            QCOMPARE(measured.correct, tried->correct);
    }

    void whatFailsSaysWhyAndTheOthersGoOn()
    {
        const c10::InferenceMode inference;
        Bench bench;
        bench.make(quick("naive-static-w8a8"));
        auto options = bench.options();
        const auto maker = options.makeModels;
        options.makeModels = [&](const Recipe& recipe, const Progress& progress) {
            if (recipe.llm.rotate)
                throw Error("no rotation today");
            return maker(recipe, progress);
        };
        const auto trials = tryFixes(bench.checked(), bench.run.record.layers, bench.data, options);
        QVERIFY(trials.tried.size() > 3);
        QCOMPARE(trials.tried.back().problem, std::string("no rotation today"));
        QVERIFY(trials.tried.front().problem.empty());
        QVERIFY(fixTrialsToJson(trials).dump().find("no rotation today") != std::string::npos);
        options.makeModels = nullptr;
        QVERIFY_THROWS_EXCEPTION(Error, tryFixes(bench.checked(), bench.run.record.layers, bench.data, options));
    }

    void aRunWithoutLossIsLeftAlone()
    {
        const c10::InferenceMode inference;
        Bench bench;
        Recipe recipe;
        recipe.calibration.errorSamples = 1;
        bench.make(recipe);
        const auto options = bench.options();
        const auto trials = tryFixes(bench.checked(), bench.run.record.layers, bench.data, options);
        QVERIFY(trials.lossless && trials.tried.empty());
    }
};

QUANTSCOPE_TEST(TestFixTrials)
#include "tst_fixtrials.moc"
