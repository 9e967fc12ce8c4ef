// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "plots/scorerow.h"
#include "tasks/dataset.h"
#include "tasks/prediction.h"

namespace quantscope {

// What the rows of scores are made of, by row of the data set.
struct ScoreSource
{
    using Answers = std::vector<std::optional<Prediction>>;

    const Dataset* data = nullptr;
    const Answers* now = nullptr;
    const Answers* floatAnswers = nullptr; // null: none that can be compared
    const Answers* pinned = nullptr; // null: float is the baseline
    std::vector<size_t> asked; // the questions that the run is to answer
};

// Categories, groups, splits, figures and the total of the scored answers, in this order; empty without any. Each is
// compared on the questions that both have answered. Intervals are Wilson's where every answer is right or wrong, else
// of a bootstrap; those of differences come from a bootstrap over pairs.
std::vector<ScoreRow> scoreRows(const ScoreSource&, const QString& totalName);

}
