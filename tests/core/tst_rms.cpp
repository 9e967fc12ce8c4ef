// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/_unique.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include "answering/questions.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "messages/sentence.h"
#include "model/outline.h"
#include "numeric/metrics.h"
#include "quant/modeldigest.h"
#include "quant/transforms.h"
#include "run/pipeline.h"
#include "run/stagekeys.h"
#include "testmain.h"

using namespace quantscope;

namespace {

// Columns of one size but `channel`, which is `ratio` times as large.
at::Tensor weightWithSpike(int64_t channel, double ratio)
{
    at::manual_seed(11);
    auto weight = at::rand({32, 64}) * 0.5 + 0.5;
    weight.select(1, channel).mul_(ratio);
    return weight;
}

// A weight whose columns have a mean, in front of which an online Hadamard stands.
Linear meanLinear(bool withSigns)
{
    at::manual_seed(5);
    Linear linear;
    linear.online = hadamardOfSize(64);
    auto weight = at::randn({32, 64}) + 0.8;
    if (withSigns) {
        auto generator = at::detail::createCPUGenerator(9);
        linear.onlineSigns = drawSigns(64, generator).to(at::kFloat);
        weight = weight * linear.onlineSigns;
    }
    linear.weight = hadamardTransform(*linear.online, weight);
    return linear;
}

int64_t distinctValues(const at::Tensor& x)
{
    return std::get<0>(at::_unique(x.flatten())).numel();
}

}

