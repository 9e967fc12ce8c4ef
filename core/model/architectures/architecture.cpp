// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architectures/architecture.h"

#include <array>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/jsonfield.h"

namespace quantscope {

extern const Architecture internvlArchitecture;

namespace {

const std::array rows{&internvlArchitecture};

}

Architectures architectures()
{
    return rows;
}

ModelConfig parseModelConfig(const nlohmann::json& config, const std::string& where, Architectures known)
{
    const JsonFields fields(config, where);
    std::string names;
    for (const auto* row : known) {
        if (row->matches(config)) {
            auto parsed = row->parse(config, where);
            parsed.architecture = row;
            return parsed;
        }
        names += (names.empty() ? "" : ", ") + std::string(row->className);
    }
    throw Error(fields.place("architectures") + ": expected " + names + ", found " +
                (fields.has("architectures") ? fields.required("architectures").dump() : "nothing"));
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
