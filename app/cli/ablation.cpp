// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/ablation.h"

#include <algorithm>
#include <optional>
#include <ostream>

#include <fmt/core.h>

#include "base/csv.h"
#include "cli/console.h"
#include "cli/opening.h"
#include "cli/sources.h"
#include "cli/workbench.h"
#include "experiments/ablation.h"
#include "files/atomicfile.h"
#include "files/resources.h"

namespace quantscope::cli {
namespace {

constexpr int titleWidth = 38;

struct Line
{
    std::string title;
    double correct = 0;
    size_t questions = 0;
    std::optional<double> sqnrDb;
    int expected = -1; // of the whole demo, as the manual says
};

Line lineOf(const std::string& title, const RunRecord& record, int expected = -1)
{
    return {title, record.score.correct, static_cast<size_t>(record.score.total), meanSqnrDb(record.layers), expected};
}

void print(std::ostream& out, const Line& line)
{
    out << fmt::format("{:<{}} {:>7g} {:>9} {:>14}{}\n", line.title, titleWidth, line.correct, line.questions,
                       line.sqnrDb ? fmt::format("{:.1f}", *line.sqnrDb) : "-",
                       line.expected >= 0 ? fmt::format("{:>9}", line.expected) : "")
        << std::flush;
}

const Ablation& ablationOf(const Options& o)
{
    return o.ladder ? demoLadder() : publishedAblation();
}

Recipe recipeOf(const Options& o, size_t step)
{
    auto recipe = ablationRecipe(ablationOf(o), step);
    recipe.name.clear(); // the title of a step is no name for a run
    if (o.ablationSamples > 0)
        recipe.calibration.weightSamples = recipe.calibration.activationSamples = o.ablationSamples;
    return recipe;
}

void writeTable(const std::filesystem::path& folder, const std::vector<Line>& lines)
{
    std::filesystem::create_directories(folder);
    std::string csv = "step,hits,questions,mean_sqnr_db\n";
    for (const auto& line : lines)
        csv += csvQuoted(line.title) + "," +
            csvLine({fmt::format("{:g}", line.correct), std::to_string(line.questions),
                     line.sqnrDb ? fmt::format("{:g}", *line.sqnrDb) : ""});
    writeAtomically(folder / "ablation.csv", csv);
}

}

void ablation(const Options& o, std::ostream& out)
{
    const auto& chosen = ablationOf(o).steps;
    const auto all = chosen.size();
    const auto steps = o.steps < 0 ? all : std::min(all, static_cast<size_t>(o.steps));
    auto heaviest = ablationRecipe(publishedAblation(), publishedAblation().steps.size() - 1);
    heaviest.calibration = recipeOf(o, steps - 1).calibration;
    const auto workspace = openWorkspace(o, &heaviest);
    const bool isWholeDemo = o.ladder && asksAll(chosenSubset(o, Protocol::Exact)) && o.ablationSamples < 0 &&
        workspace.sources.model == demoFiles().model;
    out << fmt::format("{:<{}} {:>7} {:>9} {:>14}{}\n", "step", titleWidth, "correct", "questions", "mean SQNR (dB)",
                       isWholeDemo ? " expected" : "");
    std::vector<Line> lines;
    ProgressLine progress;
    const auto part = [&](size_t step) {
        const auto whole = static_cast<double>(steps + 1);
        return partOf(progress.progress(), static_cast<double>(step) / whole, static_cast<double>(step + 1) / whole);
    };
    const auto tell = [&](Line line) {
        progress.clear();
        print(out, line);
        lines.push_back(std::move(line));
    };
    for (size_t i = 0; i < steps; ++i)
        tell(lineOf(std::string(chosen[i].title), runOn(o, workspace, recipeOf(o, i), part(i)),
                    isWholeDemo ? chosen[i].demoCorrect : -1));
    tell(lineOf("Float model", answerFloat(o, workspace, Protocol::Exact, part(steps))));
    if (!o.out.empty())
        writeTable(o.out, lines);
}

}
