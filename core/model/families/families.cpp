// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/families/family.h"

#include <array>

#include "base/error.h"

namespace quantscope {

extern const DecoderFamily qwen2Family;
extern const DecoderFamily internlm2Family;

namespace {

const std::array families{&qwen2Family, &internlm2Family};

}

std::span<const DecoderFamily* const> decoderFamilies()
{
    return families;
}

const DecoderFamily& decoderFamilyFor(const DecoderConfig& config, const std::string& where)
{
    std::string known;
    for (const auto* family : families) {
        if (family->matches(config))
            return *family;
        known += (known.empty() ? "" : ", ") + std::string(family->id);
    }
    throw Error(where + ": field 'llm_config.model_type': expected one of " + known + ", found '" + config.modelType +
                "'");
}

}
