// SPDX-License-Identifier: GPL-3.0-or-later
// InternVL2 to InternVL3.5 in their own layout: a fused layer for queries, keys and values in the vision tower, the
// projector as mlp1, prompts from a table by the name that config.json gives.

#include "model/architectures/architecture.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/jsonfield.h"
#include "files/checkpoint.h"
#include "model/architectures/internvlsteps.h"
#include "model/conversationfile.h"

namespace quantscope {
namespace {

constexpr char className[] = "InternVLChatModel";

bool matchesOwn(const nlohmann::json& config)
{
    const auto names = config.find("architectures");
    if (names == config.end() || names->is_null())
        return true;
    return names->is_array() && std::find(names->begin(), names->end(), className) != names->end();
}

// What is absent is as the class InternVisionConfig has it.
VisionConfig parseOwnVision(const JsonFields& fields)
{
    VisionConfig v;
    v.width = fields.integer("hidden_size", 1, maxModelWidth, 3200);
    v.blocks = fields.integer("num_hidden_layers", 1, maxModelBlocks, 48);
    v.heads = fields.integer("num_attention_heads", 1, v.width, 25);
    v.mlpWidth = fields.integer("intermediate_size", 1, maxModelWidth, 12800);
    v.channels = fields.integer("num_channels", 3, 3, 3);
    v.patchSize = fields.integer("patch_size", 1, internvl::maxImageSide, 14);
    v.imageSize = fields.integer("image_size", v.patchSize, internvl::mostImageSide(v.patchSize), 224);
    v.normEps = v.qkNormEps = fields.number("layer_norm_eps", leastNormEps, 1, 1e-6);
    v.qkvBias = fields.boolean("qkv_bias", false);
    v.qkNorm = fields.boolean("qk_normalization", true);
    v.norm = internvl::parseNorm(fields, "norm_type", "rms_norm");
    v.mlp = internvl::parseActivation(fields, "hidden_act");
    requireDivisible(v.width, v.heads, fields, "hidden_size", "num_attention_heads");
    return v;
}

void parseTiles(const JsonFields& fields, ModelConfig& m)
{
    m.tileSize = fields.integer("force_image_size", m.vision.patchSize, internvl::mostImageSide(m.vision.patchSize),
                                m.vision.imageSize);
    requireDivisible(m.tileSize, m.vision.patchSize, fields, "force_image_size", "patch_size");
    internvl::parseDownsampling(fields, m);
    const auto version = fields.text("ps_version", "v1");
    if (version != "v1" && version != "v2")
        throw Error(fields.place("ps_version") + ": expected v1 or v2, found " + version);
    m.pixelShuffleV2 = version == "v2";
    m.selectLayer = fields.integer("select_layer", -m.vision.blocks - 1, m.vision.blocks, -1);
    m.useThumbnail = fields.boolean("use_thumbnail", false);
    m.dynamicTiles = fields.boolean("dynamic_image_size", false);
    m.minTiles = fields.integer("min_dynamic_patch", 1, 1000, 1);
    m.maxTiles = fields.integer("max_dynamic_patch", m.minTiles, 1000, std::max<int64_t>(6, m.minTiles));
}

ModelConfig parseOwn(const nlohmann::json& config, const std::string& where)
{
    const JsonFields fields(config, where);
    ModelConfig m;
    m.vision = parseOwnVision(fields.object("vision_config"));
    const auto language = fields.object("llm_config");
    m.decoder = parseDecoderConfig(language);
    m.family = &decoderFamilyFor(m.decoder, language.place("model_type"));
    m.decoder.tiedHead = m.decoder.tiedHead || fields.boolean("tie_word_embeddings", false);
    parseTiles(fields, m);
    m.chatTemplate = fields.text("template", "");
    m.hasSystemMessage = fields.has("system_message");
    m.systemMessage = fields.text("system_message", "");
    return m;
}

// The folder's own code may have another system message than the published one.
void readOwnFolder(const Checkpoint& checkpoint, ModelConfig& m)
{
    if (m.hasSystemMessage)
        return;
    if (const auto found = systemMessageIn(checkpoint.folder() / "conversation.py", internvl::templateFor(m).id)) {
        m.hasSystemMessage = true;
        m.systemMessage = *found;
    }
}

const internvl::VisionNames names{
    "vision_model.embeddings.class_embedding",
    "vision_model.embeddings.position_embedding",
    "vision_model.embeddings.patch_embedding",
    "vision_model.encoder.layers.",
    "norm1",
    "norm2",
    "attn.q_norm",
    "attn.k_norm",
    "ls1",
    "ls2",
    {{Role::AttentionInput, "attn.qkv"}},
    "attn.proj",
    "mlp.fc1",
    "mlp.fc2",
    "mlp1.0",
    "mlp1.1",
    "mlp1.3",
};

void loadOwn(ModelBuilder& build)
{
    internvl::load(build, names, internvl::ownPlace);
}

std::string promptOf(const ModelConfig& config, const ChatTemplate& layout, std::string_view question,
                     ImageGrids images)
{
    return buildPrompt(config, layout, question, tokensPerImage(images));
}

}

extern const Architecture internvlArchitecture;
const Architecture internvlArchitecture{
    "internvl",
    className,
    imageContextToken,
    matchesOwn,
    parseOwn,
    loadOwn,
    internvl::tile,
    internvl::pixelsOf,
    internvl::gridsOf,
    internvl::templateFor,
    promptOf,
    internvl::embedPatches,
    internvl::encode,
    internvl::merge,
    internvl::positionsOf,
    decoderBlock,
    readOwnFolder,
};

}
