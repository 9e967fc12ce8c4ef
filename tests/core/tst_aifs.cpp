// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include "answering/questions.h"
#include "diagnosis/transformcheck.h"
#include "experiments/presets.h"
#include "files/resources.h"
#include "model/answerlogits.h"
#include "model/attention.h"
#include "run/pipeline.h"
#include "testmain.h"

using namespace quantscope;

namespace {

constexpr double tolerance = 1e-4;

GenerationInput joined(const std::vector<GenerationInput>& parts)
{
    GenerationInput all;
    std::vector<at::Tensor> pixels;
    for (const auto& part : parts) {
        all.ids.insert(all.ids.end(), part.ids.begin(), part.ids.end());
        if (part.pixels.defined())
            pixels.push_back(part.pixels);
    }
    if (!pixels.empty())
        all.pixels = at::cat(pixels);
    return all;
}

}

class TestAifs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_loaded.emplace(loadModel(demoFiles().model, at::kFloat, at::kCPU));
        m_data = loadDataset(demoFiles().data);
        m_switched = m_loaded->model;
        m_switched.aifs = true;
    }

    GenerationInput question(size_t row) const
    {
        return prepareQuestion(*m_loaded, *m_data.benchmark, m_data.questions.at(row));
    }

    GenerationInput textOnly() const
    {
        auto input = question(0);
        std::erase(input.ids, m_loaded->generation.imageToken);
        input.pixels = at::Tensor();
        return input;
    }

    // A prompt whose last tokens come from its image.
    GenerationInput endingWithImage() const
    {
        auto input = question(2);
        const auto image = m_loaded->generation.imageToken;
        while (input.ids.back() != image)
            input.ids.pop_back();
        return input;
    }

    GenerationInput prompt(const QString& name) const
    {
        if (name == "text only")
            return textOnly();
        if (name == "two images")
            return joined({question(1), question(5)});
        if (name == "three images and text between")
            return joined({textOnly(), question(3), question(4), textOnly(), question(7)});
        return name == "ends with its image" ? endingWithImage() : question(0);
    }

    void packedRows()
    {
        const std::vector<bool> image{false, true, true, false, true, false, false, true, false};
        auto mask = at::zeros({9}, at::kBool);
        for (size_t i = 0; i < image.size(); ++i)
            mask[static_cast<int64_t>(i)] = bool(image[i]);
        const auto packed = packSequences(m_switched, {6, 3}, mask);
        QVERIFY(at::equal(packed.order, at::tensor(std::vector<int64_t>{1, 2, 4, 0, 3, 5, 7, 6, 8}, at::kLong)));
        QVERIFY(at::equal(packed.index, at::tensor(std::vector<int64_t>{1, 2, 4, 0, 3, 5, 1, 0, 2}, at::kLong)));
        QVERIFY(at::equal(packed.positions, packed.index.unsqueeze(0)));
        QCOMPARE(packed.nextPositions, (std::vector<int64_t>{6, 3}));
        QCOMPARE(packed.image, (ImageRows{{0, 3}, {6, 1}}));
        QCOMPARE(packed.lastRows, (std::vector<int64_t>{5, 8}));
        const auto tokens = at::arange(9, at::kLong);
        QVERIFY(at::equal(tokensToRows(packed, tokens), packed.order));
        QVERIFY(at::equal(rowsToTokens(packed, tokensToRows(packed, tokens)), tokens));
        const auto plain = packSequences(m_loaded->model, {6, 3}, mask);
        QVERIFY(!plain.order.defined());
        QCOMPARE(plain.lastRows, (std::vector<int64_t>{5, 8}));
        QCOMPARE(plain.image, (ImageRows{{1, 2}, {4, 1}, {7, 1}}));
        // Rotary angles follow the tokens, not the rows.
        QVERIFY(at::equal(tokensToRows(packed, plain.cos), packed.cos));
        QVERIFY(at::equal(tokensToRows(packed, plain.sin), packed.sin));
    }

    void floatLogitsAreEqual_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"one image", "two images", "three images and text between", "text only", "ends with its image"})
            QTest::newRow(name) << QString(name);
    }

    void floatLogitsAreEqual()
    {
        QFETCH(QString, name);
        const c10::InferenceMode inference;
        const auto input = prompt(name);
        const auto token = m_loaded->generation.imageToken;
        const auto before = promptLogits(m_loaded->model, input, token, plainPass(m_loaded->model));
        const auto after = promptLogits(m_switched, input, token, plainPass(m_switched));
        QCOMPARE(after.sizes(), before.sizes());
        const double moved = (before - after).abs().max().item<double>();
        QVERIFY2(moved < tolerance, qPrintable(QString("moved by %1").arg(moved)));
        QVERIFY(at::equal(before.argmax(-1), after.argmax(-1)));
    }

    // The mask is what makes them equal: a lower triangle over the switched rows gives something else.
    void aTriangleWouldBeWrong()
    {
        const c10::InferenceMode inference;
        auto mask = at::zeros({8}, at::kBool);
        mask.narrow(0, 3, 4).fill_(true);
        auto packed = packSequences(m_switched, {8}, mask);
        const auto& d = m_loaded->model.config.decoder;
        at::manual_seed(3);
        const AttentionInputs inputs{at::randn({8, d.heads, d.headSize}), at::randn({8, d.kvHeads, d.headSize}),
                                     at::randn({8, d.kvHeads, d.headSize})};
        const auto right = attendCausal(inputs, packed, nullptr, 0, DecoderRows::All);
        const auto last = attendCausal(inputs, packed, nullptr, 0, DecoderRows::Last);
        QVERIFY((last - lastRows(right, packed)).abs().max().item<double>() < 1e-5);
        packed.order = at::Tensor();
        const auto wrong = attendCausal(inputs, packed, nullptr, 0, DecoderRows::All);
        QVERIFY((right - wrong).abs().max().item<double>() > 0.05);
    }

    // Several sequences at once, with a cache that is in the switched order: the same answers.
    void answersAreEqual()
    {
        const c10::InferenceMode inference;
        std::vector<GenerationInput> inputs;
        for (size_t row = 0; row < 6; ++row)
            inputs.push_back(question(row * 3));
        inputs.push_back(prompt("two images"));
        inputs.push_back(textOnly());
        auto options = m_loaded->generation;
        options.maxNewTokens = 12;
        const auto before = generate(m_loaded->model, inputs, options, plainPass(m_loaded->model));
        QCOMPARE(generate(m_switched, inputs, options, plainPass(m_switched)), before);
        options.wholePrompt = true;
        QCOMPARE(generate(m_switched, inputs, options, plainPass(m_switched)), before);
        size_t tokens = 0;
        for (const auto& answer : before)
            tokens += answer.size();
        QVERIFY(tokens > 16);
    }

    // What the cache gives step by step is what a whole prompt gives at once.
    void cacheEqualsPrompt()
    {
        const c10::InferenceMode inference;
        auto input = prompt("two images");
        auto options = m_loaded->generation;
        options.maxNewTokens = 8;
        options.endTokens.clear();
        const auto answer = generate(m_switched, std::span(&input, 1), options, plainPass(m_switched)).front();
        QCOMPARE(answer.size(), size_t(8));
        const auto start = static_cast<int64_t>(input.ids.size()) - 1;
        input.ids.insert(input.ids.end(), answer.begin(), answer.end());
        const auto chosen = promptLogits(m_switched, input, options.imageToken, plainPass(m_switched)).argmax(-1);
        for (size_t i = 0; i < answer.size(); ++i)
            QCOMPARE(chosen[start + static_cast<int64_t>(i)].item<int64_t>(), answer[i]);
    }

    // Asked along a given answer, as in traces and measures of sensitivity, rows come back in the order of the tokens.
    void teacherForcingIsEqual()
    {
        const c10::InferenceMode inference;
        const auto& original = m_loaded->model;
        const std::vector<int64_t> answer{300, 301, 302, 303};
        for (const auto& input : {question(0), prompt("two images"), endingWithImage(), textOnly()}) {
            const auto visual = input.pixels.defined()
                ? embedImages(original, input.pixels, 1 << 20, plainPass(original))
                : at::Tensor();
            const auto token = m_loaded->generation.imageToken;
            const auto plain = answerLogits(original, input, visual, answer, token, plainPass(original));
            const auto switched = answerLogits(m_switched, input, visual, answer, token, plainPass(m_switched));
            QCOMPARE(plain.size(0), int64_t(5));
            QVERIFY((plain - switched).abs().max().item<double>() < tolerance);
        }
    }

    void theTransformsStayWhole()
    {
        const c10::InferenceMode inference;
        const std::vector<GenerationInput> inputs{question(1), prompt("two images"), endingWithImage()};
        const auto check = checkTransforms(m_loaded->model, m_switched, inputs, m_loaded->generation.imageToken);
        QVERIFY(check.isWhole());
        QVERIFY(check.logitsError < 1e-9);
    }

    // Static scales, layer errors and answers of a run: switching moves rows, and nothing else.
    void runsAreEqual()
    {
        const c10::InferenceMode inference;
        auto recipe = paperRecipe();
        for (const Tower tower : allTowers())
            recipe.tower(tower).scheme.weightMethod = "rtn";
        recipe.calibration.weightSamples = recipe.calibration.activationSamples = 2;
        recipe.calibration.newTokens = 2;
        recipe.calibration.errorSamples = 2;
        const auto calibration = loadDataset(demoFiles().calibration);
        PipelineOptions options;
        options.threads = 2;
        const auto on = runPipeline(*m_loaded, recipe, calibration, options);
        QVERIFY(on.models.model.aifs && on.models.reference.aifs);
        recipe.llm.aifs = false;
        const auto off = runPipeline(*m_loaded, recipe, calibration, options);
        QVERIFY(!off.models.model.aifs);
        for (size_t i = 0; i < on.record.layers.size(); ++i) {
            const auto& name = on.record.layers[i].layer.name;
            QCOMPARE(on.record.layers[i].imageGrid.has_value(), off.record.layers[i].imageGrid.has_value());
            QVERIFY2(std::abs(on.record.layers[i].grid.scale / off.record.layers[i].grid.scale - 1) < 1e-4,
                     name.c_str());
            if (on.record.layers[i].imageGrid)
                QVERIFY2(std::abs(on.record.layers[i].imageGrid->scale / off.record.layers[i].imageGrid->scale - 1) <
                             1e-4,
                         name.c_str());
            const double a = on.record.layers[i].error.isolated.sqnrDb, b = off.record.layers[i].error.isolated.sqnrDb;
            QVERIFY2(a == b || std::abs(a - b) < 0.2, name.c_str());
        }
        QVERIFY(on.models.outputKey != off.models.outputKey);
    }

private:
    std::optional<LoadedModel> m_loaded;
    Dataset m_data;
    Model m_switched;
};

QUANTSCOPE_TEST(TestAifs)
#include "tst_aifs.moc"
