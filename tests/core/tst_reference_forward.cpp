// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstring>

#include <c10/core/InferenceMode.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>

#include "answering/questions.h"
#include "base/error.h"
#include "checkpoint/loadedmodel.h"
#include "files/resources.h"
#include "reference.h"
#include "referencemodel.h"
#include "tasks/benchmarks/ocrbench.h"
#include "testmain.h"

using namespace quantscope;
using namespace quantscope::test;

namespace {

constexpr char demoFile[] = "demo/forward_fp32.safetensors";
constexpr char promptFile[] = "demo/prompt_case.json";
constexpr char modelSuffix[] = "_model.safetensors";
constexpr char expectedSuffix[] = "_expected.safetensors";

std::vector<std::string> modelNames()
{
    std::vector<std::string> names;
    const auto folder = referenceFile("forward");
    if (std::filesystem::is_directory(folder))
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (const auto name = entry.path().filename().string(); name.ends_with(modelSuffix))
                if (const auto stem = name.substr(0, name.size() - std::strlen(modelSuffix));
                    std::filesystem::exists(referenceFile("forward/" + stem + expectedSuffix)))
                    names.push_back(stem);
    std::sort(names.begin(), names.end());
    return names;
}

SafeTensors openForward(const std::string& name, const char* suffix)
{
    return SafeTensors::open(referenceFile("forward/" + name + suffix));
}

// Prompts of a file: what its metadata lists as cases, else everything that has token ids.
std::vector<std::string> promptsOf(const SafeTensors& expected)
{
    const std::string suffix = ".input_ids";
    std::vector<std::string> prompts;
    if (const auto it = expected.metadata().find("cases"); it != expected.metadata().end())
        return nlohmann::json::parse(it->second).get<std::vector<std::string>>();
    for (const auto& name : expected.names())
        if (name.ends_with(suffix))
            prompts.push_back(name.substr(0, name.size() - suffix.size()));
    return prompts;
}

int64_t imageTokenOf(const nlohmann::json& config, const SafeTensors& expected)
{
    if (config.contains("img_context_token_id"))
        return config.at("img_context_token_id");
    return std::stoll(expected.metadata().at("img_context_token_id"));
}

Model buildForwardModel(const nlohmann::json& config, const SafeTensors& file)
{
    const auto where = file.file().string();
    const auto parsed = parseModelConfig(config, where);
    return buildModel(parsed, sourceOf(file), at::kFloat, at::kCPU);
}

GenerationInput promptInput(const SafeTensors& file, const std::string& prompt)
{
    GenerationInput input;
    input.ids = idsOf(file.tensor(prompt + ".input_ids"));
    if (file.contains(prompt + ".pixel_values"))
        input.pixels = file.tensor(prompt + ".pixel_values");
    return input;
}

}