class TestRms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_loaded.emplace(loadModel(demoFiles().model, at::kFloat, at::kCPU));
        m_data = loadDataset(demoFiles().calibration);
        m_data.questions.resize(6);
    }

    static Recipe recipeWithRms()
    {
        auto recipe = publishedRecipe();
        editSchemes(recipe, [](Scheme& s) {
            s.weightMethod = "rtn";
            s.weightClip = false;
        });
        recipe.vision.scheme.rms = recipe.llm.scheme.rms = true;
        recipe.calibration.weightSamples = recipe.calibration.activationSamples = 2;
        return recipe;
    }

    RunResult run(Recipe recipe)
    {
        const c10::InferenceMode inference;
        recipe.calibration.newTokens = 2;
        recipe.calibration.errorSamples = 1;
        PipelineOptions options;
        options.threads = 2;
        return runPipeline(*m_loaded, recipe, m_data, options);
    }

    void rmsChannelIsFoundBySize_data()
    {
        QTest::addColumn<int>("channel");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<int>("found");
        QTest::newRow("first") << 0 << 8.0 << 0;
        QTest::newRow("another") << 13 << 8.0 << 13;
        QTest::newRow("last") << 63 << 8.0 << 63;
        QTest::newRow("too small") << 13 << 2.5 << -1;
        QTest::newRow("none") << 13 << 1.0 << -1;
    }

    void rmsChannelIsFoundBySize()
    {
        QFETCH(int, channel);
        QFETCH(double, ratio);
        QFETCH(int, found);
        const auto weight = weightWithSpike(channel, ratio);
        QCOMPARE(findRmsChannel(weight), int64_t(found));
        QCOMPARE(findRmsChannel(-weight), int64_t(found));
        QCOMPARE(findRmsChannel(weight * 1e-6), int64_t(found));
    }

    void edges()
    {
        QCOMPARE(findRmsChannel(at::zeros({4, 8})), int64_t(-1));
        QCOMPARE(findRmsChannel(at::ones({4, 1})), int64_t(-1));
        auto one = at::zeros({4, 8});
        one[2][5] = -1;
        QCOMPARE(findRmsChannel(one), int64_t(5));
    }

    // Sylvester's first row sums all channels up; random signs leave no such row and the same function.
    void signsLeaveNoRmsChannel()
    {
        QCOMPARE(findRmsChannel(meanLinear(false).weight), int64_t(0));
        QCOMPARE(findRmsChannel(meanLinear(true).weight), int64_t(-1));
        at::manual_seed(6);
        const auto x = at::randn({7, 64});
        const auto plain = applyLinear(meanLinear(false), x), turned = applyLinear(meanLinear(true), x);
        QVERIFY((plain - turned).abs().max().item<double>() < 1e-4);
    }

    void signsKeepTheModel()
    {
        const c10::InferenceMode inference;
        auto recipe = recipeWithRms();
        editSchemes(recipe, [](Scheme& s) { s.weightBits = s.activationBits = 16; });
        recipe.onlineHadamardSigns = true;
        const auto plan = resolve(recipe, m_loaded->model.layers);
        const auto turned = transformModel(m_loaded->model, recipe, plan);
        const auto input = prepareQuestion(*m_loaded, *m_data.benchmark, m_data.questions[1]);
        const auto image = m_loaded->generation.imageToken;
        const auto before = promptLogits(m_loaded->model, input, image, plainPass(m_loaded->model));
        const auto after = promptLogits(turned, input, image, plainPass(turned));
        QVERIFY((before - after).abs().max().item<double>() < 2e-3);
        QVERIFY(at::equal(before.argmax(-1), after.argmax(-1)));
        const auto again = transformModel(m_loaded->model, recipe, plan);
        auto otherSeed = recipe;
        otherSeed.seed = 43;
        const auto other = transformModel(m_loaded->model, otherSeed, plan);
        int drawn = 0, differ = 0;
        for (size_t i = 0; i < turned.linears.size(); ++i) {
            const auto& signs = turned.linears[i].onlineSigns;
            QCOMPARE(signs.defined(), turned.linears[i].online.has_value());
            if (!signs.defined())
                continue;
            ++drawn;
            QVERIFY(at::equal(signs.abs(), at::ones_like(signs)));
            QVERIFY(at::equal(signs, again.linears[i].onlineSigns));
            differ += !at::equal(signs, other.linears[i].onlineSigns);
        }
        QVERIFY(drawn > 2);
        QCOMPARE(differ, drawn);
    }

    // One layer's signs do not depend on whether another layer has a transform.
    void signsOfEachLayerAreItsOwn()
    {
        const c10::InferenceMode inference;
        auto recipe = recipeWithRms();
        recipe.onlineHadamardSigns = true;
        const auto both = transformModel(m_loaded->model, recipe, resolve(recipe, m_loaded->model.layers));
        recipe.vision.onlineHadamard = false;
        const auto one = transformModel(m_loaded->model, recipe, resolve(recipe, m_loaded->model.layers));
        for (size_t i = 0; i < one.linears.size(); ++i)
            if (one.linears[i].onlineSigns.defined())
                QVERIFY(at::equal(one.linears[i].onlineSigns, both.linears[i].onlineSigns));
    }

    // Each layer has the channel that spikes in it; where none does, nothing is split and the report says so.
    void automaticChannelOfEveryLayer()
    {
        auto recipe = recipeWithRms();
        setRmsChannel(recipe, autoRms);
        const auto result = run(recipe);
        int split = 0, without = 0;
        for (size_t i = 0; i < result.record.layers.size(); ++i) {
            const auto& layer = result.record.layers[i];
            QCOMPARE(layer.rmsChannel, result.models.model.linears[i].rmsChannel);
            if (!layer.scheme.rms) {
                QCOMPARE(layer.rmsChannel, int64_t(-1));
                continue;
            }
            const auto expected =
                findRmsChannel(denseWeight(transformModel(m_loaded->model, recipe, {}).linears[i], at::kFloat));
            QCOMPARE(layer.rmsChannel, expected);
            const bool reported =
                std::any_of(result.record.fallbacks.begin(), result.record.fallbacks.end(), [&](const Message& m) {
                    return m.layer == layer.layer.name && m.code == "fallback.no_spike";
                });
            QCOMPARE(reported, expected < 0);
            ++(expected < 0 ? without : split);
        }
        QVERIFY(split + without > 0);
    }

    // 16 bits leave both sides alone; fewer round the column and the channel by themselves.
    void bothPartsOfRms()
    {
        auto recipe = recipeWithRms();
        setRmsBits(recipe, 16);
        const auto floating = run(recipe);
        setRmsBits(recipe, 4);
        const auto rounded = run(recipe);
        int seen = 0;
        for (size_t i = 0; i < rounded.record.layers.size(); ++i) {
            const auto& a = floating.models.model.linears[i];
            const auto& b = rounded.models.model.linears[i];
            if (b.rmsChannel < 0)
                continue;
            ++seen;
            const auto wide = a.weight.select(1, 0), narrow = b.weight.select(1, 0);
            QVERIFY(at::equal(wide, floating.models.reference.linears[i].weight.select(1, 0)));
            QVERIFY(distinctValues(narrow) <= 16);
            const double step = wide.abs().max().item<double>() / 7;
            QVERIFY((wide - narrow).abs().max().item<double>() <= 0.51 * step);
            QVERIFY(at::equal(a.quantized->codes, b.quantized->codes));
            QVERIFY(a.rmsInput.mode == ActivationMode::Float && !floating.record.layers[i].rmsRange);
            QVERIFY(b.rmsInput.mode == ActivationMode::Static && rounded.record.layers[i].rmsRange);
            QVERIFY(b.rmsInput.grid.scale > 0);
            // The rest has the range that it had.
            if (rounded.record.layers[i].layer.tower == Tower::Vision && rounded.record.layers[i].layer.block == 0)
                QCOMPARE(b.input.grid.scale, a.input.grid.scale);
            at::manual_seed(2);
            const auto x = at::randn({3, rounded.record.layers[i].layer.in});
            const auto q = quantizedInput(b, x);
            QVERIFY(at::equal(q.select(-1, 0), fakeQuantizeStatic(x.select(-1, 0), b.rmsInput.grid)));
            QVERIFY(at::equal(quantizedInput(a, x).select(-1, 0), x.select(-1, 0)));
        }
        QVERIFY(seen > 2);
        QVERIFY(inputsDigest(floating.models.model) != inputsDigest(rounded.models.model));
        QVERIFY(floating.models.outputKey != rounded.models.outputKey);
    }

    // A range of one value is that value: dynamic ranges per token leave the channel as it is.
    void dynamicChannelIsItsOwnRange()
    {
        auto recipe = recipeWithRms();
        editSchemes(recipe, [](Scheme& s) { s.activationStatic = false; });
        setRmsBits(recipe, 8);
        const auto result = run(recipe);
        for (const auto& linear : result.models.model.linears)
            if (linear.rmsChannel >= 0)
                QVERIFY(linear.rmsInput.mode == ActivationMode::Float);
    }

    void codesAloneGiveTheSameWeight()
    {
        const c10::InferenceMode inference;
        for (const int bits : {4, 16}) {
            Linear dense;
            dense.weight = weightWithSpike(7, 20);
            dense.rmsChannel = 7;
            dense.rmsBits = bits;
            Linear codes = dense;
            WeightFormat format;
            format.bits = 4;
            const auto weight = roundToNearest(withoutRms(dense, dense.weight), format);
            installQuantized(dense, weight, false);
            installQuantized(codes, weight, true);
            QVERIFY(!codes.weight.defined());
            QVERIFY(at::equal(denseWeight(codes, at::kFloat), dense.weight));
        }
    }

    void keysAndIssues()
    {
        const auto outline = outlineOf(m_loaded->model);
        const auto keysOf = [&](const Recipe& recipe) { return stageKeys(resolve(recipe, outline.layers)).transform; };
        const auto base = recipeWithRms();
        auto other = base;
        setRmsBits(other, 8);
        QVERIFY(keysOf(other) != keysOf(base));
        other = base;
        setRmsChannel(other, autoRms);
        QVERIFY(keysOf(other) != keysOf(base));
        other = base;
        other.onlineHadamardSigns = true;
        QVERIFY(keysOf(other) != keysOf(base));
        const auto issuesOf = [&](const Recipe& recipe) {
            std::string all;
            for (const auto& issue : validate(recipe, resolve(recipe, outline.layers), outline))
                all += (issue.severity == Severity::Error ? "error " : "warning ") + englishText(issue.message) + "\n";
            return all;
        };
        for (const Tower tower : allTowers())
            other.tower(tower).onlineHadamard = false;
        QVERIFY(issuesOf(other).find("random signs") != std::string::npos);
        other = base;
        setRmsChannel(other, 1 << 19);
        QVERIFY(issuesOf(other).find("error") != std::string::npos);
        setRmsChannel(other, autoRms);
        QVERIFY(issuesOf(other).find("error") == std::string::npos);
    }

private:
    static void editSchemes(Recipe& recipe, const std::function<void(Scheme&)>& edit)
    {
        for (const Tower tower : allTowers())
            edit(recipe.tower(tower).scheme);
    }

    static void setRmsBits(Recipe& recipe, int bits)
    {
        editSchemes(recipe, [bits](Scheme& s) { s.rmsBits = bits; });
    }

    static void setRmsChannel(Recipe& recipe, int64_t channel)
    {
        editSchemes(recipe, [channel](Scheme& s) { s.rmsChannel = channel; });
    }

    std::optional<LoadedModel> m_loaded;
    Dataset m_data;
};

QUANTSCOPE_TEST(TestRms)
#include "tst_rms.moc"
