// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tasks/score.h"

namespace quantscope {

struct Prediction
{
    size_t row = 0; // in the data set
    int64_t index = 0;
    std::string text;
    int64_t tokens = 0;
    double score = 0; // 0 or 1 for OCRBench, in [0, 1] for other metrics
};

struct Evaluation
{
    std::vector<Prediction> predictions; // in the order of the data set
    Score score;
};

}
