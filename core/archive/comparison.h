// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "archive/recipefields.h"
#include "archive/significance.h"
#include "run/runrecord.h"

namespace quantscope {

inline constexpr size_t mostCompared = 8; // runs

// A question that all runs have answered. Lists stand beside the runs.
struct ComparedQuestion
{
    std::vector<size_t> places; // in each record's predictions and questions asked
    std::vector<double> scores;
    double spread = 0; // highest minus lowest score
    size_t texts = 1; // different answers
};

struct ComparedCategory
{
    std::string name;
    int64_t total = 0;
    std::vector<double> correct; // by run
};

struct ComparedPair
{
    size_t left = 0, right = 0; // runs
    PairTest test;
    double adjusted = 1; // the p-value after Holm, among all pairs
};

// Errors by layer; layers of all runs by their names, in the order of their first appearance.
struct LayerCurves
{
    std::vector<std::string> layers;
    std::vector<std::vector<std::optional<double>>> isolatedDb, accumulatedDb; // SQNR by run, then layer; unset: not
                                                                               // measured
};

LayerCurves layerCurves(std::span<const RunRecord>);

struct Comparison
{
    std::vector<ComparedQuestion> questions; // those that the runs disagree on most first
    std::vector<ComparedCategory> categories; // in the order of the questions
    ComparedCategory total;
    std::vector<Interval> intervals; // by run: hold 95 % of the totals of resampled questions
    std::vector<ComparedPair> pairs; // every two
    std::vector<FieldDifference> recipe; // the float model's recipe changes nothing
    LayerCurves curves;
};

// Runs side by side on the questions that all of them have answered: those of one benchmark with the same index,
// category, text and answers that have a score. Runs without any are left out, see leftout.h. Error for less than two
// runs and more than mostCompared.
Comparison compareRuns(std::span<const RunRecord>);

}
