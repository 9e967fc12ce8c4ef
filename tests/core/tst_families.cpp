// SPDX-License-Identifier: GPL-3.0-or-later
// Small random models of every decoder family in both layouts, with the token ids, logits and answers of transformers
// (tests/data/families/make_fixtures.py), then the transforms and GPTQ on each of them. Prints what it found as a
// table.
#include <algorithm>
#include <filesystem>
#include <map>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>
#include <nlohmann/json.hpp>

#include "answering/evaluate.h"
#include "answering/questions.h"
#include "cases.h"
#include "checkpoint/loadedmodel.h"
#include "diagnosis/transformcheck.h"
#include "experiments/presets.h"
#include "files/safetensors.h"
#include "reference.h"
#include "run/pipeline.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr int64_t newTokens = 12;
constexpr double largestDifference = 1e-4; // of logits around 10

// A model with its questions and what transformers makes of them.
struct Fixture
{
    explicit Fixture(const QString& name)
        : folder(std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/families" / name.toStdString())
        , loaded(loadModel(folder, at::kFloat, at::kCPU))
        , data(loadDataset(folder / "OCRBench.tsv"))
        , expected(readJson(folder / "expected.json"))
        , logits(SafeTensors::open(folder / "expected.safetensors"))
    {
        loaded.generation.maxNewTokens = newTokens;
        for (const auto& question : data.questions)
            inputs.push_back(prepareQuestion(loaded, *data.benchmark, question));
    }

    std::filesystem::path folder;
    LoadedModel loaded;
    Dataset data;
    nlohmann::json expected;
    SafeTensors logits;
    std::vector<GenerationInput> inputs;
};

Recipe quick(Recipe recipe)
{
    recipe.calibration.weightSamples = recipe.calibration.activationSamples = 3;
    recipe.calibration.newTokens = 2;
    recipe.calibration.errorSamples = 2;
    return recipe;
}

// What was found about one model; empty: not looked at.
struct FamilyFinding
{
    QString ids, logits, answers, rotation, gptq;
};

bool hasRole(const Model& model, Tower tower, Role role)
{
    return std::any_of(model.layers.begin(), model.layers.end(),
                       [&](const Layer& layer) { return layer.tower == tower && layer.role == role; });
}

}

class TestFamilies : public QObject
{
    Q_OBJECT

    static void addModels()
    {
        QTest::addColumn<QString>("name");
        for (const char* family : {"qwen2", "qwen3", "llama", "phi3", "internlm2", "internlm3"})
            for (const char* layout : {"original", "hf"})
                QTest::addRow("%s, %s", family, layout) << QString("%1/%2").arg(family, layout);
        for (const char* variant : {"qwen2-yarn/original", "qwen3-window/hf", "phi3-window/original"})
            QTest::addRow("%s", variant) << QString(variant);
    }

    std::map<QString, FamilyFinding> m_found;

private Q_SLOTS:
    void everyFamilyIsHere()
    {
        QCOMPARE(decoderFamilies().size(), size_t(6));
        for (const auto* family : decoderFamilies()) {
            const Fixture fixture(QString::fromStdString(std::string(family->id)) + "/original");
            QVERIFY(fixture.loaded.model.config.family == family);
        }
    }

    void promptsHaveTheSameTokens_data()
    {
        addModels();
    }
    void promptsHaveTheSameTokens()
    {
        QFETCH(QString, name);
        const Fixture fixture(name);
        QCOMPARE(fixture.inputs.size(), size_t(3));
        for (size_t i = 0; i < fixture.inputs.size(); ++i)
            QCOMPARE(fixture.inputs[i].ids, fixture.expected.at(i).at("ids").get<std::vector<int64_t>>());
        m_found[name].ids = QString("%1 of %1").arg(fixture.inputs.size());
    }

    void tokenizersAgree_data()
    {
        addModels();
    }
    void tokenizersAgree()
    {
        QFETCH(QString, name);
        const Fixture fixture(name);
        const auto cases = readJson(fixture.folder / "cases.json");
        QCOMPARE(cases.size(), size_t(30));
        for (const auto& c : cases) {
            const auto ids = c.at("ids").get<std::vector<int64_t>>();
            QCOMPARE(fixture.loaded.tokenizer.encode(c.at("text").get<std::string>()), ids);
            if (c.contains("decoded"))
                QCOMPARE(fixture.loaded.tokenizer.decode(ids), c.at("decoded").get<std::string>());
        }
    }

