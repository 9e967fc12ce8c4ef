// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/sections.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/csv.h"
#include "base/text.h"
#include "exchange/papertable.h"
#include "report/figures.h"
#include "tasks/metric.h"

namespace quantscope {
namespace {

constexpr size_t mostBars = 72; // of a figure, all runs together

// Of a run's scored answers, all of them or those of one category.
std::vector<double> scoresIn(const RunRecord& run, const std::optional<std::string>& category)
{
    std::vector<double> scores;
    for (size_t i = 0; i < run.predictions.size(); ++i)
        if (run.predictions[i].isScored && (!category || (i < run.asked.size() && run.asked[i].category == *category)))
            scores.push_back(run.predictions[i].score);
    return scores;
}

bool areRightOrWrong(const std::vector<double>& scores)
{
    return std::all_of(scores.begin(), scores.end(), [](double score) { return score == 0 || score == 1; });
}

Interval inPercent(const Interval& share)
{
    return {100 * share.low, 100 * share.high};
}

// Of 95 %, in percent. Unset where the answers behind a part are not all known.
std::optional<Interval> intervalOf(const std::vector<double>& scores, const CategoryScore& part)
{
    if (part.total <= 0)
        return {};
    if (static_cast<int64_t>(scores.size()) != part.total) {
        if (!scores.empty() || part.correct != std::floor(part.correct))
            return {};
        return inPercent(wilsonInterval(static_cast<int64_t>(part.correct), part.total));
    }
    if (areRightOrWrong(scores))
        return inPercent(wilsonInterval(std::llround(part.correct), part.total));
    const auto sum = bootstrapSum(scores);
    const auto n = static_cast<double>(part.total);
    return Interval{100 * sum.low / n, 100 * sum.high / n};
}

CategoryScore allOf(const Score& score)
{
    return {{}, score.correct, score.total};
}

std::string intervalText(const std::optional<Interval>& interval)
{
    return interval ? fmt::format("[{:.1f}, {:.1f}]", interval->low, interval->high) : std::string();
}

std::string metricName(const ReportWork& work, const std::string& id)
{
    const auto* metric = findMetric(id);
    return metric ? work.say(message(std::string(metric->nameCode))) : id;
}

std::vector<ReportCell> scoreRow(const ReportWork& work, const std::string& name, const Score& score,
                                 const std::optional<Interval>& interval)
{
    const auto all = allOf(score);
    std::vector<ReportCell> row{{name}, numberCell(score.correct, 6), integerCell(score.total)};
    row.push_back(score.total > 0 ? percentCell(percentOf(all)) : ReportCell{});
    row.push_back({intervalText(interval),
                   interval ? csvNumber(interval->low) + " " + csvNumber(interval->high) : std::string()});
    row.push_back(score.total > 0 ? numberCell(score.finalScore, 6) : ReportCell{});
    row.push_back({metricName(work, score.metric)});
    row.push_back(integerCell(score.unscored));
    row.push_back(integerCell(score.failed));
    return row;
}

ReportTable scoresTable(const ReportWork& work)
{
    ReportTable table{"scores", work.say(message("report.scores_caption")), {}, {}};
    table.columns = {{work.say(message("report.column_run"))},
                     {work.say(message("report.column_correct")), true},
                     {work.say(message("report.column_questions")), true},
                     {work.say(message("report.column_share")), true},
                     {work.say(message("report.column_interval")), true},
                     {work.say(message("report.column_score")), true},
                     {work.say(message("report.column_metric"))},
                     {work.say(message("report.column_unscored")), true},
                     {work.say(message("report.column_failed")), true}};
    for (size_t i = 0; i < work.runs.records.size(); ++i) {
        const auto& run = work.runs.records[i];
        table.rows.push_back(
            scoreRow(work, work.markedName(i), run.score, intervalOf(scoresIn(run, {}), allOf(run.score))));
        if (run.floatScore)
            table.rows.push_back(
                scoreRow(work,
                         work.say(work.isComparison() ? message("report.float_beside", {{"run", runLetter(i)}})
                                                      : message("report.float_alone")),
                         *run.floatScore, intervalOf({}, allOf(*run.floatScore))));
    }
    return table;
}

const CategoryScore* partNamed(const std::vector<CategoryScore>& parts, const std::string& name)
{
    const auto it = std::find_if(parts.begin(), parts.end(), [&](const CategoryScore& p) { return p.name == name; });
    return it == parts.end() ? nullptr : &*it;
}

using Parts = std::vector<CategoryScore> Score::*;

// In the order of their first appearance.
std::vector<std::string> partNames(const ReportWork& work, Parts parts)
{
    std::vector<std::string> names;
    for (const auto& run : work.runs.records)
        for (const auto& part : run.score.*parts)
            if (std::find(names.begin(), names.end(), part.name) == names.end())
                names.push_back(part.name);
    return names;
}

// "40", or "40, 38" where the runs were asked different numbers.
std::string countsText(const ReportWork& work, Parts parts, const std::string& name)
{
    std::vector<std::string> counts;
    for (const auto& run : work.runs.records)
        if (const auto* part = partNamed(run.score.*parts, name)) {
            auto text = std::to_string(part->total);
            if (std::find(counts.begin(), counts.end(), text) == counts.end())
                counts.push_back(std::move(text));
        }
    return listed(counts);
}

void addParts(const ReportWork& work, Parts parts, const char* id, const std::string& caption)
{
    const auto names = partNames(work, parts);
    if (names.empty())
        return;
    ReportTable table{id, caption, runColumns(work, work.say(message("report.column_part")), true), {}};
    table.columns.insert(table.columns.begin() + 1, {work.say(message("report.column_questions")), true});
    for (const auto& name : names) {
        std::vector<ReportCell> row{{name}, {countsText(work, parts, name)}};
        for (const auto& run : work.runs.records) {
            const auto* part = partNamed(run.score.*parts, name);
            row.push_back(part && part->total > 0 ? percentCell(percentOf(*part)) : ReportCell{"–", " "});
        }
        table.rows.push_back(std::move(row));
    }
    work.add(std::move(table));
}

void addFigures(const ReportWork& work)
{
    std::vector<std::pair<std::string, std::string>> names;
    for (const auto& run : work.runs.records)
        for (const auto& figure : run.score.figures)
            if (std::find(names.begin(), names.end(), std::pair(figure.name, figure.part)) == names.end())
                names.emplace_back(figure.name, figure.part);
    if (names.empty())
        return;
    ReportTable table{"figures",
                      work.say(message("report.figures_caption")),
                      runColumns(work, work.say(message("report.column_figure")), true),
                      {}};
    for (const auto& [name, part] : names) {
        std::vector<ReportCell> row{{part.empty() ? name : name + ", " + part}};
        for (const auto& run : work.runs.records) {
            const auto& figures = run.score.figures;
            const auto it = std::find_if(figures.begin(), figures.end(), [&, n = name, p = part](const Figure& f) {
                return f.name == n && f.part == p;
            });
            row.push_back(it == figures.end() ? ReportCell{"–", " "} : numberCell(it->value, 5));
        }
        table.rows.push_back(std::move(row));
    }
    work.add(std::move(table));
}

ScoreBarGroup barsOf(const ReportWork& work, const std::string& name, const std::optional<std::string>& category)
{
    ScoreBarGroup group{name, {}};
    for (const auto& run : work.runs.records) {
        const auto all = allOf(run.score);
        const auto* part = category ? partNamed(run.score.categories, *category) : &all;
        if (part && part->total > 0)
            group.bars.push_back(ScoreBar{percentOf(*part), intervalOf(scoresIn(run, category), *part)});
        else
            group.bars.push_back({});
    }
    return group;
}

std::string altOf(const ScoreFigure& figure)
{
    std::vector<std::string> parts;
    for (size_t run = 0; run < figure.runs.size(); ++run)
        if (figure.groups.front().bars[run])
            parts.push_back(fmt::format("{}: {:.1f} %", figure.runs[run], figure.groups.front().bars[run]->percent));
    return figure.title + ". " + listed(parts);
}

void addScoreFigure(const ReportWork& work)
{
    ScoreFigure figure{
        work.say(message("report.scores_figure")), work.say(message("report.axis_right")), work.markedNames(), {}};
    figure.groups.push_back(barsOf(work, work.say(message("report.all_questions")), {}));
    auto names = partNames(work, &Score::categories);
    const size_t room = std::max<size_t>(1, mostBars / figure.runs.size());
    const bool isCut = names.size() > room;
    names.resize(std::min(names.size(), room));
    if (names.size() > 1)
        for (const auto& name : names)
            figure.groups.push_back(barsOf(work, name, name));
    const auto picture = drawScores(figure);
    auto caption = work.say(message("report.scores_figure_caption"));
    if (isCut)
        caption += " " + work.say(message("report.first_categories", {{"count", names.size()}}));
    work.add(ReportFigure{"scores", caption, altOf(figure), picture.markup(), picture.width(), picture.height()});
}

std::string changeText(double value, const char* format)
{
    return fmt::format(fmt::runtime(format), value);
}

ReportTable pairsTable(const ReportWork& work)
{
    ReportTable table{"pairs", work.say(message("report.pairs_caption")), {}, {}};
    table.columns = {{work.say(message("report.column_pair"))},
                     {work.say(message("report.column_difference")), true},
                     {work.say(message("report.column_interval")), true},
                     {work.say(message("report.column_first_better")), true},
                     {work.say(message("report.column_second_better")), true},
                     {work.say(message("report.column_p")), true},
                     {work.say(message("report.column_p_adjusted")), true}};
    for (const auto& pair : work.runs.comparison.pairs) {
        const auto& test = pair.test;
        table.rows.push_back({{runLetter(pair.left) + " → " + runLetter(pair.right)},
                              {changeText(test.difference, "{:+.4g}"), csvNumber(test.difference)},
                              {fmt::format("[{:+.4g}, {:+.4g}]", test.interval.low, test.interval.high),
                               csvNumber(test.interval.low) + " " + csvNumber(test.interval.high)},
                              integerCell(test.leftBetter),
                              integerCell(test.rightBetter),
                              {changeText(test.pValue, "{:.3g}"), csvNumber(test.pValue)},
                              {changeText(pair.adjusted, "{:.3g}"), csvNumber(pair.adjusted)}});
    }
    return table;
}

// Methods by benchmarks, where there are several; see papertable.h.
void addPaperTable(const ReportWork& work)
{
    const auto paper = paperTable(work.runs.records);
    if (paper.benchmarks.size() < 2)
        return;
    ReportTable table{"methods", work.say(message("report.methods_caption")), {}, {}};
    table.columns = {{work.say(message("report.column_method"))},
                     {work.say(message("report.fact_model"))},
                     {work.say(message("report.fact_bits"))}};
    for (const auto& benchmark : paper.benchmarks)
        table.columns.push_back({benchmark, true});
    for (const auto& row : paper.rows) {
        std::vector<ReportCell> cells{{row.method}, {row.model}, {row.bits}};
        for (const auto& cell : row.cells) {
            auto text = cell ? numberCell(cell->score, 5) : ReportCell{"–", " "};
            if (cell && !cell->note.empty())
                text.text += " (" + cell->note + ")";
            cells.push_back(std::move(text));
        }
        table.rows.push_back(std::move(cells));
    }
    work.add(std::move(table));
}

}

void addScores(const ReportWork& work)
{
    work.heading("scores", message("report.scores"));
    work.add(scoresTable(work));
    const bool isScored = std::any_of(work.runs.records.begin(), work.runs.records.end(),
                                      [](const RunRecord& run) { return run.score.total > 0; });
    if (!isScored)
        return work.paragraph(message("report.nothing_scored"));
    work.paragraph(message("report.interval_method"), true);
    addScoreFigure(work);
    addPaperTable(work);
    addParts(work, &Score::categories, "categories", work.say(message("report.categories_caption")));
    addParts(work, &Score::groups, "groups", work.say(message("report.groups_caption")));
    addParts(work, &Score::splits, "splits", work.say(message("report.splits_caption")));
    addFigures(work);
}

void addComparison(const ReportWork& work)
{
    if (!work.isComparison())
        return;
    work.heading("comparison", message("report.comparison"));
    ReportList notes;
    for (const auto& note : work.runs.notes)
        notes.items.push_back(work.say(note));
    if (!notes.items.empty())
        work.add(std::move(notes));
    if (work.runs.comparison.questions.empty())
        return;
    work.paragraph(message("report.common_questions", {{"count", work.runs.comparison.questions.size()}}));
    work.add(pairsTable(work));
    work.paragraph(message("report.pair_method"), true);
}

}
