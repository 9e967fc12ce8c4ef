// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/core/InferenceMode.h>

#include "base/error.h"
#include "diagnosis/layermetrics.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "quant/stagecodec.h"
#include "run/pipeline.h"
#include "testmain.h"

using namespace quantscope;

namespace {

RunResult run(const char* preset, int threads)
{
    const auto loaded = loadModel(demoFiles().model, at::kFloat, at::kCPU);
    const auto calibration = loadDataset(demoFiles().calibration);
    auto recipe = findPreset(preset)->make();
    recipe.calibration.activationSamples = 3;
    recipe.calibration.newTokens = 2;
    recipe.calibration.errorSamples = 2;
    PipelineOptions options;
    options.threads = threads;
    return runPipeline(loaded, recipe, calibration, options);
}

bool same(const std::optional<ErrorMetrics>& a, const std::optional<ErrorMetrics>& b)
{
    return a.has_value() == b.has_value() &&
        (!a ||
         (a->sqnrDb == b->sqnrDb && a->mse == b->mse && a->relativeMse == b->relativeMse && a->cosine == b->cosine &&
          a->maxAbs == b->maxAbs));
}

}

class TestLayerErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modalitiesStandApart()
    {
        const c10::InferenceMode inference;
        const auto result = run("naive-static-w8a8", 2);
        for (const auto& layer : result.record.layers) {
            const auto& error = layer.error;
            const bool llm = layer.layer.tower == Tower::Llm;
            QCOMPARE(error.isolatedImage.has_value() && error.isolatedText.has_value(), llm);
            QCOMPARE(error.accumulatedImage.has_value() && error.accumulatedText.has_value(), llm);
            QCOMPARE(error.logits.has_value(), layer.layer.role == Role::Head);
            if (!llm)
                continue;
            // The whole lies between its parts.
            const double image = error.accumulatedImage->relativeMse, text = error.accumulatedText->relativeMse;
            QVERIFY(error.accumulated.relativeMse >= std::min(image, text) * (1 - 1e-6));
            QVERIFY(error.accumulated.relativeMse <= std::max(image, text) * (1 + 1e-6));
            QCOMPARE(error.accumulated.maxAbs, std::max(error.accumulatedImage->maxAbs, error.accumulatedText->maxAbs));
        }
        const auto& logits = result.record.layers.back().error.logits;
        QVERIFY(logits && logits->text > 0 && logits->promptEnd > 0);
        const auto* metric = findLayerMetric("text_sqnr");
        QVERIFY(metric->value(result.record.layers.back(), ErrorScope::Accumulated));
        QVERIFY(!metric->value(result.record.layers.front(), ErrorScope::Accumulated));
        QCOMPARE(*findLayerMetric("logits_kl")->value(result.record.layers.back(), ErrorScope::Accumulated),
                 logits->promptEnd);
    }

    void theFloatModelHasNoDivergence()
    {
        const c10::InferenceMode inference;
        const auto result = run("float", 2);
        QCOMPARE(result.record.layers.back().error.logits->text, 0.0);
        QCOMPARE(result.record.layers.back().error.logits->promptEnd, 0.0);
    }

    void threadsChangeNothingAndTheCacheKeepsAll()
    {
        const c10::InferenceMode inference;
        const auto one = run("naive-static-w8a8", 1), three = run("naive-static-w8a8", 3);
        std::vector<LayerError> errors;
        for (size_t i = 0; i < one.record.layers.size(); ++i) {
            const auto &a = one.record.layers[i].error, &b = three.record.layers[i].error;
            QVERIFY(same(a.isolated, b.isolated) && same(a.accumulatedImage, b.accumulatedImage));
            QVERIFY(same(a.isolatedText, b.isolatedText) && same(a.accumulatedText, b.accumulatedText));
            errors.push_back(a);
        }
        QCOMPARE(one.record.layers.back().error.logits->text, three.record.layers.back().error.logits->text);
        std::vector<LayerError> read;
        decode(encode(errors), read);
        QCOMPARE(read.size(), errors.size());
        for (size_t i = 0; i < read.size(); ++i) {
            QVERIFY(same(read[i].isolated, errors[i].isolated) && same(read[i].accumulated, errors[i].accumulated));
            QVERIFY(same(read[i].isolatedImage, errors[i].isolatedImage) &&
                    same(read[i].accumulatedText, errors[i].accumulatedText));
            QCOMPARE(read[i].logits.has_value(), errors[i].logits.has_value());
        }
        QCOMPARE(read.back().logits->promptEnd, errors.back().logits->promptEnd);
        auto entry = encode(errors);
        entry.tensors["errors"] = entry.tensors["errors"].narrow(0, 0, 40).clone();
        std::vector<LayerError> broken;
        QVERIFY_THROWS_EXCEPTION(Error, decode(entry, broken));
    }
};

QUANTSCOPE_TEST(TestLayerErrors)
#include "tst_layererrors.moc"