    void logitsAreTransformers_data()
    {
        addModels();
    }
    void logitsAreTransformers()
    {
        QFETCH(QString, name);
        const c10::InferenceMode inference;
        const Fixture fixture(name);
        const auto& model = fixture.loaded.model;
        double largest = 0;
        for (size_t i = 0; i < fixture.inputs.size(); ++i) {
            const auto all =
                promptLogits(model, fixture.inputs[i], fixture.loaded.generation.imageToken, plainPass(model));
            const auto rows = fixture.expected.at(i).at("rows").get<std::vector<int64_t>>();
            const auto some = all.index_select(0, at::tensor(rows, at::kLong));
            largest = std::max(largest, maxDifference(some, fixture.logits.tensor(std::to_string(i) + ".logits")));
        }
        m_found[name].logits = QString::number(largest, 'g', 2);
        QVERIFY2(largest <= largestDifference, std::to_string(largest).c_str());
    }

    void answersAreTransformers_data()
    {
        addModels();
    }
    void answersAreTransformers()
    {
        QFETCH(QString, name);
        const c10::InferenceMode inference;
        const Fixture fixture(name);
        const auto& model = fixture.loaded.model;
        const auto pass = plainPass(model);
        std::vector<std::vector<int64_t>> alone;
        for (size_t i = 0; i < fixture.inputs.size(); ++i) {
            const auto& wanted = fixture.expected.at(i);
            alone.push_back(generate(model, std::span(&fixture.inputs[i], 1), fixture.loaded.generation, pass).front());
            QCOMPARE(alone.back(), wanted.at("answer").get<std::vector<int64_t>>());
            QCOMPARE(answerText(fixture.loaded, alone.back()), wanted.at("text").get<std::string>());
        }
        m_found[name].answers = QString("%1 of %1").arg(alone.size());
        // Sequences of other lengths beside it change nothing, whatever the rotary embedding goes by.
        QCOMPARE(generate(model, fixture.inputs, fixture.loaded.generation, pass), alone);
        // Neither does the order of the rows.
        auto switched = model;
        switched.aifs = true;
        QCOMPARE(generate(switched, fixture.inputs, fixture.loaded.generation, pass), alone);
    }

