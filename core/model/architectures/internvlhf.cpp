// SPDX-License-Identifier: GPL-3.0-or-later
// InternVL in Hugging Face's own layout (model_type internvl): separate layers for queries, keys and values in the
// vision tower, the tiling from the processor's files. Two styles of names are about: with "model." in front, as
// transformers holds the tensors, and without, as it wrote them first.

#include "model/architectures/architecture.h"

#include <algorithm>
#include <cmath>
#include <ctime>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/jsonfield.h"
#include "files/checkpoint.h"
#include "model/architectures/internvlsteps.h"

namespace quantscope {
namespace {

constexpr char className[] = "InternVLForConditionalGeneration";
constexpr ChatTemplate layout{
    "internvl", "", "<|im_end|>", "\n", "", "<|im_start|>user\n", "<|im_start|>assistant\n", false,
};

bool matchesHf(const nlohmann::json& config)
{
    const auto names = config.find("architectures");
    if (names != config.end() && names->is_array())
        return std::find(names->begin(), names->end(), className) != names->end();
    return config.value("model_type", nlohmann::json()) == "internvl";
}

// A number, or a list of two equal ones.
int64_t squareSide(const JsonFields& fields, const char* name, int64_t min, int64_t max, int64_t absent)
{
    if (!fields.has(name) || !fields.required(name).is_array())
        return fields.integer(name, min, max, absent);
    const auto& list = fields.required(name);
    if (list.size() != 2 || list[0] != list[1])
        throw Error(fmt::format("{}: expected two equal numbers, found {}", fields.place(name), list.dump()));
    return JsonFields::integerOf(list[0], min, max, fields.place(name));
}

void requireText(const JsonFields& fields, const char* name, const char* expected)
{
    if (const auto found = fields.text(name, expected); found != expected)
        throw Error(fmt::format("{}: expected {}, found {}", fields.place(name), expected, found));
}

void requireFlag(const JsonFields& fields, const char* name, bool expected)
{
    if (fields.boolean(name, expected) != expected)
        throw Error(fmt::format("{}: only {} is supported", fields.place(name), expected));
}

// What is absent is as the class InternVLVisionConfig has it.
VisionConfig parseHfVision(const JsonFields& fields)
{
    VisionConfig v;
    v.width = fields.integer("hidden_size", 1, maxModelWidth, 1024);
    v.blocks = fields.integer("num_hidden_layers", 1, maxModelBlocks, 24);
    v.heads = fields.integer("num_attention_heads", 1, v.width, std::min<int64_t>(16, v.width));
    v.mlpWidth = fields.integer("intermediate_size", 1, maxModelWidth, 4096);
    v.channels = fields.integer("num_channels", 3, 3, 3);
    v.patchSize = squareSide(fields, "patch_size", 1, internvl::maxImageSide, 14);
    v.imageSize = squareSide(fields, "image_size", v.patchSize, internvl::mostImageSide(v.patchSize), 448);
    v.normEps = fields.number("layer_norm_eps", leastNormEps, 1, 1e-6);
    v.qkvBias = fields.boolean("attention_bias", false);
    v.qkNorm = fields.boolean("use_qk_norm", false);
    v.norm = internvl::parseNorm(fields, "norm_type", "layer_norm");
    v.mlp = internvl::parseActivation(fields, "hidden_act");
    requireDivisible(v.width, v.heads, fields, "hidden_size", "num_attention_heads");
    requireFlag(fields, "use_absolute_position_embeddings", true);
    requireFlag(fields, "use_mean_pooling", true);
    return v;
}

ModelConfig parseHf(const nlohmann::json& config, const std::string& where)
{
    const JsonFields fields(config, where);
    ModelConfig m;
    m.vision = parseHfVision(fields.object("vision_config"));
    const auto text = fields.object("text_config");
    m.decoder = parseDecoderConfig(text);
    if (m.decoder.modelType.empty()) {
        auto named = text.json();
        named["model_type"] = "qwen2";
        m.decoder = parseDecoderConfig(JsonFields(named, text.where()));
    }
    m.family = &decoderFamilyFor(m.decoder, text.place("model_type"));
    m.decoder.tiedHead = m.decoder.tiedHead || fields.boolean("tie_word_embeddings", true);
    m.tileSize = m.vision.imageSize;
    requireDivisible(m.tileSize, m.vision.patchSize, fields, "vision_config.image_size", "patch_size");
    internvl::parseDownsampling(fields, m);
    requireText(fields, "projector_hidden_act", "gelu");
    requireText(fields, "vision_feature_select_strategy", "default");
    m.imageToken = fields.integer("image_token_id", 0, 1 << 24, 151667);
    m.selectLayer = fields.integer("vision_feature_layer", -m.vision.blocks - 1, m.vision.blocks, -1);
    return m;
}

// The image processor's settings: inside the processor's file, or in one of their own as it was before.
nlohmann::json imageProcessor(const Checkpoint& checkpoint, std::string& name)
{
    name = "processor_config.json";
    const auto all = checkpoint.optionalJson(name);
    if (all.is_object() && all.contains("image_processor"))
        return all.at("image_processor");
    name = "preprocessor_config.json";
    return checkpoint.optionalJson(name);
}

// Absent: those of CLIP, which the class GotOcr2ImageProcessor has.
std::array<float, 3> channels(const JsonFields& fields, const char* name, const std::array<float, 3>& absent)
{
    if (!fields.has(name))
        return absent;
    const auto& list = fields.required(name);
    const bool fits = list.is_array() && list.size() == 3 &&
        std::all_of(list.begin(), list.end(), [](const auto& x) { return x.is_number(); });
    if (!fits)
        throw Error(fmt::format("{}: expected three numbers, found {}", fields.place(name), list.dump()));
    return list.get<std::array<float, 3>>();
}

PixelScale parsePixelScale(const JsonFields& fields)
{
    const PixelScale scale{channels(fields, "image_mean", {0.48145466f, 0.4578275f, 0.40821073f}),
                           channels(fields, "image_std", {0.26862954f, 0.26130258f, 0.27577711f})};
    if (!std::all_of(scale.deviation.begin(), scale.deviation.end(), [](float x) { return x > 0; }))
        throw Error(fields.place("image_std") + ": expected numbers above 0");
    return scale;
}

void parseProcessor(const JsonFields& fields, ModelConfig& m)
{
    if (fields.has("size")) {
        const auto size = fields.object("size");
        m.tileSize = size.integer("height", m.vision.patchSize, 1 << 14);
        if (size.integer("width", 1, 1 << 14) != m.tileSize)
            throw Error(fields.place("size") + ": only square tiles are supported");
        requireDivisible(m.tileSize, m.vision.patchSize, size, "height", "patch_size");
        requireDivisible(m.tileSize / m.vision.patchSize, std::llround(1 / m.downsampleRatio), size, "height",
                         "1 / downsample_ratio, on patches of its side");
    }
    m.minTiles = fields.integer("min_patches", 1, 1000, 1);
    m.maxTiles = fields.integer("max_patches", m.minTiles, 1000, std::max<int64_t>(12, m.minTiles));
    m.ownTileLimit = true;
    m.pixelScale = parsePixelScale(fields);
    for (const char* step : {"do_resize", "do_rescale", "do_normalize"})
        requireFlag(fields, step, true);
    constexpr int64_t bicubic = 3; // in Pillow's numbers
    if (fields.integer("resample", 0, 5, bicubic) != bicubic)
        throw Error(fmt::format("{}: only {} (bicubic) is supported", fields.place("resample"), bicubic));
    if (std::abs(fields.number("rescale_factor", 1.0 / 255) * 255 - 1) > 1e-6)
        throw Error(fields.place("rescale_factor") + ": only 1/255 is supported");
}

std::tm localTime()
{
    const std::time_t now = std::time(nullptr);
    std::tm local = {};
    ::localtime_r(&now, &local);
    return local;
}

void readHfFolder(const Checkpoint& checkpoint, ModelConfig& m)
{
    std::string name;
    const auto processor = imageProcessor(checkpoint, name);
    if (!processor.is_null())
        parseProcessor(JsonFields(processor, (checkpoint.folder() / name).string()), m);
    if (auto chat = readFolderTemplate(checkpoint.folder()))
        m.folderPrompt = std::make_shared<const FolderPrompt>(
            FolderPrompt{std::move(*chat), readImageTokens(checkpoint.folder()), localTime()});
}

internvl::VisionNames namesBehind(const std::string& prefix)
{
    const auto tower = prefix + "vision_tower.", projector = prefix + "multi_modal_projector.";
    return {
        tower + "embeddings.cls_token",
        tower + "embeddings.position_embeddings",
        tower + "embeddings.patch_embeddings.projection",
        tower + "encoder.layer.",
        "layernorm_before",
        "layernorm_after",
        "attention.q_norm",
        "attention.k_norm",
        "lambda_1",
        "lambda_2",
        {{Role::Query, "attention.q_proj"}, {Role::Key, "attention.k_proj"}, {Role::Value, "attention.v_proj"}},
        "attention.projection_layer",
        "mlp.fc1",
        "mlp.fc2",
        projector + "layer_norm",
        projector + "linear_1",
        projector + "linear_2",
    };
}

void loadHf(ModelBuilder& build)
{
    if (build.has("model.vision_tower.embeddings.cls_token"))
        internvl::load(build, namesBehind("model."), {"model.language_model.", ""});
    else
        internvl::load(build, namesBehind(""), {"language_model.model.", "language_model."});
}

const ChatTemplate& hfTemplate(const ModelConfig&)
{
    return layout;
}

std::string hfPrompt(const ModelConfig& config, const ChatTemplate& chat, std::string_view question, ImageGrids images)
{
    const auto tokens = tokensPerImage(images);
    if (!config.folderPrompt)
        return buildPrompt(config, chat, question, tokens);
    const ChatMessage message{"user", std::string(question), static_cast<int64_t>(tokens.size())};
    const auto prompt = chatPrompt(config.folderPrompt->chat, {message}, true, config.folderPrompt->opened);
    return withVisualTokens(prompt, config.folderPrompt->image, tokens);
}

}

extern const Architecture internvlHfArchitecture;
const Architecture internvlHfArchitecture{
    "internvl_hf",    className,          imageContextToken,     matchesHf,    parseHf,      loadHf,
    internvl::tile,   internvl::pixelsOf, internvl::gridsOf,     hfTemplate,   hfPrompt,     internvl::embedPatches,
    internvl::encode, internvl::merge,    internvl::positionsOf, decoderBlock, readHfFolder, TokenizerFiles::Library,
};

}
