// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/message.h"
#include "base/progress.h"
#include "model/layer.h"

namespace quantscope {

struct Model;
struct GenerationInput;

// Behind one step of the model: how far the transformed stream is from a rotation of the checkpoint's.
struct StreamDeviation
{
    Tower tower = Tower::Vision;
    Message part; // "vision block 3", "projector", "llm block 0"
    double deviation = 0; // ‖G - G'‖² / ‖G‖², G = XXᵀ of some token rows: rotations leave it alone
};

// Whether folding and rotation have left the function as it was.
struct TransformCheck
{
    std::vector<StreamDeviation> streams; // in the order of the model
    double logitsError = 0; // ‖y - y'‖² / ‖y‖² over the last prompt token
    double klNats = 0; // KL of the same, mean over the prompts
    double tolerance = 0; // of both errors, for the type that the model computes in
    int firstBroken = -1; // index of streams
    bool meanRemoved = false; // norm fusion 'mquant', which changes the function at mlp1 on purpose

    bool isWhole() const
    {
        return firstBroken < 0 && logitsError <= tolerance;
    }
};

// Walks both float models over the prompts, one prompt at a time.
TransformCheck checkTransforms(const Model& original, const Model& transformed, std::span<const GenerationInput>,
                               int64_t imageToken, const Progress& = {});

}
