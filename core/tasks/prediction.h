// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tasks/rowproblem.h"
#include "tasks/score.h"

namespace quantscope {

struct Prediction
{
    size_t row = 0; // in the data set
    std::string index;
    std::string text;
    int64_t tokens = 0;
    double score = 0; // 0 or 1 for OCRBench, in [0, 1] for other metrics; 0 where it is not scored
    std::string problem = {}; // why the question could not be asked; empty: it was
    bool isScored = true; // the table has an answer to compare with, and there is no problem
};

// Where answers are called right or wrong, half right ones are right.
inline bool isRight(const Prediction& prediction)
{
    return prediction.score >= 0.5;
}

struct Evaluation
{
    std::vector<Prediction> predictions; // in the order of the data set, one for each question that was asked
    std::vector<RowProblem> problems; // in the order of the file: rows that did not load and that could not be asked
    Score score;
};

}
