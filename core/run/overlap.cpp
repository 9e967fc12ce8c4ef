// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/overlap.h"

#include <algorithm>
#include <set>
#include <string>

#include "files/sha256.h"

namespace quantscope {
namespace {

std::string questionKey(const Question& question)
{
    std::string key = question.question + '\n';
    for (const auto& image : question.images)
        key += sha256Hex(*image);
    return key;
}

}

int64_t countOverlap(const Dataset& calibration, const CalibrationUse& use, const Dataset& evaluation,
                     const QuestionSubset& subset)
{
    std::set<size_t> rows(use.weightRows.begin(), use.weightRows.end());
    rows.insert(use.activationRows.begin(), use.activationRows.end());
    std::set<std::string> evaluated;
    for (const size_t row : rowsOf(subset, evaluation))
        evaluated.insert(questionKey(evaluation.questions[row]));
    int64_t overlap = 0;
    for (const size_t row : rows)
        overlap += static_cast<int64_t>(evaluated.count(questionKey(calibration.questions[row])));
    return overlap;
}

}
