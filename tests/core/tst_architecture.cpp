// SPDX-License-Identifier: GPL-3.0-or-later
// A second architecture, made up: whole images of any shape instead of tiles, a vision tower with separate queries,
// keys and values, a gated MLP, RMS norms and rotary angles of rows and columns, a merge of two patches behind its
// norm, a decoder with fused layers, norms of queries and keys and positions with two axes. Its row and its decoder
// family stand here; nothing in core knows them.
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <fstream>

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

#include "answering/evaluate.h"
#include "answering/questions.h"
#include "base/jsonfield.h"
#include "bitalloc/measuresensitivity.h"
#include "checkpoint/loadedmodel.h"
#include "diagnosis/tracesample.h"
#include "diagnosis/transformcheck.h"
#include "experiments/presets.h"
#include "files/safetensors.h"
#include "model/answerlogits.h"
#include "model/attention.h"
#include "model/walk.h"
#include "run/pipeline.h"
#include "synth/synthfiles.h"
#include "testmain.h"

using namespace quantscope;

namespace mosaic {

constexpr int64_t patch = 8, mostPatches = 6; // pixels; along a side of an image
constexpr char imageToken[] = "<quad>";

// ---- The decoder family.

DecoderNames names(const DecoderConfig& d)
{
    DecoderNames n;
    n.embedding = "tongue.embed.weight";
    n.finalNorm = "tongue.norm.weight";
    n.head = "tongue.head";
    n.blockPrefix = "tongue.layers.";
    n.attentionNorm = "norm1.weight";
    n.mlpNorm = "norm2.weight";
    n.attentionInputs = {{Role::AttentionInput, "qkv", (d.heads + 2 * d.kvHeads) * d.headSize}};
    n.queryNorm = "q_norm.weight";
    n.keyNorm = "k_norm.weight";
    n.attentionOutput = "out";
    n.mlpInputs = {{Role::MlpInput, "gate_up", 2 * d.mlpWidth}};
    n.mlpOutput = "down";
    return n;
}

AttentionInputs split(const DecoderConfig& d, const std::vector<at::Tensor>& outputs)
{
    const auto heads = outputs[0].view({-1, d.heads + 2 * d.kvHeads, d.headSize});
    return {heads.narrow(1, 0, d.heads), heads.narrow(1, d.heads, d.kvHeads),
            heads.narrow(1, d.heads + d.kvHeads, d.kvHeads)};
}

at::Tensor valueRows(const DecoderConfig& d, size_t)
{
    const int64_t from = (d.heads + d.kvHeads) * d.headSize;
    return at::arange(from, from + d.kvHeads * d.headSize, at::kLong).view({d.kvHeads, d.headSize});
}

const DecoderFamily family{"mosaic", "Mosaic", "Mosaic", "", {}, names, split, valueRows};

// ---- The row.

bool matches(const nlohmann::json& config)
{
    return config.value("architectures", nlohmann::json::array()) == nlohmann::json::array({"MosaicForAnswers"});
}

ModelConfig parse(const nlohmann::json& config, const std::string& where)
{
    const JsonFields fields(config, where);
    const auto vision = fields.object("vision"), text = fields.object("text");
    ModelConfig m;
    m.family = &family;
    m.vision.width = vision.integer("width", 1, maxModelWidth);
    m.vision.blocks = vision.integer("layers", 1, maxModelBlocks);
    m.vision.heads = vision.integer("heads", 1, m.vision.width);
    m.vision.mlpWidth = vision.integer("mlp", 1, maxModelWidth);
    m.vision.patchSize = patch;
    m.vision.norm = NormKind::Rms;
    m.vision.mlp = MlpKind::GatedSilu;
    requireDivisible(m.vision.width, 4 * m.vision.heads, vision, "width", "4 heads");
    m.decoder = parseDecoderConfig(text);
    m.decoder.rope.sections = text.required("rope_sections").get<std::vector<int64_t>>();
    m.tileSize = 32;
    return m;
}

void load(ModelBuilder& build)
{
    auto& model = build.model();
    const auto& v = model.config.vision;
    const int64_t out = model.config.decoder.width;
    for (const char* name : {"rows", "columns"})
        model.visionEmbeddings[name] = build.tensor(std::string("eye.") + name, {mostPatches, v.width});
    model.patch = build.patchEmbedding("eye.patch");
    for (int i = 0; i < int(v.blocks); ++i) {
        const std::string at = "eye." + std::to_string(i) + ".";
        const auto layer = [&](Role role, const char* name, int64_t inputs, int64_t outputs) {
            return build.layer(Tower::Vision, i, role, at + name, inputs, outputs);
        };
        Block block;
        block.attentionNorm = build.norm(v.norm, at + "norm1.weight", "", v.width, v.normEps);
        block.mlpNorm = build.norm(v.norm, at + "norm2.weight", "", v.width, v.normEps);
        block.attentionInputs = {layer(Role::Query, "q", v.width, v.width), layer(Role::Key, "k", v.width, v.width),
                                 layer(Role::Value, "v", v.width, v.width)};
        block.attentionOutput = layer(Role::AttentionOutput, "out", v.width, v.width);
        block.mlp = v.mlp;
        block.mlpInputs = {layer(Role::MlpGate, "gate", v.width, v.mlpWidth),
                           layer(Role::MlpUp, "up", v.width, v.mlpWidth)};
        block.mlpOutput = layer(Role::MlpDown, "down", v.mlpWidth, v.width);
        model.visionBlocks.push_back(std::move(block));
    }
    model.projectorNorm = build.norm(NormKind::Rms, "bridge.norm.weight", "", v.width, v.normEps);
    model.projectorIn = build.layer(Tower::Projector, -1, Role::ProjectorIn, "bridge.in", 2 * v.width, out);
    model.projectorOut = build.layer(Tower::Projector, -1, Role::ProjectorOut, "bridge.out", out, out);
    build.decoder();
}

// 16, 32 or 48 pixels: an even number of patches.
int sideOf(int pixels)
{
    return std::clamp((pixels + 8) / 16, 1, 3) * 16;
}

Tiling tile(const ModelConfig&, int width, int height, int)
{
    Tiling tiling;
    tiling.tileSize = std::max(sideOf(width), sideOf(height));
    tiling.boxes = {{0, 0, sideOf(width), sideOf(height)}};
    return tiling;
}

at::Tensor pixels(const ModelConfig&, const Image& image, const Tiling& tiling)
{
    const auto& box = tiling.boxes.front();
    const auto small = resizeBicubic(image, box.right, box.bottom);
    const auto rgb = at::tensor(small.rgb, at::kByte).view({1, box.bottom, box.right, 3});
    return (rgb.permute({0, 3, 1, 2}).to(at::kFloat) / 127.5 - 1).contiguous();
}

std::vector<TokenGrid> visualGrids(const ModelConfig&, at::IntArrayRef sizes)
{
    return std::vector<TokenGrid>(size_t(sizes[0]), {sizes[2] / patch, sizes[3] / (2 * patch)});
}

constexpr ChatTemplate layout{"mosaic", "", "<|im_end|>", ""};

const ChatTemplate& chatTemplate(const ModelConfig&)
{
    return layout;
}

std::string prompt(const ModelConfig&, const ChatTemplate& chat, std::string_view question, ImageGrids visual)
{
    std::string text = visual.empty() ? "" : "Look: ";
    for (int64_t i = 0; i < tokensOf(visual); ++i)
        text += imageToken;
    return text + std::string(question) + std::string(chat.turnEnd);
}

Chunks embedPatches(const Model& model, Chunks images, const Pass& pass)
{
    std::vector<TokenGrid> grids;
    for (const auto& chunk : images)
        grids.push_back({chunk.size(2) / patch, chunk.size(3) / patch});
    const auto &rows = model.visionEmbeddings.at("rows"), &columns = model.visionEmbeddings.at("columns");
    return mapChunks(pass, pass.linear(model.patch, std::move(images), {}), [&](size_t i, at::Tensor x) {
        const auto places =
            rows.narrow(0, 0, grids[i].rows).unsqueeze(1) + columns.narrow(0, 0, grids[i].columns).unsqueeze(0);
        return x + places.reshape({1, grids[i].count(), x.size(-1)});
    });
}

// Half of each head's frequencies turn by the row of the patch, half by its column.
at::Tensor turned(const at::Tensor& x, const TokenGrid& grid, int64_t heads)
{
    const int64_t n = x.size(0), tokens = x.size(1), d = x.size(2) / heads;
    const auto frequency = at::pow(at::scalar_tensor(0.1, at::kFloat), at::arange(d / 4, at::kFloat));
    const auto index = at::arange(tokens, at::kLong);
    const auto row = index.div(grid.columns, "floor").to(at::kFloat);
    const auto column = index.remainder(grid.columns).to(at::kFloat);
    const auto angle =
        at::cat({row.unsqueeze(1) * frequency, column.unsqueeze(1) * frequency}, 1).repeat({n, 1}).to(x.scalar_type());
    return rotateHalf(x.reshape({n * tokens, heads, d}), angle.cos(), angle.sin()).reshape(x.sizes());
}

Chunks encodeImages(const Model& model, size_t block, Chunks x, TokenGrids patches, const Pass& pass)
{
    const int64_t heads = model.config.vision.heads;
    return visionBlock(model, block, std::move(x), pass, [&](size_t chunk, at::Tensor& query, at::Tensor& key) {
        query = turned(query, patches[chunk], heads);
        key = turned(key, patches[chunk], heads);
    });
}

// Two neighbours in a row make one visual token.
Chunks mergeVisual(const Model& model, Chunks x, TokenGrids, const Pass& pass)
{
    auto h = mapChunks(pass, std::move(x), [&](size_t, at::Tensor tokens) {
        return applyNorm(*model.projectorNorm, tokens).reshape({tokens.size(0), -1, 2 * tokens.size(2)});
    });
    h = pass.linear(model.projectorIn, std::move(h), {});
    h = mapChunks(pass, std::move(h), [](size_t, at::Tensor tokens) { return at::gelu(tokens); });
    return pass.linear(model.projectorOut, std::move(h), {});
}

// Text counts on both axes; an image spreads over them from where the text has come to.
at::Tensor positions(const std::vector<int64_t>& lengths, const at::Tensor& isImage, TokenGrids visual)
{
    std::vector<int64_t> rows, columns;
    size_t image = 0;
    for (const int64_t length : lengths) {
        int64_t next = 0;
        for (int64_t i = 0; i < length;) {
            const bool here = isImage.defined() && isImage[int64_t(rows.size())].item<bool>();
            if (here && image >= visual.size())
                throw Error("more images in the prompts than grids");
            const auto grid = here ? visual[image++] : TokenGrid{1, 1};
            for (int64_t r = 0; r < grid.rows; ++r)
                for (int64_t c = 0; c < grid.columns; ++c) {
                    rows.push_back(next + r);
                    columns.push_back(next + c);
                }
            next += std::max(grid.rows, grid.columns);
            i += grid.count();
        }
    }
    return at::cat({at::tensor(rows, at::kLong).unsqueeze(0), at::tensor(columns, at::kLong).unsqueeze(0)});
}

const Architecture row{
    "mosaic",    "MosaicForAnswers", imageToken, matches,      parse,        load,        tile,      pixels,
    visualGrids, chatTemplate,       prompt,     embedPatches, encodeImages, mergeVisual, positions, decoderBlock,
};

// ---- A checkpoint of it.

nlohmann::json configJson()
{
    return {{"architectures", {"MosaicForAnswers"}},
            {"vision", {{"width", 48}, {"layers", 2}, {"heads", 4}, {"mlp", 80}}},
            {"text",
             {{"model_type", "mosaic"},
              {"hidden_size", 64},
              {"num_hidden_layers", 2},
              {"num_attention_heads", 4},
              {"num_key_value_heads", 2},
              {"head_dim", 16},
              {"intermediate_size", 96},
              {"vocab_size", 274},
              {"rope_sections", {5, 3}}}}};
}

NamedTensors weights()
{
    NamedTensors tensors;
    at::manual_seed(11);
    const auto add = [&](const std::string& name, std::vector<int64_t> shape) {
        const bool norm = name.find("norm") != std::string::npos;
        const auto inputs = double(shape.size() == 1 ? 25 : shape[1] * (shape.size() > 2 ? shape[2] * shape[3] : 1));
        const auto values = at::randn(shape);
        tensors.emplace_back(name, norm ? values * 0.2 + 1 : values * (1.5 / std::sqrt(inputs)));
    };
    for (const char* name : {"eye.rows", "eye.columns"})
        add(name, {mostPatches, 48});
    add("eye.patch.weight", {48, 3, patch, patch});
    add("eye.patch.bias", {48});
    for (const std::string at : {"eye.0.", "eye.1."}) {
        for (const char* name : {"norm1.weight", "norm2.weight", "q.bias", "v.bias"})
            add(at + name, {48});
        for (const char* name : {"q.weight", "k.weight", "v.weight", "out.weight"})
            add(at + name, {48, 48});
        add(at + "gate.weight", {80, 48});
        add(at + "up.weight", {80, 48});
        add(at + "down.weight", {48, 80});
    }
    add("bridge.norm.weight", {48});
    add("bridge.in.weight", {64, 96});
    add("bridge.in.bias", {64});
    add("bridge.out.weight", {64, 64});
    add("tongue.embed.weight", {274, 64});
    for (const std::string at : {"tongue.layers.0.", "tongue.layers.1."}) {
        add(at + "norm1.weight", {64});
        add(at + "norm2.weight", {64});
        add(at + "q_norm.weight", {16});
        add(at + "k_norm.weight", {16});
        add(at + "qkv.weight", {128, 64});
        add(at + "out.weight", {64, 64});
        add(at + "gate_up.weight", {192, 64});
        add(at + "down.weight", {64, 96});
    }
    add("tongue.norm.weight", {64});
    add("tongue.head.weight", {274, 64});
    return tensors;
}

void writeJson(const std::filesystem::path& file, const nlohmann::json& json)
{
    std::ofstream(file) << json.dump();
}

void writeCheckpoint(const std::filesystem::path& folder)
{
    const auto config = configJson();
    const auto decoder = parse(config, "config.json").decoder;
    const auto tokens = synthTokens(decoder);
    writeJson(folder / "config.json", config);
    writeJson(folder / "generation_config.json", synthGenerationJson(tokens));
    writeJson(folder / "tokenizer.json", synthTokenizerJson(tokens));
    writeJson(folder / "tokenizer_config.json", synthTokenizerConfigJson(tokens, decoder));
    saveSafeTensors(folder / "model.safetensors", weights());
}

// Three pictures of other shapes, and one question without a picture.
Dataset questions()
{
    Dataset data;
    data.name = "mosaic";
    const std::vector<std::pair<int, int>> sizes{{40, 20}, {20, 44}, {33, 33}, {0, 0}};
    for (size_t i = 0; i < sizes.size(); ++i) {
        Image image{sizes[i].first, sizes[i].second, {}};
        for (int p = 0; p < image.width * image.height * 3; ++p)
            image.rgb.push_back(uint8_t((p * (31 + 12 * int(i)) + p / 17 * 53) % 256));
        Question question{std::to_string(i), "made up", "What is " + std::to_string(i) + "?", {"7"}, {}, {}};
        if (image.width > 0)
            question.images = {std::make_shared<const std::vector<uint8_t>>(encodePng(image))};
        data.questions.push_back(std::move(question));
    }
    return data;
}

}