    void windowsHideTokens_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"qwen3-window/hf", "phi3-window/original"})
            QTest::addRow("%s", name) << QString(name);
    }
    void windowsHideTokens()
    {
        QFETCH(QString, name);
        const c10::InferenceMode inference;
        Fixture fixture(name);
        const auto image = fixture.loaded.generation.imageToken;
        auto& model = fixture.loaded.model;
        // The other way to attend in steps, which types apart from float32 take.
        const auto wide = loadModel(fixture.folder, at::kDouble, at::kCPU);
        const auto options = fixture.loaded.generation;
        QCOMPARE(generate(wide.model, fixture.inputs, options, plainPass(wide.model)),
                 generate(model, fixture.inputs, options, plainPass(model)));
        const auto with = promptLogits(model, fixture.inputs[0], image, plainPass(model));
        for (auto& block : model.decoderBlocks)
            block.window = 0;
        const auto without = promptLogits(model, fixture.inputs[0], image, plainPass(model));
        QVERIFY(at::equal(with.narrow(0, 0, 33), without.narrow(0, 0, 33)));
        QVERIFY(maxDifference(with, without) > 0.01);
    }

    void transformsKeepTheFunction_data()
    {
        addModels();
    }
    void transformsKeepTheFunction()
    {
        QFETCH(QString, name);
        const c10::InferenceMode inference;
        const Fixture fixture(name);
        const auto& model = fixture.loaded.model;
        Recipe recipe;
        for (const Tower tower : allTowers())
            recipe.tower(tower).fuseNorms = recipe.tower(tower).onlineHadamard = true;
        recipe.vision.rotate = recipe.llm.rotate = true;
        auto turned = transformModel(model, recipe, resolve(recipe, model.layers));
        const auto check = checkTransforms(model, turned, fixture.inputs, fixture.loaded.generation.imageToken);
        m_found[name].rotation = QString::number(check.logitsError, 'g', 2);
        QVERIFY2(check.isWhole(), std::to_string(check.logitsError).c_str());
        for (size_t i = 0; i < model.layers.size(); ++i) {
            const bool turns = streamRead(model.layers[i]) != Stream::None || takesOnlineHadamard(model.layers[i]);
            QVERIFY2(!turns || !at::equal(turned.linears[i].weight, model.linears[i].weight),
                     model.layers[i].name.c_str());
        }
        // A layer that the rotation had forgotten would be found.
        const auto forgotten = static_cast<size_t>(model.decoderBlocks[1].mlpInputs[0]);
        turned.linears[forgotten] = model.linears[forgotten];
        QVERIFY(!checkTransforms(model, turned, fixture.inputs, fixture.loaded.generation.imageToken).isWhole());
    }

    void hadamardIsBlockDiagonalWithoutAMatrix()
    {
        const Fixture fixture("llama/original");
        QCOMPARE(fixture.loaded.model.config.decoder.mlpWidth, int64_t(46)); // 2 · 23, no multiple of four
        QCOMPARE(hadamardBlocks(46), int64_t(23));
        QCOMPARE(hadamardBlocks(40), int64_t(1)); // of the others
    }

    void quantizes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("preset");
        for (const char* family : {"qwen2", "qwen3", "llama", "phi3", "internlm2", "internlm3"})
            for (const char* layout : {"original", "hf"})
                for (const char* preset : {"w4a16-gptq", "quarot", "naive-static-w8a8"})
                    QTest::addRow("%s, %s, %s", family, layout, preset)
                        << QString("%1/%2").arg(family, layout) << QString(preset);
    }
    void quantizes()
    {
        QFETCH(QString, name);
        QFETCH(QString, preset);
        const c10::InferenceMode inference;
        const Fixture fixture(name);
        PipelineOptions options;
        options.threads = 2;
        const auto run =
            runPipeline(fixture.loaded, quick(findPreset(preset.toStdString())->make()), fixture.data, options);
        for (const auto& layer : run.record.layers) {
            const bool head = layer.layer.role == Role::Head;
            QCOMPARE(layer.weight.quantized, !head);
            QVERIFY2(layer.measured && (head || layer.error.isolated.relativeMse > 0), layer.layer.name.c_str());
            QVERIFY2(layer.error.isolated.relativeMse < 0.5, layer.layer.name.c_str());
            if (preset == "w4a16-gptq" && !head)
                QVERIFY2(layer.weight.hessianLoss > 0, layer.layer.name.c_str());
        }
        QCOMPARE(evaluate(fixture.loaded, run.models.model, fixture.data, {}).predictions.size(), size_t(3));
        if (preset == "w4a16-gptq")
            m_found[name].gptq = QString("%1 layers").arg(run.record.layers.size() - 1);
    }

    void rolesAreDeclared()
    {
        const Fixture phi("phi3/original"), hf("qwen3/hf"), internlm("internlm2/original");
        QVERIFY(hasRole(phi.loaded.model, Tower::Llm, Role::AttentionInput));
        QVERIFY(hasRole(phi.loaded.model, Tower::Llm, Role::MlpInput));
        QVERIFY(!hasRole(phi.loaded.model, Tower::Llm, Role::MlpUp));
        QVERIFY(hasRole(hf.loaded.model, Tower::Vision, Role::Query));
        QVERIFY(!hasRole(hf.loaded.model, Tower::Vision, Role::AttentionInput));
        QVERIFY(hf.loaded.model.decoderBlocks[0].queryNorm && hf.loaded.model.decoderBlocks[0].keyNorm);
        QVERIFY(internlm.loaded.model.visionBlocks[0].queryNorm.has_value());
        QVERIFY(internlm.loaded.model.visionBlocks[0].attentionNorm.kind == NormKind::Rms);
    }

    void tiedHeadIsTheEmbedding()
    {
        for (const char* name : {"qwen3/original", "qwen3/hf"}) {
            const Fixture fixture(name);
            const auto& model = fixture.loaded.model;
            QVERIFY(model.linears[static_cast<size_t>(model.head)].weight.is_same(model.embedding));
            QVERIFY(fixture.loaded.notes.empty());
        }
    }

    // Energy of the logits' difference after rotation and online Hadamard; layers that GPTQ rounded.
    void cleanupTestCase()
    {
        const auto line = [](const QString& name, const FamilyFinding& f) {
            qInfo().noquote() << name.leftJustified(21) << f.ids.leftJustified(7) << f.logits.leftJustified(8)
                              << f.answers.leftJustified(7) << f.rotation.leftJustified(8) << f.gptq;
        };
        line("model", {"ids", "logits", "answers", "rotation", "GPTQ"});
        for (const auto& [name, finding] : m_found)
            line(name, finding);
    }
};

QUANTSCOPE_TEST(TestFamilies)
#include "tst_families.moc"
