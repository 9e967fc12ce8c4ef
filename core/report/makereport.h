// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "layerview/layerview.h"
#include "report/reportdocument.h"
#include "run/runrecord.h"
#include "tasks/dataset.h"

namespace quantscope {

// A run as a report needs it.
struct ReportedRun
{
    RunRecord record;
    std::vector<LayerView> layers = {}; // those that were named, as far as its models are at hand
    std::string command = {}; // a line that runs it again, with recipe.json where the options cannot say it
};

struct ReportChoices
{
    std::string language = "en"; // of reportLanguages()
    std::vector<std::string> layers; // whose distributions are shown, by whole or short names
    std::vector<std::string> questions; // by index; none: those on which the runs differ most, of one run wrong ones
    size_t mostQuestions = 8; // where none are chosen
    std::string title, notes; // of whoever makes it; notes in paragraphs
    std::string made; // when, UTC
};

struct ReportInput
{
    std::vector<ReportedRun> runs; // 1 to mostCompared
    std::shared_ptr<const Dataset> data; // for pictures; null: none are shown
    ReportChoices choices;
};

// Error for no runs and for too many, for a language that is not known and for questions and layers that no run has.
ReportDocument makeReport(const ReportInput&, const Progress& = {});

// What a recipe is called that the command of a run refers to: "recipe.json", of one among several "recipe-B.json".
std::string reportRecipeFile(std::optional<size_t> run);

// The layers of a run that have these names, in their order; names that it has none of are left out.
std::vector<LayerIndex> namedLayers(const RunRecord&, const std::vector<std::string>& names);

}