class TestArchitecture : public QObject
{
    Q_OBJECT

    GenerationInput input(size_t row) const
    {
        return prepareQuestion(*m_loaded, *m_data.benchmark, m_data.questions.at(row));
    }

    std::vector<GenerationInput> inputs() const
    {
        std::vector<GenerationInput> all;
        for (size_t i = 0; i < m_data.questions.size(); ++i)
            all.push_back(input(i));
        return all;
    }

    static Recipe quick(Recipe recipe)
    {
        recipe.calibration.weightSamples = recipe.calibration.activationSamples = 4;
        recipe.calibration.newTokens = 2;
        recipe.calibration.errorSamples = 3;
        return recipe;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const c10::InferenceMode inference;
        QVERIFY(m_folder.isValid());
        const std::filesystem::path folder(m_folder.path().toStdString());
        mosaic::writeCheckpoint(folder);
        std::vector<const Architecture*> rows(architectures().begin(), architectures().end());
        rows.push_back(&mosaic::row);
        m_loaded.emplace(loadModel(folder, at::kFloat, at::kCPU, nullptr, rows));
        m_loaded->generation.endTokens.clear();
        m_loaded->generation.maxNewTokens = 5;
        m_data = mosaic::questions();
    }

    void itsRowIsNeeded()
    {
        const std::filesystem::path folder(m_folder.path().toStdString());
        try {
            loadModel(folder, at::kFloat, at::kCPU);
            QFAIL("a row that nobody has given");
        } catch (const Error& problem) {
            QVERIFY2(std::string(problem.what()).find("MosaicForAnswers") != std::string::npos, problem.what());
        }
    }

