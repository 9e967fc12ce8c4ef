// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/progress.h"
#include "image/image.h"

namespace quantscope {

struct SynthQuestions
{
    uint64_t seed = 42;
    int64_t first = 0; // index of the first question; every index has its own picture
    int64_t count = 0;
    int tileSize = 448;
    int threads = 1;
};

// The picture of one index: lines of invented letters on a quiet ground. Its size makes the tiling of OCRBench cut 1 to
// 12 tiles, plus the thumbnail where there are several.
Image synthPicture(uint64_t seed, int64_t index, int tileSize);

// A question file as VLMEvalKit ships OCRBench, with its ten categories in its proportions.
void writeSynthQuestions(const std::filesystem::path& tsv, const SynthQuestions&, const Progress& = {});

// The most bytes that one row may be expected to take.
uint64_t synthQuestionBytes(int tileSize);

}
