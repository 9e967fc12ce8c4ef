// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <numeric>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/log.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

#include "answering/answering.h"
#include "answering/questions.h"
#include "diagnosis/tracesample.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "model/answerlogits.h"
#include "numeric/divergence.h"
#include "reference.h"
#include "run/pipeline.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

struct Demo
{
    LoadedModel loaded = loadModel(demoFiles().model, at::kFloat, at::kCPU);
    Dataset calibration = loadDataset(demoFiles().calibration);
    Dataset data = loadDataset(demoFiles().data);

    RunResult run(const char* preset) const
    {
        auto recipe = findPreset(preset)->make();
        recipe.calibration.weightSamples = 3;
        recipe.calibration.activationSamples = 3;
        recipe.calibration.newTokens = 2;
        PipelineOptions options;
        options.threads = testThreads;
        options.measureErrors = false;
        return runPipeline(loaded, recipe, calibration, options);
    }
};

const SwapTest& swap(const SampleTrace& trace, const std::string& id)
{
    for (const auto& one : trace.swaps)
        if (one.id == id)
            return one;
    throw Error("no component swap is called " + id);
}

}

class TestTraceSample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void divergence()
    {
        const c10::InferenceMode inference;
        const auto p = at::log(at::tensor({0.5, 0.25, 0.25}, at::kDouble)).unsqueeze(0);
        const auto q = at::log(at::tensor({0.25, 0.5, 0.25}, at::kDouble)).unsqueeze(0);
        QVERIFY(std::abs(klDivergence(p, q).item<double>() - 0.25 * std::log(2)) < 1e-12);
        QCOMPARE(klDivergence(p, p + 3).item<double>(), 0.0);
        QVERIFY_THROWS_EXCEPTION(Error, klDivergence(p, q.narrow(1, 0, 2)));
    }

    // Teacher forcing along a model's own answer prefers exactly that answer.
    void answerLogitsAgreeWithGeneration()
    {
        const c10::InferenceMode inference;
        const Demo demo;
        const auto inputs = prepareQuestions(demo.loaded, demo.data, std::vector<size_t>{0, 200, 399}, testThreads);
        for (const auto& input : inputs) {
            const auto& model = demo.loaded.model;
            const auto answer = answerAlone(demo.loaded, model, input);
            const auto visual = visualOf(demo.loaded, model, input);
            const auto logits =
                answerLogits(model, input, visual, answer, demo.loaded.generation.imageToken, plainPass(model));
            QCOMPARE(logits.size(0), int64_t(answer.size()) + 1);
            for (size_t i = 0; i < answer.size(); ++i)
                QCOMPARE(logits[int64_t(i)].argmax().item<int64_t>(), answer[i]);
            const auto end = logits[int64_t(answer.size())].argmax().item<int64_t>();
            const auto& ends = demo.loaded.generation.endTokens;
            QVERIFY(std::find(ends.begin(), ends.end(), end) != ends.end());
        }
    }

    void partsAddUp_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::newRow("naive") << "naive-static-w8a8";
        QTest::newRow("rotated") << "mquant-w8a8-w4a8";
    }

    void partsAddUp()
    {
        QFETCH(QString, preset);
        const c10::InferenceMode inference;
        const Demo demo;
        const auto run = demo.run(preset.toUtf8().constData());
        int flips = 0;
        for (const size_t row : {size_t(3), size_t(180), size_t(390)}) {
            TraceOptions options;
            options.blocks = row == 3;
            options.layers = {0};
            const auto trace =
                traceSample(demo.loaded, run.models.reference, run.models.model, demo.data, row, options);
            QCOMPARE(trace.row, row);
            QCOMPARE(trace.swaps.size(), size_t(6 + (row == 3 ? 12 : 0)));
            QCOMPARE(swap(trace, "float").answer, trace.floatAnswer);
            QCOMPARE(swap(trace, "quantized").answer, trace.quantizedAnswer);
            QCOMPARE(swap(trace, "quantized").score, trace.quantizedScore);
            QCOMPARE(trace.flip.has_value(), trace.floatAnswer != trace.quantizedAnswer);
            double floatLog = 0, quantizedLog = 0;
            for (size_t i = 0; i < trace.tokens.size(); ++i) {
                const auto& token = trace.tokens[i];
                QCOMPARE(token.floatTop.size(), size_t(3));
                QCOMPARE(token.floatTop.front().probability, token.floatProbability); // greedy
                QVERIFY(token.quantizedTop.front().probability >= token.quantizedProbability);
                QVERIFY(!trace.flip || i != trace.flip->token || token.flips);
                QVERIFY(!token.flips || (trace.flip && trace.flip->token <= i));
                floatLog += std::log(token.floatProbability);
                quantizedLog += std::log(token.quantizedProbability);
            }
            QVERIFY(std::abs(swap(trace, "float").logProbability - floatLog) < 0.01 * (1 + std::abs(floatLog)));
            QVERIFY(std::abs(swap(trace, "quantized").logProbability - quantizedLog) <
                    0.01 * (1 + std::abs(quantizedLog)));
            if (trace.flip) {
                ++flips;
                QVERIFY(trace.flip->quantizedMargin > 0 && trace.flip->floatMargin > 0);
                QVERIFY(trace.flip->floatText != trace.flip->quantizedText);
            }
        }
        if (preset.startsWith("naive"))
            QVERIFY(flips > 0);
    }

    void theMapCoversTheImage()
    {
        const c10::InferenceMode inference;
        const Demo demo;
        const auto run = demo.run("naive-static-w8a8");
        TraceOptions options;
        options.blocks = false;
        const auto trace = traceSample(demo.loaded, run.models.reference, run.models.model, demo.data, 10, options);
        QCOMPARE(trace.maps.size(), size_t(1));
        const auto& map = trace.maps.front();
        QCOMPARE(map.share, 1.0);
        QCOMPARE(int64_t(map.tiles.size()), int64_t(map.tiling.count()));
        QCOMPARE(map.side * map.side, tokensPerTile(demo.loaded.model.config));
        QVERIFY(std::abs(std::accumulate(map.shares.begin(), map.shares.end(), 0.0) - 1) < 1e-9);
        for (const auto& tile : map.tiles)
            for (const double error : tile)
                QVERIFY(error > 0 && std::isfinite(error));
        // Without rounding there is no error to map, and every part answers alike.
        const auto same = traceSample(demo.loaded, run.models.reference, run.models.reference, demo.data, 10, options);
        QVERIFY(!same.flip);
        for (const auto& one : same.swaps)
            QCOMPARE(one.answer, same.floatAnswer);
        for (const double error : same.maps.front().tiles.front())
            QCOMPARE(error, 0.0);
        QVERIFY(traceToJson(trace).dump().find("first_flip") != std::string::npos);
    }

    // The vision tower looks at every tile by itself: in another order the images have the same maps.
    void everyImageHasItsMap()
    {
        const c10::InferenceMode inference;
        Demo demo;
        const auto run = demo.run("naive-static-w8a8");
        auto& images = demo.data.questions[10].images;
        const auto one = images.front(), other = demo.data.questions[11].images.front();
        QVERIFY(one != other);
        TraceOptions options;
        options.blocks = false;
        const auto traced = [&](std::vector<EncodedImage> both) {
            images = std::move(both);
            return traceSample(demo.loaded, run.models.reference, run.models.model, demo.data, 10, options);
        };
        const auto trace = traced({one, other}), turned = traced({other, one}), alone = traced({one});
        QCOMPARE(trace.maps.size(), size_t(2));
        double whole = 0;
        for (const auto& map : trace.maps) {
            QCOMPARE(int64_t(map.tiles.size()), int64_t(map.tiling.count()));
            QVERIFY(std::abs(std::accumulate(map.shares.begin(), map.shares.end(), 0.0) - 1) < 1e-9);
            QVERIFY(map.share > 0 && map.share < 1);
            whole += map.share;
        }
        QVERIFY(std::abs(whole - 1) < 1e-9);
        const auto near = [](const ErrorMap& a, const ErrorMap& b) {
            for (size_t tile = 0; tile < a.tiles.size(); ++tile)
                for (size_t i = 0; i < a.tiles[tile].size(); ++i)
                    if (std::abs(a.tiles[tile][i] - b.tiles.at(tile).at(i)) > 0.01 * a.tiles[tile][i])
                        return false;
            return std::abs(a.share - b.share) < 0.01;
        };
        QVERIFY(near(trace.maps[0], turned.maps.at(1)));
        QVERIFY(near(trace.maps[1], turned.maps.at(0)));
        QVERIFY(!near(trace.maps[0], trace.maps[1]));
        const auto written = traceToJson(trace);
        QCOMPARE(written.at("visual_error").at("share").get<double>(), trace.maps[0].share);
        QCOMPARE(written.at("visual_error_of_more_images").size(), size_t(1));
        QCOMPARE(alone.maps.size(), size_t(1));
        QVERIFY(!traceToJson(alone).contains("visual_error_of_more_images"));
    }

    void aQuestionWithoutAnImage()
    {
        const c10::InferenceMode inference;
        Demo demo;
        demo.data.questions[0].images.clear();
        const auto& model = demo.loaded.model;
        TraceOptions options;
        options.blocks = false;
        const auto trace = traceSample(demo.loaded, model, model, demo.data, 0, options);
        QVERIFY(trace.maps.empty() && !trace.flip);
        QCOMPARE(swap(trace, "float_vision").answer, trace.floatAnswer);
    }

    void badInput()
    {
        const c10::InferenceMode inference;
        const Demo demo;
        const auto& model = demo.loaded.model;
        QVERIFY_THROWS_EXCEPTION(Error, traceSample(demo.loaded, model, model, demo.data, 400, {}));
        Progress progress;
        progress.cancelled = [] { return true; };
        QVERIFY_THROWS_EXCEPTION(Cancelled, traceSample(demo.loaded, model, model, demo.data, 0, {}, progress));
    }
};

QUANTSCOPE_TEST(TestTraceSample)
#include "tst_tracesample.moc"
