// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/message.h"
#include "model/outline.h"
#include "quant/recipe.h"

namespace quantscope {

// What the recipe means for every layer. Who has a plan does not ask for the protocol again.
struct Plan
{
    std::vector<Scheme> schemes; // parallel to Model::layers
    std::vector<std::vector<int>> overrides; // indices of the overrides, as asked, that touched the layer
    Recipe recipe = {}; // as it really runs: underProtocol() of the one that was asked for
};

// Tower defaults, then overrides in order, all under the recipe's protocol. The output head stays in floating point
// unless an override names it.
Plan resolve(const Recipe&, const std::vector<Layer>&);

enum class Severity {
    Note, // a setting that the recipe's protocol replaces
    Warning,
    Error,
};

// Something about a recipe that its user should know before it runs.
struct Issue
{
    Severity severity = Severity::Warning;
    LayerIndex layer = -1; // -1: a tower or the whole recipe, see the message
    Message message;
};

// Combinations that cannot work (Error) or will surprise (Warning) on this model, and what the protocol changes (Note).
std::vector<Issue> validate(const Recipe&, const Plan&, const ModelOutline&);

struct SizeEstimate
{
    double floatBytes = 0; // all weights at 16 bits
    double bytes = 0; // with quantized layers packed, scales and zero points at 16 bits
    double bitsPerWeight = 0; // over the layers
    double compression() const
    {
        return bytes > 0 ? floatBytes / bytes : 0;
    }
};

SizeEstimate estimateSize(const Plan&, const ModelOutline&);
// Of one layer's weight as it is stored: packed, with scales and zero points at 16 bits.
double storedBits(const Layer&, const Scheme&);

}
