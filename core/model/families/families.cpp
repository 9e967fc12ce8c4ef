// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/families/family.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "base/error.h"
#include "base/text.h"

namespace quantscope {

extern const DecoderFamily qwen2Family;
extern const DecoderFamily qwen3Family;
extern const DecoderFamily llamaFamily;
extern const DecoderFamily phi3Family;
extern const DecoderFamily internlm2Family;
extern const DecoderFamily internlm3Family;

namespace {

const std::array families{&qwen2Family, &qwen3Family, &llamaFamily, &phi3Family, &internlm2Family, &internlm3Family};

struct Missing
{
    std::string_view id, title, needs;
};

constexpr std::string_view experts = "a router and experts in the place of each MLP";
constexpr Missing missing[] = {
    {"qwen3_moe", "Qwen3-MoE", experts},
    {"qwen2_moe", "Qwen2-MoE", experts},
    {"gpt_oss", "gpt-oss", "a router and experts in the place of each MLP, attention sinks and sliding windows"},
    {"deepseek_v2", "DeepSeek-V2", "a router and experts in the place of each MLP, and latent attention"},
};

}

std::span<const DecoderFamily* const> decoderFamilies()
{
    return families;
}

const DecoderFamily* findDecoderFamily(std::string_view id)
{
    const auto found =
        std::find_if(families.begin(), families.end(), [&](const DecoderFamily* family) { return family->id == id; });
    return found == families.end() ? nullptr : *found;
}

const DecoderFamily& decoderFamilyFor(const DecoderConfig& config, const std::string& place)
{
    if (const auto* family = findDecoderFamily(config.modelType))
        return *family;
    for (const auto& row : missing)
        if (row.id == config.modelType)
            throw Error(fmt::format("{}: {} is not supported, it would need {}", place, row.title, row.needs));
    throw Error(fmt::format("{}: expected one of {}, found '{}'", place, listedBy(families, &DecoderFamily::id),
                            config.modelType));
}

}
