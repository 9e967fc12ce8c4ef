// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "model/outline.h"

namespace quantscope {

// Two vision blocks, the projector, two decoder blocks and the head, as a family would declare them.
inline std::shared_ptr<const ModelOutline> madeUpModel(int visionBlocks = 2, int decoderBlocks = 2)
{
    auto outline = std::make_shared<ModelOutline>();
    outline->name = "made up";
    const auto add = [&](std::string name, Tower tower, int block, Role role, int64_t in, int64_t out) {
        outline->layers.push_back({std::move(name), tower, block, role, in, out});
        outline->elements += static_cast<double>(in * out);
    };
    add("vision_model.embeddings.patch_embedding", Tower::Vision, -1, Role::PatchEmbedding, 588, 64);
    for (int b = 0; b < visionBlocks; ++b) {
        const auto layer = "vision_model.encoder.layers." + std::to_string(b);
        add(layer + ".attn.qkv", Tower::Vision, b, Role::AttentionInput, 64, 192);
        add(layer + ".attn.proj", Tower::Vision, b, Role::AttentionOutput, 64, 64);
        add(layer + ".mlp.fc1", Tower::Vision, b, Role::MlpUp, 64, 256);
        add(layer + ".mlp.fc2", Tower::Vision, b, Role::MlpDown, 256, 64);
    }
    add("mlp1.1", Tower::Projector, -1, Role::ProjectorIn, 256, 128);
    add("mlp1.3", Tower::Projector, -1, Role::ProjectorOut, 128, 128);
    for (int b = 0; b < decoderBlocks; ++b) {
        const auto layer = "language_model.model.layers." + std::to_string(b);
        add(layer + ".self_attn.q_proj", Tower::Llm, b, Role::Query, 128, 128);
        add(layer + ".self_attn.k_proj", Tower::Llm, b, Role::Key, 128, 64);
        add(layer + ".self_attn.v_proj", Tower::Llm, b, Role::Value, 128, 64);
        add(layer + ".self_attn.o_proj", Tower::Llm, b, Role::AttentionOutput, 128, 128);
        add(layer + ".mlp.gate_proj", Tower::Llm, b, Role::MlpGate, 128, 512);
        add(layer + ".mlp.up_proj", Tower::Llm, b, Role::MlpUp, 128, 512);
        add(layer + ".mlp.down_proj", Tower::Llm, b, Role::MlpDown, 512, 128);
    }
    add("language_model.lm_head", Tower::Llm, -1, Role::Head, 128, 4000);
    return outline;
}

inline int layerNamed(const ModelOutline& outline, const std::string& name)
{
    for (size_t i = 0; i < outline.layers.size(); ++i)
        if (outline.layers[i].name == name)
            return static_cast<int>(i);
    return -1;
}

}
