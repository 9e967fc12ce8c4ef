// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <c10/core/InferenceMode.h>

#include "answering/questions.h"
#include "base/error.h"
#include "checkpoint/loadedmodel.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "layerview/previewlayer.h"
#include "quant/layererrors.h"
#include "quant/profileinputs.h"
#include "reference.h"
#include "run/pipeline.h"
#include "tasks/dataset.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

struct Demo
{
    LoadedModel loaded = loadModel(demoFiles().model, at::kFloat, at::kCPU);
    Dataset calibration = loadDataset(demoFiles().calibration);

    std::vector<GenerationInput> questions(size_t count) const
    {
        std::vector<size_t> rows;
        for (size_t i = 0; i < count; ++i)
            rows.push_back(i * 3);
        return prepareQuestions(loaded, calibration, rows, testThreads);
    }

    LayerInputs inputs(const Model& model, size_t count, int64_t rowBytes = int64_t(32) << 20) const
    {
        ProfileOptions options;
        options.threads = testThreads;
        options.imageToken = loaded.generation.imageToken;
        options.rowBytes = rowBytes;
        return profileInputs(model, questions(count), options);
    }
};

size_t layerNamed(const Model& model, const std::string& name)
{
    for (size_t i = 0; i < model.layers.size(); ++i)
        if (model.layers[i].name == name)
            return i;
    throw Error("no layer is called " + name);
}

}

class TestPreviewLayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreASampleOfTheInputs()
    {
        const c10::InferenceMode inference;
        const Demo demo;
        const auto inputs = demo.inputs(demo.loaded.model, 2);
        QCOMPARE(inputs.rows.size(), inputs.profiles.size());
        for (size_t i = 0; i < inputs.rows.size(); ++i) {
            const auto& rows = inputs.rows[i];
            QCOMPARE(rows.size(1), demo.loaded.model.linears[i].weight.size(1));
            QVERIFY(rows.size(0) > 0 && rows.size(0) <= 1024);
            QVERIFY(rows.max().item<float>() <= inputs.profiles[i].max + 0.01f * std::abs(inputs.profiles[i].max));
            QVERIFY(rows.min().item<float>() >= inputs.profiles[i].min - 0.01f * std::abs(inputs.profiles[i].min));
        }
        QVERIFY(demo.inputs(demo.loaded.model, 1, 0).rows.empty());
    }

    // Every quantizer: the preview's numbers are close to those that a run measures over all tokens.
    void comesCloseToARun_data()
    {
        QTest::addColumn<QString>("preset");
        for (const auto* preset : {"naive-static-w8a8", "dynamic-w8a8", "w4a16-rtn", "w4a16-gptq", "mquant-w8a8-w4a8"})
            QTest::newRow(preset) << QString(preset);
    }

    void comesCloseToARun()
    {
        QFETCH(QString, preset);
        const c10::InferenceMode inference;
        const Demo demo;
        auto recipe = findPreset(preset.toStdString())->make();
        recipe.calibration.weightSamples = 6;
        recipe.calibration.activationSamples = 6;
        recipe.calibration.newTokens = 1;
        recipe.calibration.errorSamples = 6;
        PipelineOptions options;
        options.threads = testThreads;
        options.profileInputs = true;
        const auto run = runPipeline(demo.loaded, recipe, demo.calibration, options);
        for (const std::string name :
             {"vision_model.encoder.layers.3.mlp.fc2", "language_model.model.layers.2.self_attn.q_proj",
              "language_model.model.layers.3.mlp.down_proj"}) {
            const auto i = layerNamed(run.models.reference, name);
            const auto preview =
                previewLayer(run.models.reference.linears[i], run.models.plan.schemes[i],
                             run.models.inputsAfter->profiles[i], run.models.inputsAfter->rows[i], testThreads);
            const double exact = run.record.layers[i].error.isolated.sqnrDb;
            QVERIFY2(std::abs(preview.isolated->sqnrDb - exact) < 3,
                     qPrintable(
                         QString("%1: %2 dB, exact %3 dB").arg(name.c_str()).arg(preview.isolated->sqnrDb).arg(exact)));
            QVERIFY(std::abs(preview.weight.weightSqnrDb - run.record.layers[i].weight.weightSqnrDb) < 1.5);
        }
    }

    void plainRoundingIsTheSameAsInARun()
    {
        const c10::InferenceMode inference;
        const Demo demo;
        const auto inputs = demo.inputs(demo.loaded.model, 1);
        Scheme scheme;
        scheme.weightBits = 4;
        scheme.weightMethod = "rtn";
        scheme.weightClip = true;
        const auto& linear = demo.loaded.model.linears[5];
        const auto preview = previewLayer(linear, scheme, inputs.profiles[5], inputs.rows[5], testThreads);
        QVERIFY(at::equal(preview.linear.quantized->codes,
                          quantizeLayer(linear, scheme, {}, at::kFloat, testThreads).weight.codes));
    }

    // Before any input is known: nearest exactly, other methods rounded to nearest, which is said.
    void theWeightAloneNeedsNoInputs()
    {
        const c10::InferenceMode inference;
        const Demo demo;
        const auto& linear = demo.loaded.model.linears[5];
        Scheme scheme;
        scheme.weightBits = 4;
        scheme.weightClip = true;
        for (const std::string method : {"rtn", "gptq"}) {
            scheme.weightMethod = method;
            const auto preview = previewWeight(linear, scheme, testThreads);
            auto nearest = scheme;
            nearest.weightMethod = "rtn";
            const auto exact = quantizeLayer(linear, nearest, {}, at::kFloat, testThreads);
            QVERIFY(at::equal(preview.linear.quantized->codes, exact.weight.codes));
            QCOMPARE(preview.weight.weightSqnrDb, exact.outcome.weightSqnrDb);
            QCOMPARE(preview.nearest, method != "rtn");
            QVERIFY(!preview.isolated);
        }
        scheme.weightBits = 16;
        const auto plain = previewWeight(linear, scheme, testThreads);
        QVERIFY(!plain.weight.quantized && !plain.nearest && !plain.linear.quantized);
    }

    void moreBitsAreBetter()
    {
        const c10::InferenceMode inference;
        const Demo demo;
        const auto inputs = demo.inputs(demo.loaded.model, 1);
        const auto i = layerNamed(demo.loaded.model, "language_model.model.layers.3.mlp.down_proj");
        double last = -100;
        for (const int bits : {2, 3, 4, 6, 8}) {
            Scheme scheme;
            scheme.weightBits = bits;
            scheme.weightMethod = "gptq";
            const auto preview =
                previewLayer(demo.loaded.model.linears[i], scheme, inputs.profiles[i], inputs.rows[i], testThreads);
            QVERIFY(preview.isolated->sqnrDb > last + 2);
            last = preview.isolated->sqnrDb;
        }
    }

    void withoutInputsItSaysSo()
    {
        const c10::InferenceMode inference;
        const Demo demo;
        QVERIFY_THROWS_EXCEPTION(Error, previewLayer(demo.loaded.model.linears[0], {}, {}, {}, 1));
    }

    void cancelled()
    {
        const c10::InferenceMode inference;
        const Demo demo;
        const auto inputs = demo.inputs(demo.loaded.model, 1);
        Scheme scheme;
        scheme.weightBits = 4;
        scheme.weightMethod = "gptq";
        Progress progress;
        progress.cancelled = [] { return true; };
        QVERIFY_THROWS_EXCEPTION(Cancelled,
                                 previewLayer(demo.loaded.model.linears[5], scheme, inputs.profiles[5], inputs.rows[5],
                                              testThreads, progress));
    }
};

QUANTSCOPE_TEST(TestPreviewLayer)
#include "tst_previewlayer.moc"
