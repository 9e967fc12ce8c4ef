// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "image/preprocess.h"

namespace quantscope {

class JsonFields;
struct Architecture;
struct DecoderFamily;
struct FolderPrompt;

enum class NormKind {
    Layer, // (x - mean) / sqrt(var + eps) · weight + bias
    Rms, // x / sqrt(mean(x²) + eps) · weight, in float32
    RmsNormWithoutWeight, // the same without weight and in x's own type, as the reference has it after norm fusion
};

enum class MlpKind {
    Gelu, // W gelu(Ux)
    GeluTanh, // the same with the approximation by tanh
    GatedSilu, // W (silu(Gx) · Ux); G and U are two layers, or one with the rows of G first
};

enum class RopeKind {
    Default, // angle = position · base^(-2i/d)
    Linear, // frequencies divided by a factor
    Dynamic, // the base grows with the sequence once it is longer than the model was trained for (NTK)
    Llama3, // low frequencies divided by a factor, high ones kept, a ramp between
    Long, // every frequency divided by a factor of its own, others for long sequences than for short ones
    Yarn, // low frequencies divided by a factor, high ones kept, a ramp over the channels between
};

// Rotary position embedding, as Hugging Face's rope_parameters tell it.
struct RopeConfig
{
    RopeKind kind = RopeKind::Default;
    double base = 10000;
    double factor = 1; // of Linear, Dynamic, Llama3 and Yarn
    double lowFrequencyFactor = 1, highFrequencyFactor = 4; // of Llama3
    double fastTurns = 32, slowTurns = 1; // of Yarn: turns in training from which on, and up to which, the ramp goes
    bool wholeChannels = true; // of Yarn: the ramp begins and ends at a whole pair of channels
    // Of Llama3, Long and Yarn: the length in training before the context was extended.
    int64_t originalPositions = 0;
    std::vector<double> shortFactors, longFactors; // of Long: head size / 2 each
    double attentionFactor = 1; // cos and sin are multiplied by it
    std::vector<int64_t> sections; // how many of the head size / 2 frequencies each axis turns; empty: one axis
};

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
    double qkNormEps = 1e-6;
    NormKind norm = NormKind::Layer;
    MlpKind mlp = MlpKind::Gelu;
    bool qkvBias = true;
    bool qkNorm = false;

    int64_t headSize() const
    {
        return width / heads;
    }
};

struct DecoderConfig
{
    std::string modelType; // "qwen2", "internlm2", …
    int64_t width = 0;
    int64_t blocks = 0;
    int64_t heads = 0;
    int64_t kvHeads = 0;
    int64_t headSize = 0;
    int64_t mlpWidth = 0;
    int64_t vocabulary = 0;
    int64_t maxPositions = 0;
    double normEps = 1e-6;
    NormKind norm = NormKind::Rms;
    MlpKind mlp = MlpKind::GatedSilu;
    RopeConfig rope;
    // What config.json says about biases; unset: what the checkpoint has.
    std::optional<bool> qkvBias, outputBias, mlpBias;
    bool tiedHead = false; // the embedding is the head where the checkpoint has no head of its own
    // Some blocks, or none where the list is empty, see the last `window` tokens alone, the token itself with them.
    int64_t window = 0;
    std::vector<bool> hasWindow;

    // 0: all tokens before it.
    int64_t windowOf(int64_t block) const
    {
        return !hasWindow.empty() && hasWindow.at(static_cast<size_t>(block)) ? window : 0;
    }
    // Of the positions of a token.
    int64_t positionAxes() const
    {
        return rope.sections.empty() ? 1 : static_cast<int64_t>(rope.sections.size());
    }
};

// The shape of a model, as its architecture reads it from config.json. An architecture leaves what it does not have as
// it is here.
struct ModelConfig
{
    const Architecture* architecture = nullptr;
    const DecoderFamily* family = nullptr;
    VisionConfig vision;
    DecoderConfig decoder;
    int64_t tileSize = 448; // of a tile, or of a usual image where images are not cut
    double downsampleRatio = 0.5; // visual tokens per patch, along each side
    bool pixelShuffleV2 = true;
    int64_t selectLayer = -1;
    double projectorNormEps = 1e-5;
    std::string chatTemplate;
    std::shared_ptr<const FolderPrompt> folderPrompt; // the folder's own chat template, where the layout reads one
    std::string systemMessage;
    bool hasSystemMessage = false;
    bool useThumbnail = true;
    bool dynamicTiles = true;
    int64_t minTiles = 1;
    int64_t maxTiles = 12;
    bool ownTileLimit = false; // maxTiles counts where no benchmark is known, else VLMEvalKit's usual number
    PixelScale pixelScale;
    int64_t imageToken = -1; // as config.json says; -1: it says nothing

    // Vision blocks that run: all, or fewer when select_layer takes an inner hidden state.
    int64_t visionBlocksUsed() const;
};

// Limits of what a config.json may say.
inline constexpr int64_t maxModelWidth = 1 << 20;
inline constexpr int64_t maxModelBlocks = 1000;
inline constexpr double leastNormEps = 1e-15; // float32 keeps it apart from 0

// The language model's part of a config.json, in the words of Hugging Face. Every number is checked; Error names the
// place and the field.
DecoderConfig parseDecoderConfig(const JsonFields&);
// Error unless `value`, of field `name`, is a multiple of `by`.
void requireDivisible(int64_t value, int64_t by, const JsonFields&, const char* name, const char* byName);

}