    void layersStandInTheOrderOfTheWalk()
    {
        const auto& model = m_loaded->model;
        QVERIFY(model.config.architecture == &mosaic::row);
        QCOMPARE(model.layers.size(), size_t(1 + 2 * 7 + 2 + 2 * 4 + 1));
        const auto steps = stepsOf(model);
        QCOMPARE(steps.size(), size_t(1 + 2 + 1 + 1 + 2 + 1));
        size_t at = 0;
        for (const auto& layer : model.layers) {
            while (at < steps.size() && !(steps[at] == stepOf(layer)))
                ++at;
            QVERIFY2(at < steps.size(), layer.name.c_str());
        }
        QVERIFY((steps[1] == Step{StepKind::VisionBlock, 0}));
        QVERIFY((steps[6] == Step{StepKind::DecoderBlock, 1}));
    }

    void everyImageHasItsOwnNumberOfTokens()
    {
        const std::vector<int64_t> expected{2 * 3, 6 * 1, 4 * 2, 0};
        for (size_t i = 0; i < expected.size(); ++i) {
            const auto question = input(i);
            QCOMPARE(tokensOf(visualGrids(m_loaded->model.config, question.pixels)), expected[i]);
            QCOMPARE(std::count(question.ids.begin(), question.ids.end(), m_loaded->generation.imageToken),
                     std::ptrdiff_t(expected[i]));
        }
        QCOMPARE(tokensPerTile(m_loaded->model.config), int64_t(4 * 2));
    }

