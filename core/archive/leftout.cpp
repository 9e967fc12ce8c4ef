// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/leftout.h"

#include <algorithm>
#include <cmath>

namespace quantscope {

size_t scoredAnswers(const RunRecord& run)
{
    return static_cast<size_t>(std::count_if(run.predictions.begin(), run.predictions.end(),
                                             [](const Prediction& prediction) { return prediction.isScored; }));
}

std::vector<bool> runsLeftOut(std::span<const RunRecord> runs)
{
    std::vector<bool> out;
    for (const auto& run : runs)
        out.push_back(scoredAnswers(run) == 0);
    if (std::count(out.begin(), out.end(), false) < 2)
        out.assign(out.size(), false);
    return out;
}

bool isLeftOut(const Comparison& comparison, size_t run)
{
    return std::isnan(comparison.total.correct.at(run));
}

size_t firstAnswering(const ComparedQuestion& question)
{
    return static_cast<size_t>(
        std::find_if(question.places.begin(), question.places.end(), [](size_t place) { return place != noPlace; }) -
        question.places.begin());
}

}
