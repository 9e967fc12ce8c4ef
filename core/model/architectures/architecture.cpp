// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architectures/architecture.h"

#include <algorithm>
#include <array>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/jsonfield.h"
#include "base/text.h"

namespace quantscope {

extern const Architecture internvlArchitecture;
extern const Architecture internvlHfArchitecture;

namespace {

const std::array rows{&internvlHfArchitecture, &internvlArchitecture};

// Models that people try, and what each would need here.
struct Missing
{
    std::string_view name; // of its class or its model_type
    std::string_view title, needs;
};

constexpr std::string_view nativeResolution =
    "a vision tower with rotary positions on images of any size, and decoder positions with three axes";
constexpr Missing missing[] = {
    {"Qwen2VLForConditionalGeneration", "Qwen2-VL", nativeResolution},
    {"qwen2_vl", "Qwen2-VL", nativeResolution},
    {"Qwen2_5_VLForConditionalGeneration", "Qwen2.5-VL",
     "a vision tower with windowed attention and rotary positions on images of any size, and decoder positions with "
     "three axes"},
    {"qwen2_5_vl", "Qwen2.5-VL",
     "a vision tower with windowed attention and rotary positions on images of any size, and decoder positions with "
     "three axes"},
    {"MiniCPMV", "MiniCPM-V", "its image slicing, a SigLIP tower with bucketed positions and a perceiver resampler"},
    {"minicpmv", "MiniCPM-V", "its image slicing, a SigLIP tower with bucketed positions and a perceiver resampler"},
    {"QWenLMHeadModel", "Qwen-VL-Chat",
     "a CLIP tower with attention pooling, the decoder of the first Qwen and its tiktoken vocabulary"},
    {"ChatGLMModel", "GLM-4V", "an EVA-CLIP tower, the GLM-4 decoder with partial rotary positions and its tokenizer"},
    {"Glm4vForConditionalGeneration", "GLM-4.1V", nativeResolution},
};

// Null when the configuration names none of them.
const Missing* missingIn(const nlohmann::json& config)
{
    std::vector<std::string> names;
    if (const auto list = config.find("architectures"); list != config.end() && list->is_array())
        for (const auto& name : *list)
            if (name.is_string())
                names.push_back(name.get<std::string>());
    if (const auto type = config.find("model_type"); type != config.end() && type->is_string())
        names.push_back(type->get<std::string>());
    for (const auto& row : missing)
        if (std::find(names.begin(), names.end(), row.name) != names.end())
            return &row;
    return nullptr;
}

}

Architectures architectures()
{
    return rows;
}

ModelConfig parseModelConfig(const nlohmann::json& config, const std::string& where, Architectures known)
{
    const JsonFields fields(config, where);
    if (const auto* row = missingIn(config))
        throw Error(fmt::format("{}: {} is not supported, it would need {}", fields.place("architectures"), row->title,
                                row->needs));
    for (const auto* row : known)
        if (row->matches(config)) {
            auto parsed = row->parse(config, where);
            parsed.architecture = row;
            return parsed;
        }
    throw Error(fields.place("architectures") + ": expected " + listedBy(known, &Architecture::className) + ", found " +
                (fields.has("architectures") ? fields.required("architectures").dump() : "nothing"));
}

std::string_view imageTokenText(const ModelConfig& config)
{
    return config.folderPrompt ? std::string_view(config.folderPrompt->image.context) : config.architecture->imageToken;
}

std::vector<TokenGrid> visualGrids(const ModelConfig& config, const at::Tensor& pixels)
{
    return pixels.defined() ? config.architecture->visualGrids(config, pixels.sizes()) : std::vector<TokenGrid>();
}

int64_t tokensPerTile(const ModelConfig& config)
{
    const int64_t side = config.tileSize;
    return tokensOf(config.architecture->visualGrids(config, {1, config.vision.channels, side, side}));
}

}