    void positionsHaveTwoAxes()
    {
        const auto question = input(0);
        const auto ids = at::tensor(question.ids, at::kLong);
        const auto isImage = ids.eq(m_loaded->generation.imageToken);
        const auto grids = visualGrids(m_loaded->model.config, question.pixels);
        const auto packed = packSequences(m_loaded->model, {ids.numel()}, isImage, grids);
        QCOMPARE(packed.positions.sizes().vec(), (std::vector<int64_t>{2, ids.numel()}));
        const auto first =
            std::find(question.ids.begin(), question.ids.end(), m_loaded->generation.imageToken) - question.ids.begin();
        const auto position = [&](int64_t axis, int64_t token) {
            return packed.positions[axis][token].item<int64_t>();
        };
        for (int64_t token = 0; token < 6; ++token) {
            QCOMPARE(position(0, first + token), first + token / 3);
            QCOMPARE(position(1, first + token), first + token % 3);
        }
        QCOMPARE(position(0, first + 6), first + 3);
        QCOMPARE(packed.nextPositions, (std::vector<int64_t>{ids.numel() - 3}));
        // Five frequencies turn by the row, three by the column: two tokens of one row differ in the last ones alone.
        const auto a = packed.cos[first], b = packed.cos[first + 1];
        QVERIFY(at::equal(a.narrow(0, 0, 5), b.narrow(0, 0, 5)));
        QVERIFY(!at::equal(a.narrow(0, 5, 3), b.narrow(0, 5, 3)));
    }

