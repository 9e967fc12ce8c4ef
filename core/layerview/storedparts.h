// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "quant/plan.h"

namespace quantscope {

// The bytes of one tower's linear layers as a recipe stores them.
struct StoredPart
{
    Tower tower = Tower::Vision;
    double weights = 0; // numbers
    double floatBytes = 0; // at 16 bits
    double codeBytes = 0; // packed; of layers that stay in floating point their 16 bits
    double scaleBytes = 0; // scales, zero points and what is kept beside the codes
    int fewestBits = 16, mostBits = 16; // per weight, of its layers

    double bytes() const
    {
        return codeBytes + scaleBytes;
    }
};

struct StoredModel
{
    std::vector<StoredPart> parts; // towers that have layers, in their order
    double otherBytes = 0; // embeddings, norms, biases, at 16 bits
};

// The same sum as estimateSize().
StoredModel storedModel(const Plan&, const ModelOutline&);

}
