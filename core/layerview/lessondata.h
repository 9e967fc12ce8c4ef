// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "model/layer.h"
#include "numeric/rotationpath.h"

namespace quantscope {

// A small part of a weight with the Hessian of its inputs, for GPTQ one column at a time.
struct SmallWeight
{
    int64_t rows = 0, columns = 0;
    std::vector<int64_t> channels; // the input channels, [columns]
    std::vector<float> weight, hessian; // [rows, columns], [columns, columns] (2/n XᵀX)
};

// What the lessons draw about one layer: samples of what enters it and of its weight, as in the checkpoint, in plain
// floats. At most about a million numbers, whatever the size of the layer.
struct LessonData
{
    Layer layer;
    int64_t channels = 0; // input channels
    std::vector<float> inputs; // [tokens, channels], image tokens and text tokens in like numbers where there are both
    std::vector<uint8_t> isImage; // by token
    std::vector<float> weight; // [outputs, channels], evenly spaced output channels
    std::vector<float> turnedWeight; // the same output channels of W H, H the Hadamard transform in front of the layer
    std::vector<float> channelMax; // by input channel: largest |w| over all outputs of W
    std::vector<float> turnedChannelMax; // the same of W H
    SmallWeight small;
    RotationPath rotation; // of the input channels, to a Hadamard matrix

    int64_t tokens() const
    {
        return static_cast<int64_t>(isImage.size());
    }
    int64_t outputs() const
    {
        return channels > 0 ? static_cast<int64_t>(weight.size()) / channels : 0;
    }
    std::vector<float> rowsOf(bool image) const; // one modality's inputs
};

// What a lesson would like to look at.
struct LessonWish
{
    std::optional<Tower> tower;
    std::optional<Role> role;
};

}