    // Steps with a cache, several prompts at once and image tokens in front say what one pass over the whole says.
    void allWaysAnswerAlike()
    {
        const c10::InferenceMode inference;
        const auto& model = m_loaded->model;
        const auto& generation = m_loaded->generation;
        auto switched = model;
        switched.aifs = true;
        const auto all = inputs();
        const auto together = generate(model, all, generation, plainPass(model));
        const auto imagesInFront = generate(switched, all, generation, plainPass(switched));
        QCOMPARE(imagesInFront, together);
        for (size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(together[i].size(), size_t(5));
            QCOMPARE(generate(model, std::span(&all[i], 1), generation, plainPass(model)).front(), together[i]);
            const auto visual =
                all[i].pixels.defined() ? embedImages(model, all[i].pixels, 4, plainPass(model)) : at::Tensor();
            const auto logits =
                answerLogits(model, all[i], visual, together[i], generation.imageToken, plainPass(model));
            const auto best = logits.argmax(-1);
            for (int64_t token = 0; token < 5; ++token)
                QCOMPARE(best[token].item<int64_t>(), together[i][size_t(token)]);
        }
    }

    void transformsKeepTheFunction()
    {
        const c10::InferenceMode inference;
        Recipe recipe;
        for (const Tower tower : allTowers())
            recipe.tower(tower).fuseNorms = recipe.tower(tower).onlineHadamard = true;
        recipe.vision.rotate = recipe.llm.rotate = true;
        const auto& model = m_loaded->model;
        auto turned = transformModel(model, recipe, resolve(recipe, model.layers));
        const auto all = inputs();
        const auto check = checkTransforms(model, turned, all, m_loaded->generation.imageToken);
        QCOMPARE(check.streams.size(), size_t(1 + 2 + 1 + 2));
        QVERIFY2(check.isWhole(), std::to_string(check.logitsError).c_str());
        QVERIFY(!at::equal(turned.linears[0].weight, model.linears[0].weight));
        // A layer that the rotation had forgotten would be found.
        const auto forgotten = static_cast<size_t>(model.visionBlocks[1].attentionInputs[1]);
        turned.linears[forgotten] = model.linears[forgotten];
        QCOMPARE(checkTransforms(model, turned, all, m_loaded->generation.imageToken).firstBroken, 2);
    }

