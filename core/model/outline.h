// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "model/config.h"
#include "model/layer.h"

namespace quantscope {

struct Model;

// What may be known about a model without holding its tensors.
struct ModelOutline
{
    std::string name;
    ModelConfig config;
    std::vector<Layer> layers;
    double elements = 0; // numbers in all weights, norms and embeddings; a tied head counts once
};

ModelOutline outlineOf(const Model&, std::string name = {});

}