class TestReferenceForward : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (modelNames().empty() || !CaseFile::exists(demoFile) || !CaseFile::exists(promptFile))
            QSKIP("a reference file of this test is absent");
    }

    void model_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("prompt");
        for (const auto& name : modelNames())
            for (const auto& prompt : promptsOf(openForward(name, expectedSuffix)))
                QTest::newRow((name + "/" + prompt).c_str())
                    << QString::fromStdString(name) << QString::fromStdString(prompt);
    }
    void model()
    {
        QFETCH(QString, name);
        QFETCH(QString, prompt);
        const c10::InferenceMode inference;
        const auto file = openForward(name.toStdString(), modelSuffix);
        const auto expected = openForward(name.toStdString(), expectedSuffix);
        const auto config = nlohmann::json::parse(file.metadata().at("config"));
        const auto built = buildForwardModel(config, file);
        const auto id = prompt.toStdString();
        const auto input = promptInput(expected, id);
        const int64_t imageToken = imageTokenOf(config, expected);
        const auto pass = plainPass(built);
        const auto logits = promptLogits(built, input, imageToken, pass);
        const auto recorded = expected.tensor(id + ".logits").squeeze(0);
        QVERIFY(maxDifference(logits, recorded) < 1e-3);
        QVERIFY(at::equal(logits.argmax(-1), recorded.argmax(-1)));

        const auto greedy = idsOf(expected.tensor(id + ".greedy_ids"));
        GenerationOptions options;
        options.imageToken = imageToken;
        options.maxNewTokens = static_cast<int64_t>(greedy.size());
        QCOMPARE(generate(built, std::span(&input, 1), options, pass).front(), greedy);
    }

    // Prompts of different lengths answered together get the same tokens as alone.
    void batched_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& name : modelNames())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void batched()
    {
        QFETCH(QString, name);
        const c10::InferenceMode inference;
        const auto file = openForward(name.toStdString(), modelSuffix);
        const auto expected = openForward(name.toStdString(), expectedSuffix);
        const auto config = nlohmann::json::parse(file.metadata().at("config"));
        const auto built = buildForwardModel(config, file);
        std::vector<GenerationInput> inputs;
        std::vector<std::vector<int64_t>> greedy;
        GenerationOptions options;
        options.imageToken = imageTokenOf(config, expected);
        options.maxNewTokens = std::numeric_limits<int32_t>::max();
        for (const auto& prompt : promptsOf(expected)) {
            inputs.push_back(promptInput(expected, prompt));
            greedy.push_back(idsOf(expected.tensor(prompt + ".greedy_ids")));
            options.maxNewTokens = std::min(options.maxNewTokens, static_cast<int64_t>(greedy.back().size()));
        }
        for (auto& tokens : greedy)
            tokens.resize(static_cast<size_t>(options.maxNewTokens));
        QCOMPARE(generate(built, inputs, options, plainPass(built)), greedy);
        options.wholePrompt = true;
        QCOMPARE(generate(built, inputs, options, plainPass(built)), greedy);
    }

    void demo_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("row");
        if (!CaseFile::exists(demoFile))
            return;
        const auto file = SafeTensors::open(referenceFile(demoFile));
        const auto rows = nlohmann::json::parse(file.metadata().at("sample_index"));
        for (const auto& [prompt, row] : rows.items())
            QTest::newRow(prompt.c_str()) << QString::fromStdString(prompt) << std::stoi(row.get<std::string>());
    }
    void demo()
    {
        QFETCH(QString, prompt);
        QFETCH(int, row);
        const c10::InferenceMode inference;
        const auto file = SafeTensors::open(referenceFile(demoFile));
        const auto& loaded = demoBundle();
        const auto id = prompt.toStdString();
        const auto input = promptInput(file, id);

        const auto data = loadDataset(findResource("demo/ocrbench_mini.tsv"));
        const auto prepared = prepareQuestion(loaded, *data.benchmark, data.questions.at(static_cast<size_t>(row)));
        QCOMPARE(prepared.ids, input.ids);
        QVERIFY(maxDifference(prepared.pixels, input.pixels) < 1e-6);

        const auto out = forwardOutputs(loaded.model, prepared, loaded.generation.imageToken);
        QVERIFY(maxDifference(out.vit, file.tensor(id + ".vit_last_hidden")) < 1e-3);
        QVERIFY(maxDifference(out.mlp1, file.tensor(id + ".image_embeds")) < 1e-3);
        QVERIFY(maxDifference(out.logits, file.tensor(id + ".logits").squeeze(0)) < 1e-3);
        const auto logits = promptLogits(loaded.model, prepared, loaded.generation.imageToken, plainPass(loaded.model));
        QVERIFY(maxDifference(logits, file.tensor(id + ".logits").squeeze(0)) < 1e-3);
    }

    void demoPrompt()
    {
        const auto& loaded = demoBundle();
        const auto expected = readJson(referenceFile(promptFile));
        Question question;
        question.question = expected.at("question");
        const int64_t tiles = expected.at("tiles"), side = loaded.model.config.tileSize;
        const auto visual = loaded.model.config.architecture->visualGrids(loaded.model.config, {tiles, 3, side, side});
        const auto text = buildPrompt(loaded.model.config, *loaded.chatTemplate, ocrBench.prompt(question),
                                      std::vector<int64_t>{tokensOf(visual)});
        QCOMPARE(text, expected.at("prompt").get<std::string>());
        QCOMPARE(questionTokens(loaded, ocrBench, question, std::vector<std::vector<TokenGrid>>{visual}),
                 expected.at("ids").get<std::vector<int64_t>>());
    }

    void wrongShapesAreErrors()
    {
        const auto name = modelNames().front();
        const auto file = openForward(name, modelSuffix);
        auto config = nlohmann::json::parse(file.metadata().at("config"));
        config["llm_config"]["intermediate_size"] = config["llm_config"]["intermediate_size"].get<int64_t>() + 1;
        QVERIFY_EXCEPTION_THROWN(buildForwardModel(config, file), Error);
    }

private:
    const LoadedModel& demoBundle()
    {
        if (!m_loaded)
            m_loaded = loadModel(findResource("demo/internvl2-ocr-mini"), at::kFloat, at::kCPU);
        return *m_loaded;
    }

    std::optional<LoadedModel> m_loaded;
};

QUANTSCOPE_TEST(TestReferenceForward)
#include "tst_reference_forward.moc"