    void quantizes_data()
    {
        QTest::addColumn<QString>("preset");
        for (const char* preset : {"w4a16-rtn", "w4a16-gptq", "naive-static-w8a8", "quarot"})
            QTest::newRow(preset) << QString(preset);
    }

    void quantizes()
    {
        QFETCH(QString, preset);
        const c10::InferenceMode inference;
        PipelineOptions options;
        options.threads = 2;
        options.profileInputs = true;
        const auto recipe = quick(findPreset(preset.toStdString())->make());
        const auto run = runPipeline(*m_loaded, recipe, m_data, options);
        for (size_t i = 0; i < run.record.layers.size(); ++i) {
            const auto& layer = run.record.layers[i];
            const bool head = layer.layer.role == Role::Head;
            QCOMPARE(layer.weight.quantized, !head);
            QVERIFY2(layer.measured && (head || layer.error.isolated.relativeMse > 0), layer.layer.name.c_str());
            QVERIFY2(layer.error.isolated.relativeMse < 0.5, layer.layer.name.c_str());
            QCOMPARE(layer.range.has_value(), !head && preset == "naive-static-w8a8");
            if (preset == "w4a16-gptq" && !head)
                QVERIFY2(layer.weight.hessianLoss > 0, layer.layer.name.c_str());
            QVERIFY2(run.models.inputsAfter->profiles.at(i).imageValues > 0, layer.layer.name.c_str());
        }
        const auto answers = evaluate(*m_loaded, run.models.model, m_data, {});
        QCOMPARE(answers.predictions.size(), m_data.questions.size());
        for (const auto& prediction : answers.predictions)
            QCOMPARE(prediction.tokens, int64_t(5));
    }

    void scoresAndTraces()
    {
        const c10::InferenceMode inference;
        const auto recipe = quick(findPreset("w4a16-rtn")->make());
        SensitivityOptions options;
        options.bits = {3, 8};
        options.measures = {"kl", "output_error"};
        options.questions = 2;
        const auto table = measureSensitivity(*m_loaded, recipe, m_data, options);
        QCOMPARE(table.groups.size(), size_t(1 + 2 * 4 + 2 + 2 * 4));
        for (const auto& measured : table.measures) {
            QVERIFY(measured.complete());
            for (const auto& row : measured.rows)
                QVERIFY(row[0] > row[1] && row[1] > 0);
        }
        const auto run = runPipeline(*m_loaded, recipe, m_data, {});
        const auto trace = traceSample(*m_loaded, run.models.reference, run.models.model, m_data, 0, {});
        QCOMPARE(trace.maps.size(), size_t(1));
        QCOMPARE(trace.maps.front().side, int64_t(3));
        QCOMPARE(trace.maps.front().tiles.size(), size_t(1));
        QCOMPARE(trace.maps.front().tiles.front().size(), size_t(2 * 3));
    }

private:
    QTemporaryDir m_folder;
    std::optional<LoadedModel> m_loaded;
    Dataset m_data;
};

QUANTSCOPE_TEST(TestArchitecture)
#include "tst_architecture.moc"
