// SPDX-License-Identifier: GPL-3.0-or-later
// What a config.json and the files beside it mean: rotary scalings, defaults of the classes, tied heads, end tokens,
// system messages, and what is refused. The small models of tests/data/families are changed in one place each.
#include <QDate>
#include <QTemporaryDir>

#include <cmath>
#include <filesystem>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>
#include <nlohmann/json.hpp>

#include "answering/questions.h"
#include "base/error.h"
#include "checkpoint/loadedmodel.h"
#include "files/safetensors.h"
#include "model/architectures/architecture.h"
#include "model/conversationfile.h"
#include "model/rotary.h"
#include "reference.h"
#include "tasks/benchmarks.h"
#include "tasks/tilingrule.h"
#include "testmain.h"
#include "tinymodel.h"

using namespace quantscope;
using namespace quantscope::test;
using nlohmann::json;

namespace {

std::filesystem::path fixture(const char* name)
{
    return std::filesystem::path(QUANTSCOPE_SOURCE_DIR) / "tests/data/families" / name;
}

json configOf(const char* name)
{
    return readJson(fixture(name) / "config.json");
}

// config.json with the value at a JSON pointer replaced; null removes it.
json changed(json config, const std::string& pointer, const json& value)
{
    const json::json_pointer at(pointer);
    if (value.is_null())
        config[at.parent_pointer()].erase(at.back());
    else
        config[at] = value;
    return config;
}

std::string refusal(const json& config)
{
    try {
        parseModelConfig(config, "config.json");
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

RopeConfig ropeOf(const json& config)
{
    return parseModelConfig(config, "config.json").decoder.rope;
}

// A copy of a fixture's folder that can be written to.
std::filesystem::path copied(const QTemporaryDir& parent, const char* name)
{
    const std::filesystem::path target = parent.filePath("model").toStdString();
    std::filesystem::copy(fixture(name), target, std::filesystem::copy_options::recursive);
    return target;
}

void rewriteTensors(const std::filesystem::path& folder, const std::function<void(NamedTensors&)>& change)
{
    const auto file = folder / "model.safetensors";
    NamedTensors tensors;
    {
        const auto opened = SafeTensors::open(file);
        for (const auto& name : opened.names())
            tensors.emplace_back(name, opened.tensor(name).clone());
    }
    change(tensors);
    saveSafeTensors(file, tensors);
}

LoadedModel opened(const std::filesystem::path& folder)
{
    return loadModel(folder, at::kFloat, at::kCPU);
}

}

class TestModelConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // transformers 5 writes rope_parameters, earlier versions rope_theta and rope_scaling.
    void rotaryBase()
    {
        auto config = configOf("qwen2/original");
        QCOMPARE(ropeOf(config).base, 1e6);
        config["llm_config"].erase("rope_theta");
        QCOMPARE(ropeOf(config).base, 1e4);
        config["llm_config"]["rope_parameters"] = {{"rope_theta", 1000000.0}, {"rope_type", "default"}};
        QCOMPARE(ropeOf(config).base, 1e6);
        QVERIFY(ropeOf(config).kind == RopeKind::Default);
    }

    void unknownRotaryKeysAreErrors_data()
    {
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<QString>("named");
        QTest::newRow("key") << R"({"rope_type": "default", "rope_twist": 2})"
                             << "rope_twist";
        QTest::newRow("sections") << R"({"rope_type": "default", "mrope_section": [1, 1, 2]})"
                                  << "mrope_section";
        QTest::newRow("type") << R"({"rope_type": "spiral"})"
                              << "spiral";
        QTest::newRow("yarn") << R"({"rope_type": "yarn", "factor": 4.0, "beta_fast": -1})"
                              << "beta_fast";
        QTest::newRow("partial") << R"({"rope_type": "default", "partial_rotary_factor": 0.5})"
                                 << "partial_rotary_factor";
        QTest::newRow("factor") << R"({"rope_type": "linear", "factor": 0})"
                                << "factor";
        QTest::newRow("list") << R"({"rope_type": "longrope", "short_factor": [1], "long_factor": [1, 1, 1, 1]})"
                              << "short_factor";
        QTest::newRow("order") << R"({"rope_type": "llama3", "factor": 8, "low_freq_factor": 4, "high_freq_factor": 4})"
                               << "high_freq_factor";
    }
    void unknownRotaryKeysAreErrors()
    {
        QFETCH(QString, parameters);
        QFETCH(QString, named);
        const auto text = refusal(
            changed(configOf("qwen2/original"), "/llm_config/rope_parameters", json::parse(parameters.toStdString())));
        QVERIFY2(text.find("llm_config") != std::string::npos && text.find(named.toStdString()) != std::string::npos,
                 text.c_str());
    }

    // By hand: head size 4 has the frequencies 1 and base^(-1/2) = 1/100.
    void frequencies()
    {
        DecoderConfig d;
        d.headSize = 4;
        d.maxPositions = 100;
        const auto are = [&](int64_t length, float a, float b) {
            return at::allclose(rotaryFrequencies(d, length), at::tensor({a, b}), 1e-5, 0);
        };
        QVERIFY(are(1, 1, 0.01f));
        d.rope.kind = RopeKind::Linear;
        d.rope.factor = 4;
        QVERIFY(are(1, 0.25f, 0.0025f));
        // n = 200: base · (4 · 2 - 3)^(4 / 2) = 10000 · 25, its root is 500.
        d.rope.kind = RopeKind::Dynamic;
        QVERIFY(are(100, 1, 0.01f) && are(200, 1, 0.002f));
        // Wavelengths 6.28 and 628: with 100 positions in training the first is below 100 / 4, the second above 100.
        d.rope.kind = RopeKind::Llama3;
        d.rope.originalPositions = 100;
        QVERIFY(are(1, 1, 0.0025f));
        // 1256 positions: 100 π · 4 = 1256.6, so 628.3 lies between 314 and 1256, (2 - 1) / (4 - 1) of the way.
        d.rope.originalPositions = 1257;
        const double share = (1257 / 628.3185307 - 1) / 3;
        QVERIFY(are(1, 1, float(((1 - share) / 4 + share) * 0.01)));
        d.rope.kind = RopeKind::Long;
        d.rope.originalPositions = 10;
        d.rope.shortFactors = {1, 2};
        d.rope.longFactors = {2, 4};
        QVERIFY(are(10, 1, 0.005f) && are(11, 0.5f, 0.0025f));
    }

    // By hand: 1000 positions in training, base 100, head size 8: the frequencies are 1, 10^-0.5, 0.1, 10^-1.5. The
    // pair that turns n times is 8 · ln(1000 / 2πn) / (2 ln 100): 1.39 for 32 turns, 4.40 for one.
    void yarnFrequencies()
    {
        DecoderConfig d;
        d.headSize = 8;
        d.maxPositions = 4000;
        d.rope.kind = RopeKind::Yarn;
        d.rope.base = 100;
        d.rope.factor = 4;
        d.rope.originalPositions = 1000;
        // From 1 to 5, in whole pairs: shares of 0, 0, 1/4, 2/4 are divided by four.
        const auto expected = at::tensor({1.0f, 0.316228f, 0.1f * (0.75f + 0.0625f), 0.0316228f * (0.5f + 0.125f)});
        QVERIFY(at::allclose(rotaryFrequencies(d, 1), expected, 1e-5, 0));
        d.rope.wholeChannels = false;
        const auto pair = [](double turns) { return 8 * std::log(1000 / (6.283185307 * turns)) / (2 * std::log(100)); };
        const double share = (2 - pair(32)) / (pair(1) - pair(32));
        QVERIFY(std::abs(rotaryFrequencies(d, 1)[2].item<double>() - 0.1 * (1 - share + share / 4)) < 1e-7);
    }

    // 0.1 ln(factor) + 1, and with both scales one over the other.
    void yarnSharpensAttention()
    {
        const auto factorWith = [](const json& more) {
            json scaling{{"rope_type", "yarn"}, {"factor", 4.0}, {"original_max_position_embeddings", 64}};
            scaling.update(more);
            return ropeOf(changed(configOf("qwen2/original"), "/llm_config/rope_scaling", scaling)).attentionFactor;
        };
        QVERIFY(std::abs(factorWith(json::object()) - 1.138629436) < 1e-9);
        QVERIFY(std::abs(factorWith({{"mscale", 1.0}, {"mscale_all_dim", 0.5}}) - 1.138629436 / 1.069314718) < 1e-9);
        QCOMPARE(factorWith({{"attention_factor", 1.25}}), 1.25);
        QCOMPARE(factorWith({{"factor", nullptr}, {"original_max_position_embeddings", 4096}}), 1.0);
    }

    // Each sequence goes by its own length: positions 0 to 10 take the long factors, 0 and 1 the short ones.
    void anglesGoBySequence()
    {
        DecoderConfig d;
        d.headSize = 2;
        d.rope.kind = RopeKind::Long;
        d.rope.originalPositions = 10;
        d.rope.shortFactors = {1};
        d.rope.longFactors = {2};
        const auto positions = at::tensor(std::vector<int64_t>{0, 10, 0, 1}, at::kLong).unsqueeze(0);
        const auto angles = rotaryAngles(d, positions, {2, 2}).squeeze(1);
        QVERIFY(at::allclose(angles, at::tensor({0.0f, 5.0f, 0.0f, 1.0f})));
    }

    void longRotaryOfPhi3()
    {
        const auto rope = ropeOf(configOf("phi3/original")); // its type is "su", as Phi-3 had it first
        QVERIFY(rope.kind == RopeKind::Long);
        QCOMPARE(rope.originalPositions, int64_t(64));
        QVERIFY(std::abs(rope.attentionFactor - std::sqrt(1 + std::log(512.0 / 64) / std::log(64.0))) < 1e-12);
        QCOMPARE(ropeOf(configOf("phi3/hf")).attentionFactor, rope.attentionFactor);
    }

    // As the classes InternVLChatConfig and InternVisionConfig have it.
    void absentFieldsAreAsTheClassesHaveThem()
    {
        auto config = configOf("qwen2/original");
        for (const char* key : {"ps_version", "use_thumbnail", "dynamic_image_size", "max_dynamic_patch", "template"})
            config.erase(key);
        for (const char* key : {"qkv_bias", "qk_normalization", "norm_type"})
            config["vision_config"].erase(key);
        config["llm_config"].erase("max_position_embeddings");
        const auto m = parseModelConfig(config, "config.json");
        QVERIFY(!m.pixelShuffleV2 && !m.useThumbnail && !m.dynamicTiles);
        QCOMPARE(m.maxTiles, int64_t(6));
        QVERIFY(!m.vision.qkvBias && m.vision.qkNorm && m.vision.norm == NormKind::Rms);
        QCOMPARE(m.decoder.maxPositions, int64_t(32768));
        QCOMPARE(parseModelConfig(changed(configOf("qwen3/original"), "/llm_config/head_dim", nullptr), "c")
                     .decoder.headSize,
                 int64_t(128));
    }

    // What the classes of transformers make of the fields, for two layers.
    void slidingWindows()
    {
        const auto windows = [](const char* name, const json& fields) {
            auto config = configOf(name);
            config["llm_config"].update(fields);
            const auto d = parseModelConfig(config, "config.json").decoder;
            return std::vector<int64_t>{d.windowOf(0), d.windowOf(1)};
        };
        using Two = std::vector<int64_t>;
        const json on{{"sliding_window", 64}, {"use_sliding_window", true}, {"max_window_layers", 1}};
        const auto with = [&](const json& more) {
            auto all = on;
            all.update(more);
            return all;
        };
        QCOMPARE(windows("qwen2/original", on), (Two{0, 64}));
        QCOMPARE(windows("qwen2/original", with({{"use_sliding_window", false}})), (Two{0, 0}));
        QCOMPARE(windows("qwen2/original", with({{"max_window_layers", 2}})), (Two{0, 0}));
        QCOMPARE(windows("qwen2/original", with({{"max_window_layers", 0}, {"sliding_window", nullptr}})),
                 (Two{4096, 4096}));
        const json types{"sliding_attention", "full_attention"};
        QCOMPARE(windows("qwen3/original", with({{"layer_types", types}})), (Two{64, 0}));
        QCOMPARE(windows("qwen3/original", {{"layer_types", {"full_attention", "full_attention"}}}), (Two{0, 0}));
        QCOMPARE(windows("phi3/original", {{"sliding_window", 40}}), (Two{40, 40}));
        QCOMPARE(windows("phi3/original", {{"sliding_window", nullptr}}), (Two{0, 0}));
        QCOMPARE(windows("llama/original", on), (Two{0, 0})); // the class has no such field
        const auto refused = [](const json& fields) {
            auto config = configOf("qwen2/original");
            config["llm_config"].update(fields);
            return refusal(config).find("layer_types") != std::string::npos;
        };
        QVERIFY(refused({{"layer_types", types}})); // of what width?
        QVERIFY(refused(with({{"layer_types", {"sliding_attention"}}})));
        QVERIFY(refused(with({{"layer_types", {"sliding_attention", "linear_attention"}}})));
    }

    void modelsThatWouldNeedMoreAreNamed_data()
    {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("needs");
        QTest::newRow("qwen2-vl") << "Qwen2VLForConditionalGeneration"
                                  << "Qwen2-VL"
                                  << "rotary positions";
        QTest::newRow("qwen2.5-vl") << "Qwen2_5_VLForConditionalGeneration"
                                    << "Qwen2.5-VL"
                                    << "windowed attention";
        QTest::newRow("minicpm-v") << "MiniCPMV"
                                   << "MiniCPM-V"
                                   << "resampler";
        QTest::newRow("qwen-vl") << "QWenLMHeadModel"
                                 << "Qwen-VL-Chat"
                                 << "attention pooling";
        QTest::newRow("glm-4v") << "ChatGLMModel"
                                << "GLM-4V"
                                << "EVA-CLIP";
    }
    void modelsThatWouldNeedMoreAreNamed()
    {
        QFETCH(QString, architecture);
        QFETCH(QString, title);
        QFETCH(QString, needs);
        const auto text = refusal({{"architectures", {architecture.toStdString()}}});
        QVERIFY2(text.find(title.toStdString() + " is not supported, it would need") != std::string::npos &&
                     text.find(needs.toStdString()) != std::string::npos,
                 text.c_str());
    }

    void mixturesOfExpertsAreNamed()
    {
        for (const char* name : {"qwen2/original", "qwen2/hf"}) {
            const std::string part = std::string(name).ends_with("hf") ? "/text_config" : "/llm_config";
            const auto text = refusal(changed(configOf(name), part + "/model_type", "qwen3_moe"));
            QVERIFY2(text.find("Qwen3-MoE") != std::string::npos && text.find("experts") != std::string::npos,
                     text.c_str());
        }
        const auto unknown = refusal(changed(configOf("qwen2/original"), "/llm_config/model_type", "gpt2"));
        QVERIFY2(unknown.find("'gpt2'") != std::string::npos && unknown.find("internlm3") != std::string::npos,
                 unknown.c_str());
    }

    // InternVL's own code goes by the class where there is no model_type.
    void familyByClass()
    {
        const auto config = changed(configOf("phi3/original"), "/llm_config/model_type", nullptr);
        QCOMPARE(parseModelConfig(config, "config.json").decoder.modelType, std::string("phi3"));
    }

    void hfLayout()
    {
        const auto config = configOf("qwen2/hf");
        QCOMPARE(parseModelConfig(config, "c").vision.patchSize, int64_t(7)); // [7, 7]
        QVERIFY(refusal(changed(config, "/vision_config/image_size", {28, 42})).find("image_size") !=
                std::string::npos);
        QVERIFY(!refusal(changed(config, "/vision_feature_select_strategy", "full")).empty());
        QVERIFY(!refusal(changed(config, "/vision_feature_layer", {-1, -2})).empty());
        QVERIFY(!refusal(changed(config, "/downsample_ratio", 1e308)).empty());
        QCOMPARE(parseModelConfig(changed(config, "/architectures", nullptr), "c").architecture->id,
                 std::string_view("internvl_hf"));
    }

    void ownHeadIsUsedAndSaid()
    {
        const c10::InferenceMode inference;
        const QTemporaryDir parent;
        const auto folder = copied(parent, "qwen2/original");
        writeText(folder / "config.json",
                  changed(configOf("qwen2/original"), "/llm_config/tie_word_embeddings", true).dump());
        const auto loaded = opened(folder);
        const auto& head = loaded.model.linears[static_cast<size_t>(loaded.model.head)].weight;
        QVERIFY(!head.is_same(loaded.model.embedding));
        QVERIFY(head.equal(opened(fixture("qwen2/original")).model.linears.back().weight));
        QCOMPARE(loaded.notes.size(), size_t(1));
        QCOMPARE(loaded.notes.front(), message("note.own_head", {{"tensor", "language_model.lm_head.weight"}}));
        // A copy of the embedding is no head of its own; without one the flag of either place ties.
        rewriteTensors(folder, [](NamedTensors& tensors) {
            at::Tensor embedding;
            for (auto& [name, tensor] : tensors)
                if (name == "language_model.model.embed_tokens.weight")
                    embedding = tensor;
            for (auto& [name, tensor] : tensors)
                if (name == "language_model.lm_head.weight")
                    tensor = embedding.clone();
        });
        QVERIFY(opened(folder).notes.empty());
        rewriteTensors(folder, [](NamedTensors& tensors) {
            std::erase_if(tensors, [](const auto& entry) { return entry.first == "language_model.lm_head.weight"; });
        });
        for (const auto& [top, below] : {std::pair{false, true}, {true, false}}) {
            auto config = changed(configOf("qwen2/original"), "/llm_config/tie_word_embeddings", below);
            config["tie_word_embeddings"] = top;
            writeText(folder / "config.json", config.dump());
            const auto tied = opened(folder);
            QVERIFY(tied.model.linears[static_cast<size_t>(tied.model.head)].weight.is_same(tied.model.embedding));
        }
        writeText(folder / "config.json", configOf("qwen2/original").dump());
        QVERIFY_EXCEPTION_THROWN(opened(folder), Error);
    }

    void biasesAreAsConfigSays()
    {
        const QTemporaryDir parent;
        const auto folder = copied(parent, "qwen3/original");
        writeText(folder / "config.json",
                  changed(configOf("qwen3/original"), "/llm_config/attention_bias", true).dump());
        QVERIFY_EXCEPTION_THROWN(opened(folder), Error);
    }

    // generation_config.json of the fixtures names 0, 1 and 2.
    void endTokens()
    {
        const auto own = opened(fixture("phi3/original"));
        QCOMPARE(own.generation.endTokens, (std::vector<int64_t>{*own.tokenizer.tokenId("<|end|>")}));
        const auto hf = opened(fixture("phi3/hf"));
        QCOMPARE(hf.generation.endTokens, (std::vector<int64_t>{*hf.tokenizer.tokenId("<|im_end|>")}));
        const QTemporaryDir parent;
        const auto folder = copied(parent, "phi3/hf");
        std::filesystem::remove(folder / "generation_config.json");
        writeText(folder / "config.json", changed(configOf("phi3/hf"), "/text_config/eos_token_id", {7, 8}).dump());
        QCOMPARE(opened(folder).generation.endTokens, (std::vector<int64_t>{7, 8}));
    }

    // InternVL's code is told 1024 tokens by VLMEvalKit and reads no file; transformers reads it.
    void longestAnswers()
    {
        const auto tokens = [](const char* name, const json& generation) {
            const QTemporaryDir parent;
            const auto folder = copied(parent, name);
            writeText(folder / "generation_config.json", generation.dump());
            return opened(folder).generation.maxNewTokens;
        };
        QCOMPARE(tokens("qwen2/original", {{"max_new_tokens", 8}}), int64_t(1024));
        QCOMPARE(tokens("qwen2/original", {{"max_new_tokens", 8}, {"do_sample", true}}), int64_t(1024));
        QCOMPARE(tokens("qwen2/original", {{"max_new_tokens", 8}, {"do_sample", false}}), int64_t(8)); // as the demo's
        QCOMPARE(tokens("qwen2/original", json::object()), int64_t(1024));
        QCOMPARE(tokens("qwen2/hf", {{"max_new_tokens", 8}, {"eos_token_id", 3}}), int64_t(8));
        QCOMPARE(tokens("qwen2/hf", {{"eos_token_id", 3}}), int64_t(1024));
    }

    // The -hf layout names its tokens itself: the same model with other names has the same prompts.
    void imageTokensOfAnotherName()
    {
        const QTemporaryDir parent;
        const auto folder = copied(parent, "qwen2/hf");
        for (const char* file : {"tokenizer.json", "tokenizer_config.json", "chat_template.jinja"}) {
            auto text = QString::fromStdString(readText(folder / file));
            text.replace("<IMG_CONTEXT>", "<patch>").replace("<img>", "<picture>");
            writeText(folder / file, text.toStdString());
        }
        const auto plain = opened(fixture("qwen2/hf")), other = opened(folder);
        QCOMPARE(other.generation.imageToken, plain.generation.imageToken);
        Question question;
        question.question = "what is it ?";
        const std::vector<std::vector<TokenGrid>> visual{{{2, 2, false}}};
        const auto idsOf = [&](const LoadedModel& loaded) {
            return questionTokens(loaded, defaultBenchmark(), question, visual);
        };
        QCOMPARE(idsOf(other), idsOf(plain));
        question.question = "what is <patch> ?";
        QVERIFY_EXCEPTION_THROWN(idsOf(other), RowError);
        QVERIFY(!idsOf(plain).empty());
    }

    void imageTokenMustFit()
    {
        const QTemporaryDir parent;
        const auto folder = copied(parent, "qwen2/hf");
        writeText(folder / "config.json", changed(configOf("qwen2/hf"), "/image_token_id", 3).dump());
        QVERIFY_EXCEPTION_THROWN(opened(folder), Error);
    }

    void tilesOfTheProcessor()
    {
        const auto own = opened(fixture("qwen2/original")).model.config, hf = opened(fixture("qwen2/hf")).model.config;
        const auto& other = defaultBenchmark();
        QCOMPARE(mostTilesFor(own, other), other.maxTiles);
        QCOMPARE(mostTilesFor(hf, other), 12); // max_patches
        const auto* known = benchmarks().front();
        QVERIFY(known != &other);
        QCOMPARE(mostTilesFor(hf, *known), known->maxTiles);
        QCOMPARE(hf.pixelScale.mean[0], 0.485f);
    }

    // Other pixels than those that the model was trained on would be taken without a word.
    void processorsThatComputeOtherwiseAreRefused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::newRow("bilinear") << "resample"
                                  << "2";
        QTest::newRow("scale") << "rescale_factor"
                               << "0.01";
        QTest::newRow("raw") << "do_normalize"
                             << "false";
        QTest::newRow("size") << "size"
                              << R"({"height": 28, "width": 56})";
    }
    void processorsThatComputeOtherwiseAreRefused()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        const QTemporaryDir parent;
        const auto folder = copied(parent, "qwen2/hf");
        auto processor = readJson(folder / "processor_config.json");
        processor["image_processor"][field.toStdString()] = json::parse(value.toStdString());
        writeText(folder / "processor_config.json", processor.dump());
        std::string text;
        try {
            opened(folder);
        } catch (const Error& error) {
            text = error.what();
        }
        QVERIFY2(text.find("'" + field.toStdString() + "'") != std::string::npos, text.c_str());
    }

    // The date is that of opening, in local time.
    void templatesThatPrintTheDate()
    {
        const QTemporaryDir parent;
        const auto folder = copied(parent, "qwen2/hf");
        writeText(
            folder / "chat_template.jinja",
            "{{ strftime_now('%Y-%m-%d') }}|{{ messages[0].content }}|{% if add_generation_prompt %}go{% endif %}");
        const auto before = QDate::currentDate();
        const auto loaded = opened(folder);
        const auto& config = loaded.model.config;
        const auto prompt = config.architecture->prompt(config, *loaded.chatTemplate, "?", {});
        const auto with = [](const QDate& date) { return date.toString("yyyy-MM-dd").toStdString() + "|?|go"; };
        QVERIFY2(prompt == with(before) || prompt == with(QDate::currentDate()), prompt.c_str());
    }

    // Of a file as InternVL-Chat-V1-5 has it; nothing of it is run.
    void systemMessageOfTheFolder()
    {
        const QTemporaryDir parent;
        const auto folder = copied(parent, "qwen2/original");
        const std::string code = "register_conv_template(\n    Conversation(\n        name='Hermes-2',\n"
                                 "        system_template='<|im_start|>system\\n{system_message}',\n"
                                 "        # system_message='no, this one is a remark',\n"
                                 "        roles=('a', 'b'),\n    )\n)\n"
                                 "register_conv_template(\n    Conversation(\n        name=\"internlm2-chat\",\n"
                                 "        system_message='You are an AI assistant, '\n"
                                 "                       \"whose name is InternLM (书生·浦语).\",\n"
                                 "        sep='x'))\n";
        writeText(folder / "conversation.py", code);
        QCOMPARE(systemMessageIn(folder / "conversation.py", "internlm2-chat").value_or(""),
                 std::string("You are an AI assistant, whose name is InternLM (书生·浦语)."));
        QVERIFY(!systemMessageIn(folder / "conversation.py", "Hermes-2"));
        QVERIFY(!systemMessageIn(folder / "conversation.py", "phi3-chat"));
        QVERIFY(!systemMessageIn(folder / "nothing.py", "internlm2-chat"));
        auto config = changed(configOf("qwen2/original"), "/system_message", nullptr);
        config["template"] = "internlm2-chat";
        writeText(folder / "config.json", config.dump());
        const auto loaded = opened(folder);
        const auto prompt =
            loaded.model.config.architecture->prompt(loaded.model.config, *loaded.chatTemplate, "?", {});
        QVERIFY2(prompt.find("InternLM (书生·浦语)") != std::string::npos, prompt.c_str());
    }
};

QUANTSCOPE_TEST(TestModelConfig)
#include "tst_modelconfig.moc"
