// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "numeric/histogram.h"

namespace quantscope {

// What enters one layer over some questions, image tokens and text tokens apart (vision tower and projector have image
// tokens only). `channelMax` is max |x| of every input channel over all tokens.
struct InputProfile
{
    Histogram image, text;
    double imageValues = 0, textValues = 0;
    float min = 0, max = 0;
    float imageMin = 0, imageMax = 0, textMin = 0, textMax = 0;
    std::vector<float> channelMax;
};

}
