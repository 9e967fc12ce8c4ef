// SPDX-License-Identifier: GPL-3.0-or-later
// What the protocols mean. The values of each finding are those that MQuant's released code has, read there and
// computed by hand.
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include "answering/answercache.h"
#include "answering/questions.h"
#include "base/error.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "messages/sentence.h"
#include "mquant/mquantoptions.h"
#include "quant/protocol.h"
#include "quant/statistics.h"
#include "record/recordjson.h"
#include "record/report.h"
#include "reference.h"
#include "run/protocolfacts.h"
#include "run/protocolworkspace.h"
#include "run/stagekeys.h"
#include "tasks/chosenmetric.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

Recipe publishedUnder(Protocol protocol)
{
    auto recipe = publishedRecipe();
    recipe.protocol = protocol;
    return recipe;
}

QStringList codesOf(const std::vector<Message>& messages)
{
    QStringList codes;
    for (const auto& m : messages)
        codes << QString::fromStdString((m.tower.empty() ? "" : m.tower + " ") + m.code);
    return codes;
}

// The scale that a layer of the scheme gets for inputs between two values.
StaticGrid staticGrid(const Scheme& scheme, float low, float high)
{
    Observer observer(observerInfo(scheme.observer).kind, scheme.activationBits, scheme.activationSymmetric);
    observer.observe(BatchRange{low, high, low, high}, at::kFloat);
    return clippedGrid(observer.grid(), scheme.activationClipRatio);
}

std::vector<Layer> someLayers()
{
    Layer down;
    down.name = "llm.0.down";
    down.tower = Tower::Llm;
    down.role = Role::MlpDown;
    down.block = 0;
    down.in = down.out = 64;
    auto up = down;
    up.name = "llm.0.up";
    up.role = Role::MlpUp;
    return {down, up};
}

}

class TestProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exactChangesNothing()
    {
        for (const auto& preset : presets()) {
            const auto recipe = preset.make();
            QCOMPARE(recipe.protocol, Protocol::Exact);
            QVERIFY2(underProtocol(recipe) == recipe, std::string(preset.id).c_str());
            QVERIFY(protocolChanges(recipe).empty());
        }
    }

    void twiceIsAsGoodAsOnce()
    {
        for (const auto protocol : {Protocol::MQuant, Protocol::Published})
            for (const auto& preset : presets()) {
                auto recipe = preset.make();
                recipe.protocol = protocol;
                const auto once = underProtocol(recipe);
                QVERIFY2(underProtocol(once) == once, std::string(preset.id).c_str());
                QVERIFY(protocolChanges(once).empty());
            }
    }

    void filesNameTheProtocol()
    {
        const auto plain = recipeToJson(publishedRecipe());
        QVERIFY(!plain.contains("protocol"));
        QVERIFY(!plain.at("calibration").contains("last_new_tokens"));
        auto recipe = publishedUnder(Protocol::Published);
        recipe.calibration.lastNewTokens = 7;
        const auto json = recipeToJson(recipe);
        QCOMPARE(QString::fromStdString(json.at("protocol")), QString("published"));
        QVERIFY(recipeFromJson(json, "r") == recipe);
        auto wrong = json;
        wrong["protocol"] = "fast";
        try {
            recipeFromJson(wrong, "r.json");
            QFAIL("no error");
        } catch (const Error& problem) {
            QCOMPARE(QString(problem.what()),
                     QString("r.json: field 'protocol': expected exact, mquant or published, found fast"));
        }
    }

    // F1: --quant with the parts and no widths means 4 and 8 bits.
    void bitsHaveMQuantsDefaults()
    {
        for (const char* protocol : {"exact", "mquant", "published"}) {
            MQuantOptions options;
            options.protocol = protocol;
            options.quant = options.quantLlm = options.quantVisualClip = options.quantCrossAttention = true;
            const auto recipe = recipeFromOptions(options);
            for (const Tower tower : allTowers()) {
                QCOMPARE(recipe.tower(tower).scheme.weightBits, 4);
                QCOMPARE(recipe.tower(tower).scheme.activationBits, 8);
            }
            options.quantVisualClip = options.quantCrossAttention = false;
            QCOMPARE(recipeFromOptions(options).vision.scheme.weightBits, 16);
        }
    }

    // F2: norms are folded without --rotate too.
    void normsAreFoldedWithoutRotation()
    {
        MQuantOptions options;
        options.quant = options.quantLlm = true;
        QVERIFY(!recipeFromOptions(options).llm.fuseNorms);
        options.protocol = "mquant";
        const auto folded = recipeFromOptions(options);
        QVERIFY(folded.vision.fuseNorms && folded.projector.fuseNorms && folded.llm.fuseNorms);
        QVERIFY(!folded.llm.rotate);
        options.noFuseLlm = true;
        const auto partly = recipeFromOptions(options);
        QVERIFY(partly.vision.fuseNorms && partly.projector.fuseNorms && !partly.llm.fuseNorms);
        options.notFuseLayerNorms = true;
        QVERIFY(!recipeFromOptions(options).vision.fuseNorms);
    }

    // F3, F4: of the published command.
    void publishedCommandUnderMQuant()
    {
        QVERIFY(publishedRecipe().projector.onlineHadamard);
        for (const auto protocol : {Protocol::MQuant, Protocol::Published}) {
            const auto recipe = underProtocol(publishedUnder(protocol));
            QVERIFY(!recipe.projector.onlineHadamard);
            QVERIFY(recipe.vision.onlineHadamard && recipe.llm.onlineHadamard && recipe.vision.scheme.rms);
            QCOMPARE(recipe.normFusion, NormFusion::MQuant);
            QCOMPARE(codesOf(protocolChanges(publishedUnder(protocol))),
                     QStringList(
                         {"protocol.norm_fusion", "projector protocol.projector_hadamard", "protocol.whole_answers"}));
        }
    }

    // F5: the last sample too.
    void calibrationSeesWholeAnswers()
    {
        const auto recipe = underProtocol(publishedUnder(Protocol::MQuant));
        QCOMPARE(recipe.calibration.newTokens, int64_t(1024));
        QCOMPARE(recipe.calibration.lastNewTokens, int64_t(1024));
        QCOMPARE(publishedRecipe().calibration.newTokens, int64_t(20));
        QCOMPARE(publishedRecipe().calibration.lastNewTokens, int64_t(1));
    }

    // The first two questions of the demo's benchmark have answers of 6 and 10 tokens. A decoder layer sees the prompt
    // and one step for each token; the last step gives the end token.
    void observersSeeEveryStep()
    {
        const c10::InferenceMode inference;
        const auto loaded = loadModel(demoFiles().model, at::kFloat, at::kCPU);
        const auto data = loadDataset(demoFiles().data);
        const auto samples = prepareQuestions(loaded, data, std::vector<size_t>{0, 1}, testThreads);
        const auto batches = [&](const CalibrationRecipe& calibration) {
            CalibrateOptions options;
            options.threads = testThreads;
            options.generation = loaded.generation;
            options.newTokens = calibration.newTokens;
            options.lastNewTokens = calibration.lastNewTokens;
            const auto seen = collectStatistics(loaded.model, samples, options);
            for (size_t i = 0; i < loaded.model.layers.size(); ++i)
                if (loaded.model.layers[i].role == Role::MlpDown && loaded.model.layers[i].tower == Tower::Llm)
                    return seen[i].batches.size();
            return size_t(0);
        };
        QCOMPARE(batches(underProtocol(publishedUnder(Protocol::MQuant)).calibration), size_t(1 + 6 + 1 + 10));
        QCOMPARE(batches(publishedRecipe().calibration), size_t(1 + 6 + 1));
        CalibrationRecipe three;
        three.newTokens = 3;
        QCOMPARE(batches(three), size_t(1 + 2 + 1));
    }

    // F6
    void perTensorIsForAllParts()
    {
        MQuantOptions options;
        options.protocol = "mquant";
        options.actPerTensor = true;
        const auto asked = recipeFromOptions(options);
        QVERIFY(!asked.vision.scheme.activationPerTensor);
        const auto recipe = underProtocol(asked);
        QVERIFY(recipe.vision.scheme.activationPerTensor && recipe.projector.scheme.activationPerTensor);
    }

    // F7: [0, 6] has the scale 6/127 without a zero point; F8: the clip ratio 0.9 leaves a maximum of 12.7 at 0.1.
    void staticRangesAreSymmetricAndUnclipped()
    {
        Recipe recipe;
        auto& scheme = recipe.llm.scheme;
        scheme.activationBits = 8;
        scheme.activationStatic = true;
        scheme.activationSymmetric = false;
        QCOMPARE(staticGrid(scheme, 0, 6).scale, 6.0F / 255);
        recipe.protocol = Protocol::MQuant;
        const auto symmetric = staticGrid(underProtocol(recipe).llm.scheme, 0, 6);
        QCOMPARE(symmetric.scale, 6.0F / 127);
        QCOMPARE(symmetric.zero, decltype(symmetric.zero)(0));
        scheme.activationSymmetric = true;
        scheme.activationClipRatio = 0.9;
        QVERIFY(std::abs(staticGrid(scheme, -12.7F, 12.7F).scale - 0.09F) < 1e-6F);
        QVERIFY(std::abs(staticGrid(underProtocol(recipe).llm.scheme, -12.7F, 12.7F).scale - 0.1F) < 1e-6F);
        // Dynamic ranges keep both.
        scheme.activationStatic = scheme.activationSymmetric = false;
        QVERIFY(underProtocol(recipe).llm.scheme == scheme);
    }

    // F9
    void onlineHadamardsNeedTheRotationOfTheirPart()
    {
        MQuantOptions options;
        options.quant = options.onlineLlmHadamard = options.onlineVisualHadamard = options.rotate = true;
        options.rotateVisualClip = options.quantLlm = options.llmSplit = options.visualSplit = true;
        QVERIFY(underProtocol(recipeFromOptions(options)).llm.onlineHadamard);
        options.protocol = "mquant";
        const auto recipe = underProtocol(recipeFromOptions(options));
        QVERIFY(!recipe.llm.onlineHadamard && !recipe.llm.scheme.rms);
        QVERIFY(recipe.vision.onlineHadamard && recipe.vision.scheme.rms);
    }

    // F10
    void roundingToNearestHasNoGroups()
    {
        MQuantOptions options;
        options.protocol = "mquant";
        options.quant = options.quantLlm = options.quantVisualClip = options.llmWRtn = true;
        options.wGroupsize = 64;
        const auto recipe = underProtocol(recipeFromOptions(options));
        QCOMPARE(recipe.llm.scheme.weightGroupSize, int64_t(-1));
        QCOMPARE(recipe.vision.scheme.weightGroupSize, int64_t(64)); // GPTQ
    }

    // F11: --int8_down_proj and --calib_mode; --eval_num belongs to the command line.
    void unusedOptionsHaveNoEffect()
    {
        MQuantOptions options;
        options.quant = options.quantLlm = options.int8DownProj = options.llmStatic = true;
        options.calibMode = "v1";
        const auto exact = recipeFromOptions(options);
        QCOMPARE(resolve(exact, someLayers()).schemes[0].weightBits, 8);
        QVERIFY(!underProtocol(exact).calibration.spread);
        options.protocol = "mquant";
        const auto mquant = recipeFromOptions(options);
        QCOMPARE(resolve(mquant, someLayers()).schemes[0].weightBits, 4);
        QVERIFY(underProtocol(mquant).overrides.empty());
        QVERIFY(underProtocol(mquant).calibration.spread);
        const auto codes = codesOf(protocolChanges(mquant));
        QVERIFY(codes.contains("protocol.down_projections"));
        QVERIFY(codes.contains("protocol.calibration_spread"));
    }

    // Rules hold for overrides as well, and their numbers stay those of the recipe.
    void overridesFollowToo()
    {
        Recipe recipe;
        recipe.protocol = Protocol::MQuant;
        Match down, up;
        down.role = Role::MlpDown;
        up.role = Role::MlpUp;
        recipe.overrides = {{down, {{"weight_bits", 8}, {"activation_bits", 8}}},
                            {up,
                             {{"activation_bits", 8},
                              {"activation_static", true},
                              {"activation_symmetric", false},
                              {"activation_clip_ratio", 0.5}}}};
        const auto plan = resolve(recipe, someLayers());
        QCOMPARE(plan.schemes[0].activationBits, 16);
        QVERIFY(plan.overrides[0].empty());
        QVERIFY(plan.schemes[1].activationSymmetric);
        QCOMPARE(plan.schemes[1].activationClipRatio, 1.0);
        QCOMPARE(plan.overrides[1], std::vector<int>{1});
        QStringList sentences;
        for (const auto& m : protocolChanges(recipe))
            sentences << QString::fromStdString(englishText(m));
        QVERIFY2(
            sentences.contains("override 2: static ranges are symmetric (a_asym); static ranges are not clipped by "
                               "0.5 (a_clip_ratio)"),
            qPrintable(sentences.join('\n')));
    }

    void notesAreNoWarnings()
    {
        ModelOutline outline;
        outline.layers = someLayers();
        const auto recipe = publishedUnder(Protocol::MQuant);
        int notes = 0;
        for (const auto& issue : validate(recipe, resolve(recipe, outline.layers), outline)) {
            QVERIFY(issue.severity != Severity::Error);
            QVERIFY(issue.message.code != "issue.mquant_fusion");
            notes += issue.severity == Severity::Note;
        }
        QCOMPARE(notes, 3);
    }

    void differencesAreOneLine()
    {
        auto options = optionsOf(publishedRecipe());
        const auto exact = recipeFromOptions(options);
        options.protocol = "mquant";
        QCOMPARE(
            QString::fromStdString(englishText(differenceFromMQuant(exact, recipeFromOptions(options)))),
            QString("protocol exact; with --protocol mquant, as MQuant's code: the mean of LayerNorms is baked into "
                    "the weights, which changes the function at mlp1 (norm_fusion); projector: no Hadamard "
                    "transform inside the projector (rotate_visual_cross_attn); static ranges see whole answers of "
                    "up to 1024 tokens, of the last question too (new_tokens)"));
        MQuantOptions plain;
        plain.quant = plain.quantLlm = true;
        auto asMQuant = plain;
        asMQuant.protocol = "mquant";
        const auto m = differenceFromMQuant(recipeFromOptions(plain), recipeFromOptions(asMQuant));
        QVERIFY(englishText(m).find("norms are folded without rotation too") != std::string::npos);
        asMQuant.notFuseLayerNorms = true;
        QVERIFY(differenceFromMQuant(recipeFromOptions(plain), recipeFromOptions(asMQuant)).empty());
    }

    void runsThatQuantizeNothingSaySo()
    {
        MQuantOptions options;
        options.quant = true;
        QCOMPARE(codesOf(openingMessages(recipeFromOptions(options))), QStringList("protocol.nothing_quantized"));
        options.quantLlm = true;
        QVERIFY(openingMessages(recipeFromOptions(options)).empty());
        options.llmWBits = options.llmABits = 16;
        QCOMPARE(codesOf(openingMessages(recipeFromOptions(options))), QStringList("protocol.nothing_quantized"));
        Recipe one;
        one.overrides.push_back({{}, {{"weight_bits", 3}}});
        QVERIFY(openingMessages(one).empty());
    }

    // Statistics of whole answers are other results; those of before keep their keys.
    void keysKnowTheLastAnswer()
    {
        auto recipe = publishedRecipe();
        const auto layers = someLayers();
        const auto before = stageKeys(resolve(recipe, layers));
        QVERIFY(before.statistics.ends_with("\nquestions [128,true,20]"));
        recipe.calibration.lastNewTokens = 1024;
        const auto after = stageKeys(resolve(recipe, layers));
        QVERIFY(after.statistics.ends_with("\nquestions [128,true,20,1024]"));
        QVERIFY(after.activations != before.activations);
        QCOMPARE(after.weights, before.weights);
    }

    // The plan has the recipe as it runs, so that no cache takes one protocol's stages for another's.
    void keysFollowTheProtocol()
    {
        const auto layers = someLayers();
        auto asked = publishedUnder(Protocol::MQuant);
        asked.vision.fuseNorms = true;
        asked.normFusion = NormFusion::Exact;
        const auto plan = resolve(asked, layers);
        QVERIFY(plan.recipe == underProtocol(asked));
        QVERIFY(plan.recipe.normFusion == NormFusion::MQuant);
        const auto keys = stageKeys(plan), once = stageKeys(resolve(underProtocol(asked), layers));
        QCOMPARE(keys.transform, once.transform);
        QCOMPARE(keys.activations, once.activations);
        QCOMPARE(keys.inputs, once.inputs);
        asked.protocol = Protocol::Exact;
        const auto exact = stageKeys(resolve(asked, layers));
        QVERIFY(exact.transform != keys.transform && exact.inputs != keys.inputs);
        QVERIFY(exact.transform.find("mquant") == std::string::npos);
    }

    // D7: an image of (255, 0, 0) is (254, 0, 0) for the model, in calibration and evaluation alike.
    void imagesTakeTheRouteOfTheProtocol()
    {
        const c10::InferenceMode inference;
        Image red{16, 16, {}};
        for (int i = 0; i < 256; ++i)
            red.rgb.insert(red.rgb.end(), {255, 0, 0});
        Dataset data;
        data.questions.resize(1);
        data.questions[0].question = "which color?";
        data.questions[0].images = {std::make_shared<const std::vector<uint8_t>>(encodePng(red))};
        Workspace workspace;
        workspace.loaded = loadModel(demoFiles().model, at::kFloat, at::kCPU);
        workspace.data = workspace.calibration = std::make_shared<const Dataset>(data);
        const std::vector<size_t> rows{0};
        for (const auto& [protocol, level] :
             {std::pair(Protocol::MQuant, 255.0), std::pair(Protocol::Published, 254.0)}) {
            const auto own = underProtocol(workspace, protocol);
            for (const auto& questions : {own.data, own.calibration}) {
                const auto pixels = prepareQuestions(own.loaded, *questions, rows, 1).front().pixels;
                // The red channel, normalized as the vision tower wants it.
                const double first = pixels[0][0][0][0].item<double>();
                QVERIFY2(std::abs(first - (level / 255 - 0.485) / 0.229) < 1e-5, std::to_string(first).c_str());
            }
        }
        QCOMPARE(workspace.data->images, ImageRoute::Stored);
    }

    void answersOfDifferentImagesDoNotMix()
    {
        Workspace workspace;
        workspace.data = std::make_shared<const Dataset>();
        workspace.calibration = std::make_shared<const Dataset>();
        const auto memory = std::make_shared<MemoryCache>(1 << 20);
        const auto cache = [&](const char* basis) { return std::make_shared<StageCache>(basis, memory, nullptr); };
        workspace.caches = {nullptr, cache("stages"), cache("answers"), cache("float")};
        const auto exact = underProtocol(workspace, Protocol::Exact);
        const auto mquant = underProtocol(workspace, Protocol::MQuant);
        const auto published = underProtocol(workspace, Protocol::Published);
        for (const auto member : {&Caches::stages, &Caches::answers, &Caches::floatAnswers}) {
            QCOMPARE((exact.caches.*member)->basis(), (workspace.caches.*member)->basis());
            QCOMPARE((mquant.caches.*member)->basis(), (workspace.caches.*member)->basis());
            using Known = AnswerBlock;
            (exact.caches.*member)->put<Known>(answersStage, "row 0", std::make_shared<const Known>());
            QVERIFY((mquant.caches.*member)->get<Known>(answersStage, "row 0"));
            QVERIFY(!(published.caches.*member)->get<Known>(answersStage, "row 0"));
        }
        // Twice is no third place.
        QCOMPARE(underProtocol(published, Protocol::Published).caches.answers->basis(),
                 published.caches.answers->basis());
    }

    // D1: MQuant's copy of VLMEvalKit swaps answer and prediction of ChartQA: of (100, 95) it takes none, of (95, 100)
    // both numbers. A metric that the user chose stays.
    void chartsAreScoredAsMQuantDoes()
    {
        Dataset data;
        data.benchmark = &benchmarkFor({"chartqa_test", {}, {}});
        Question question;
        question.answers = {"100"};
        Workspace workspace;
        workspace.data = workspace.calibration = std::make_shared<const Dataset>(data);
        const auto memory = std::make_shared<MemoryCache>(1 << 20);
        const auto cache = [&](const char* basis) { return std::make_shared<StageCache>(basis, memory, nullptr); };
        workspace.caches = {nullptr, cache("stages"), cache("answers"), cache("float")};
        RunSpec spec;
        for (const auto& [protocol, right, id] :
             {std::tuple(Protocol::Exact, 1.0, "relaxed"), std::tuple(Protocol::MQuant, 0.0, "relaxed_swapped"),
              std::tuple(Protocol::Published, 0.0, "relaxed_swapped")}) {
            const auto own = underProtocol(workspace, protocol);
            QCOMPARE(metricOf(*own.data).score(question, "95"), right);
            QCOMPARE(&metricOf(*own.calibration), &metricOf(*own.data));
            spec.protocol = protocol;
            QCOMPARE(protocolFacts(spec, data, {}).metric, std::string(id));
        }
        question.answers = {"95"};
        const auto mquant = underProtocol(workspace, Protocol::MQuant);
        QCOMPARE(metricOf(*mquant.data).score(question, "100"), 1.0);
        // Scores are kept beside the answers, what is computed is the same.
        QCOMPARE(mquant.caches.stages->basis(), workspace.caches.stages->basis());
        QVERIFY(mquant.caches.answers->basis() != workspace.caches.answers->basis());
        QVERIFY(mquant.caches.floatAnswers->basis() != workspace.caches.floatAnswers->basis());
        const auto chosen = withMetric(data, "relaxed");
        QCOMPARE(&metricOf(chosen, ScoringRules::MQuant), findMetric("relaxed"));
    }

    // MQuant calibrates on the evaluated questions; the user's own choice stays.
    void calibrationOnTheEvaluatedQuestions()
    {
        Workspace workspace;
        Dataset benchmark, other;
        benchmark.name = "benchmark";
        other.name = "other";
        workspace.data = std::make_shared<const Dataset>(benchmark);
        workspace.calibration = std::make_shared<const Dataset>(other);
        const auto memory = std::make_shared<MemoryCache>(1 << 20);
        workspace.caches = {nullptr, std::make_shared<StageCache>("s", memory, nullptr),
                            std::make_shared<StageCache>("a", memory, nullptr),
                            std::make_shared<StageCache>("f", memory, nullptr)};
        QCOMPARE(underProtocol(workspace, Protocol::MQuant).calibration->name, std::string("other"));
        workspace.choseCalibration = false;
        QCOMPARE(underProtocol(workspace, Protocol::Exact).calibration->name, std::string("other"));
        const auto mquant = underProtocol(workspace, Protocol::MQuant);
        QCOMPARE(mquant.calibration->name, std::string("benchmark"));
        QVERIFY(mquant.caches.stages->basis() != workspace.caches.stages->basis());
        QCOMPARE(mquant.caches.floatAnswers->basis(), workspace.caches.floatAnswers->basis());
    }

    void factsStandInRecordAndReport()
    {
        RunRecord run;
        run.spec.recipe = publishedUnder(Protocol::Published);
        Dataset data;
        data.benchmark = &benchmarkFor({"ocrbench", {}, {}});
        CalibrationUse use;
        use.dataset = "ocrbench";
        use.weightRows = {0, 1};
        use.activationRows = {0, 5, 10};
        run.protocol = protocolFacts(run.spec, data, use);
        const nlohmann::json expected{
            {"id", "published"},    {"images", "jpeg75"},        {"benchmark", "ocrbench"},   {"most_tiles", 24},
            {"metric", "ocrbench"}, {"norm_fusion", "mquant"},   {"gptq_questions", 2},       {"range_questions", 3},
            {"range_tokens", 1024}, {"last_range_tokens", 1024}, {"calibration", "ocrbench"}, {"max_new_tokens", 0},
            {"dtype", ""}};
        QVERIFY2(factsToJson(run.protocol) == expected, factsToJson(run.protocol).dump().c_str());
        auto report = reportToJson(run).at("protocol");
        QCOMPARE(report.at("changes").size(), size_t(3));
        report.erase("changes");
        QVERIFY(report == expected);
        const auto back = recordFromJson(nlohmann::json::parse(recordToJson(run).dump()), "record");
        QVERIFY(back.protocol == run.protocol);
        QVERIFY(back.spec == run.spec);
        auto spoiled = expected;
        spoiled["most_tiles"] = "many";
        QVERIFY_EXCEPTION_THROWN(factsFromJson(spoiled, "record"), Error);
        spoiled["most_tiles"] = 24;
        spoiled["dtype"] = 3;
        QVERIFY_EXCEPTION_THROWN(factsFromJson(spoiled, "record"), Error);
        QVERIFY(factMessages(ProtocolFacts()).empty()); // of records that do not know them
        QCOMPARE(codesOf(factMessages(run.protocol)).first(3),
                 QStringList({"fact.protocol", "fact.benchmark", "fact.images_jpeg"}));
    }

    void floatRunsHaveAProtocol()
    {
        RunSpec spec;
        QVERIFY(!specToJson(spec).contains("protocol"));
        spec.protocol = Protocol::Published;
        QVERIFY(specFromJson(specToJson(spec), "spec") == spec);
        QCOMPARE(protocolOf(spec), Protocol::Published);
        spec.recipe = publishedUnder(Protocol::MQuant);
        QCOMPARE(protocolOf(spec), Protocol::MQuant);
        QCOMPARE(protocolFacts(spec, Dataset(), {}).images, std::string("stored"));
    }
};

QUANTSCOPE_TEST(TestProtocol)
#include "tst_protocol.moc"
