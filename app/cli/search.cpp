// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/searchcommands.h"

#include <algorithm>
#include <cmath>
#include <ostream>

#include <fmt/core.h>

#include "base/text.h"
#include "bitalloc/bitsearch.h"
#include "cli/console.h"
#include "cli/protocollines.h"
#include "files/atomicfile.h"
#include "log/log.h"
#include "run/protocolworkspace.h"
#include "tasks/bootstrap.h"

namespace quantscope::cli {
namespace {

Budget budgetOf(const Options& o)
{
    if ((o.search.averageBits > 0) == (o.search.megabytes > 0))
        throw Error("search: give --average_bits or --megabytes");
    return o.search.averageBits > 0 ? Budget{BudgetKind::AverageBits, o.search.averageBits}
                                    : Budget{BudgetKind::Megabytes, o.search.megabytes};
}

std::string number(double value)
{
    return rounded(value, 4);
}

std::string describe(const BitAssignment& found)
{
    return number(found.averageBits) + " bits on average, " + number(found.bytes / 1e6) + " MB, cost " +
        number(found.cost);
}

// The most bits that all groups can have within the budget.
int uniformWidth(const BitProblem& problem, const Budget& budget)
{
    int best = problem.bits.front();
    for (const int bits : problem.bits) {
        const auto uniform = uniformBits(problem, bits);
        const double used = budget.kind == BudgetKind::AverageBits ? uniform.averageBits : uniform.bytes / 1e6;
        if (used <= budget.value * (1 + 1e-9))
            best = bits;
    }
    return best;
}

// A paired comparison, and what may be read from it.
std::string verdict(const RunRecord& found, const RunRecord& uniform, const std::string& name)
{
    std::vector<double> differences;
    for (size_t i = 0; i < found.predictions.size(); ++i)
        differences.push_back(found.predictions[i].score - uniform.predictions.at(i).score);
    const double difference = found.score.correct - uniform.score.correct;
    const auto interval = bootstrapSum(differences);
    std::string text = "searched bits against " + name + ": " + (difference >= 0 ? "+" : "") + number(difference) +
        " correct answers, 95 % interval " + number(interval.low) + " to " + number(interval.high);
    if (difference > 0)
        return text + (interval.low > 0 ? "; the search is better" : "; better, but within what chance explains");
    return text +
        (interval.high < 0 ? "; the search is worse: its costs are of single groups, and here they do not add up"
                           : "; no better: what uniform bits lose is within what chance explains, so there is "
                             "nothing that the search could win back with these questions");
}

struct Search
{
    const Options& o;
    const Workspace& bench;
    const Recipe& base;
    const BitProblem& problem;
    std::ostream& out;
    ProgressLine& line;
    std::vector<NamedLine>& facts;

    RunRecord run(const Recipe& recipe, const std::string& folder) const
    {
        auto record = runOn(o, bench, recipe, line.progress());
        line.clear();
        facts.push_back({recipe.name, factsLine(record.protocol)});
        out << recipe.name << ": " << scoreText(record.score.correct, record.score.total) << ", "
            << number(record.size.bytes / 1e6) << " MB\n";
        if (!o.out.empty()) {
            prepareOutputFolder(o.out / folder);
            writeRun(o.out / folder, record);
        }
        return record;
    }

    Recipe uniform(int bits) const
    {
        auto recipe = recipeWithBits(base, bench.loaded.model.layers, problem.groups, uniformBits(problem, bits).bits);
        recipe.name = fmt::format("uniform {} bits", bits);
        return recipe;
    }

    nlohmann::json compare(const RunRecord& found, int width) const
    {
        const auto recipe = uniform(width);
        const auto record = run(recipe, "uniform");
        const auto text = verdict(found, record, recipe.name);
        out << text << "\n";
        return {{"uniform_bits", width}, {"uniform_hits", record.score.correct}, {"verdict", text}};
    }

