// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "archive/database.h"

namespace quantscope {

struct AnswerScore
{
    size_t row = 0; // in the data set
    double score = 0;
};

// Of the stored run's answers that have a score, in the order of the benchmark, without their texts: for lists of many
// runs. None of a run that is not there.
std::vector<AnswerScore> answerScores(Database&, const std::string& id);

}
