// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

namespace quantscope {

struct VisionConfig
{
    int64_t width = 0;
    int64_t blocks = 0;
    int64_t heads = 0;
    int64_t mlpWidth = 0;
    int64_t channels = 3;
    int64_t patchSize = 14;
    int64_t imageSize = 448; // the size that the position embedding was made for
    double normEps = 1e-6;
    bool rmsNorm = false;
    bool qkvBias = true;
    bool qkNorm = false;
    bool geluTanh = false;

    int64_t headSize() const
    {
        return width / heads;
    }
};

struct DecoderConfig
{
    std::string modelType; // "qwen2", "internlm2"
    int64_t width = 0;
    int64_t blocks = 0;
    int64_t heads = 0;
    int64_t kvHeads = 0;
    int64_t headSize = 0;
    int64_t mlpWidth = 0;
    int64_t vocabulary = 0;
    int64_t maxPositions = 0;
    double normEps = 1e-6;
    double ropeBase = 10000;
    double ropeScaling = 0; // factor of "linear" or "dynamic" scaling, 0 without
    bool ropeDynamic = false;
    bool tiedHead = false;
};

// config.json of an InternVL2 checkpoint.
struct ModelConfig
{
    VisionConfig vision;
    DecoderConfig decoder;
    int64_t tileSize = 448;
    double downsampleRatio = 0.5;
    bool pixelShuffleV2 = true;
    int64_t selectLayer = -1;
    double projectorNormEps = 1e-5;
    std::string chatTemplate;
    std::string systemMessage;
    bool hasSystemMessage = false;
    bool useThumbnail = true;
    bool dynamicTiles = true;
    int64_t minTiles = 1;
    int64_t maxTiles = 12;

    // Visual tokens of one tile after pixel shuffle.
    int64_t tokensPerTile() const;
    // Vision blocks that run: all, or fewer when select_layer takes an inner hidden state.
    int64_t visionBlocksUsed() const;
};

// Every number is checked; Error names `where` and the field.
ModelConfig parseModelConfig(const nlohmann::json& config, const std::string& where);

}