    void predict(const BitAssignment& found) const
    {
        std::vector<ScorePoint> points;
        for (const int bits : o.search.fitBits) {
            const auto cost = uniformBits(problem, bits).cost;
            points.push_back({cost, run(uniform(bits), fmt::format("uniform-{}", bits)).score.correct});
        }
        if (points.empty())
            return;
        const auto correct = predictCorrect(points, found.cost);
        out << "predicted correct answers: "
            << (correct ? number(*correct)
                        : std::string("unknown, the cost lies outside of what the uniform runs have"))
            << "\n";
    }
};

void printBits(const BitSearch& search, const BitAssignment& found, std::ostream& out)
{
    const auto& problem = search.problem();
    for (size_t g = 0; g < problem.groups.size(); ++g)
        out << "  " << found.bits[g] << "  " << problem.groups[g].name << (problem.pinned[g] ? "  (kept)" : "") << "\n";
}

nlohmann::json searchToJson(const BitSearch& search, const BitAssignment& found, const std::string& measure,
                            const Budget& budget)
{
    const auto& problem = search.problem();
    nlohmann::json json{
        {"measure", measure},
        {"budget", {{budget.kind == BudgetKind::AverageBits ? "average_bits" : "megabytes", budget.value}}},
        {"average_bits", found.averageBits},
        {"bytes", found.bytes},
        {"cost", found.cost},
        {"exact", search.exact()}};
    for (size_t g = 0; g < problem.groups.size(); ++g)
        json["groups"].push_back(
            {{"name", problem.groups[g].name}, {"bits", found.bits[g]}, {"pinned", problem.pinned[g] != 0}});
    return json;
}

}

void search(const Options& o, std::ostream& out)
{
    const auto base = chosenRecipe(o);
    const auto budget = budgetOf(o);
    if (!o.out.empty())
        prepareOutputFolder(o.out);
    sayProtocol(o, base);
    const auto bench = underProtocol(openWorkspace(o, &base), base.protocol);
    ProgressLine line;
    auto measures = std::vector<std::string>{o.search.measure};
    if (o.search.measure == "hits")
        measures.push_back("kl"); // decides between groups that lose equally many
    const auto table = measured(o, bench, base, std::move(measures), line.progress());
    line.clear();
    const auto outline = outlineOf(bench.loaded.model);
    const BitSearch bitSearch(bitProblem(base, outline, table, o.search.measure, o.search.keepOverrides), budget.kind);
    const auto found = bitSearch.assign(budget.value);
    if (!found.feasible)
        throw Error("search: the budget is below " + number(bitSearch.lowest()) + ", what the fewest bits need");
    auto recipe = recipeWithBits(base, outline.layers, bitSearch.problem().groups, found.bits);
    recipe.name = "searched by " + o.search.measure + ", " + rounded(found.averageBits) + " bits";
    out << "measure " << o.search.measure << ": " << describe(found) << "\n";
    printBits(bitSearch, found, out);
    const int width = uniformWidth(bitSearch.problem(), budget);
    out << "uniform " << width << " bits: " << describe(uniformBits(bitSearch.problem(), width)) << "\n";
    auto json = searchToJson(bitSearch, found, o.search.measure, budget);
    const auto keep = [&] {
        if (!o.out.empty())
            writeAtomically(o.out / "search.json", json.dump(2) + "\n");
    };
    keep();
    if (!o.out.empty())
        writeAtomically(o.out / "recipe.json", recipeToJson(recipe).dump(2) + "\n");
    std::vector<NamedLine> facts;
    const Search job{o, bench, base, bitSearch.problem(), out, line, facts};
    job.predict(found);
    if (o.search.run || o.search.compareUniform) {
        const auto record = job.run(recipe, "searched");
        json["hits"] = record.score.correct;
        if (o.search.compareUniform)
            json["comparison"] = job.compare(record, width);
        keep();
    }
    if (facts.empty())
        facts.push_back({recipe.name, factsLine(startRecord(bench, specOf(o, bench, recipe)).protocol)});
    for (const auto& text : linesOnce(facts))
        out << text << "\n";
    if (!o.out.empty())
        logInfo("written to " + o.out.string());
}

}
