// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "archive/recipefields.h"
#include "base/progress.h"
#include "tasks/bootstrap.h"

namespace quantscope {

class RunArchive;

// A complete run as an axis needs it.
struct StoredRecipe
{
    std::string id, name;
    std::string model, data; // their names
    std::string questions; // equal for runs of the same model that answered as many questions of the same benchmark
    std::string recipe; // its JSON; empty: the float model's, which changes nothing
};

struct AxisPoint
{
    std::string id, name; // of the run
    nlohmann::json value; // of the field; null where an override does not set it
    double correct = 0;
    int64_t total = 0; // scored answers
    Interval interval; // holds 95 % of the totals of resampled questions
};

// Runs that answered the same questions and differ in nothing but one field, by ascending value.
struct RunLine
{
    std::string model, data;
    std::vector<AxisPoint> points;
};

struct RunAxis
{
    std::vector<AxisField> choices; // fields that some runs differ in alone
    std::string path; // of the field that the lines are along
    std::vector<RunLine> lines; // those with the newest runs first
    size_t leftOut = 0; // runs of further lines, beyond mostAxisPoints
};

inline constexpr size_t mostAxisPoints = 200;

// Without scores: the choices, and the lines along the field of this path; none for an empty one. Runs whose recipe
// this version cannot read are left out.
RunAxis axisOf(std::span<const StoredRecipe>, const std::string& path, const Progress& = {});
// Puts in the scores of each run's answers, in the order of the benchmark.
void addScores(RunAxis&, const std::function<std::vector<double>(const std::string& id)>&, const Progress& = {});
// With the scores from the archive.
RunAxis axisOf(RunArchive&, const std::string& path, const Progress& = {});

}
