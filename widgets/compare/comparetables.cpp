// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparetables.h"

#include <algorithm>
#include <cmath>

#include "archive/leftout.h"
#include "common/numbertext.h"
#include "common/textof.h"
#include "compare/comparepanel.h"
#include "compare/recipefieldtext.h"
#include "compare/runmarks.h"
#include "plots/scorerow.h"

namespace quantscope {
namespace {

constexpr double significant = 0.05;

QString nothing()
{
    return QStringLiteral("–");
}

TextCell numberCell(const QString& text, const QVariant& value = {})
{
    TextCell cell;
    cell.text = text;
    cell.number = true;
    cell.value = value;
    return cell;
}

QVariantList bounds(const std::optional<Interval>& interval)
{
    return interval ? QVariantList{interval->low, interval->high} : QVariantList{QString(), QString()};
}

// For programs a column of hits is four, one of differences three: the ends of intervals have columns of their own.
QStringList hitsTitles(const QString& title)
{
    return {title, ComparePanel::tr("%1, %").arg(title), ComparePanel::tr("%1, 95 % low").arg(title),
            ComparePanel::tr("%1, 95 % high").arg(title)};
}

QStringList changeTitles(const QString& title)
{
    return {title, ComparePanel::tr("%1, 95 % low").arg(title), ComparePanel::tr("%1, 95 % high").arg(title)};
}

QStringList boundTitles(const QString& title)
{
    return {ComparePanel::tr("%1, low").arg(title), ComparePanel::tr("%1, high").arg(title)};
}

TextCell quiet(TextCell cell)
{
    cell.tone = TextCell::Quiet;
    return cell;
}

TextCell hitsCell(double correct, int64_t total)
{
    if (total == 0 || std::isnan(correct))
        return numberCell(nothing(), QVariantList());
    return numberCell(ComparePanel::tr("%1 (%2)").arg(correctText(correct), shareText(correct, total)),
                      QVariantList{correct, 100 * correct / static_cast<double>(total)});
}

TextCell changeCell(double change)
{
    if (std::isnan(change))
        return numberCell(nothing());
    auto cell = numberCell(changeText(change), change);
    cell.tone = change == 0 ? TextCell::Quiet : change > 0 ? TextCell::Better : TextCell::Worse;
    return cell;
}

// The interval of `run` minus `reference`, whichever way their pair was tested.
std::optional<Interval> differenceInterval(const Comparison& comparison, size_t reference, size_t run)
{
    for (const auto& pair : comparison.pairs) {
        if (pair.left == reference && pair.right == run)
            return pair.test.interval;
        if (pair.left == run && pair.right == reference)
            return Interval{-pair.test.interval.high, -pair.test.interval.low};
    }
    return {};
}

TextRow hitsRow(const QString& name, const ComparedCategory& category, size_t reference)
{
    TextRow row;
    row.cells.push_back({name});
    row.cells.push_back(numberCell(QString::number(category.total)));
    for (size_t run = 0; run < category.correct.size(); ++run) {
        row.cells.push_back(hitsCell(category.correct[run], category.total));
        if (run != reference)
            row.cells.push_back(changeCell(category.correct[run] - category.correct[reference]));
    }
    return row;
}

TextRow intervalRow(const ComparedRuns& runs, size_t reference)
{
    TextRow row;
    row.cells.push_back(quiet({ComparePanel::tr("95 % interval")}));
    row.cells.push_back({});
    for (size_t run = 0; run < runs.records.size(); ++run) {
        const auto interval =
            isLeftOut(runs.comparison, run) ? std::nullopt : std::optional(runs.comparison.intervals[run]);
        row.cells.push_back(
            quiet(numberCell(intervalText(interval, false), QVariantList{QString(), QString()} + bounds(interval))));
        if (run == reference)
            continue;
        const auto difference = differenceInterval(runs.comparison, reference, run);
        row.cells.push_back(
            quiet(numberCell(intervalText(difference, true), QVariantList{QString()} + bounds(difference))));
    }
    return row;
}

// Answers that are worth a share are better or worse, not right or wrong.
bool hasShares(const Comparison& comparison)
{
    const auto isShare = [](double score) { return score != 0 && score != 1 && !std::isnan(score); };
    return std::any_of(comparison.questions.begin(), comparison.questions.end(), [&](const ComparedQuestion& question) {
        return std::any_of(question.scores.begin(), question.scores.end(), isShare);
    });
}

QString flipsText(const ComparedPair& pair, bool shares)
{
    const auto text =
        shares ? ComparePanel::tr("%1 better in %2, %3 in %4") : ComparePanel::tr("%1 right only in %2, %3 only in %4");
    return text.arg(pair.test.leftBetter).arg(runMark(pair.left)).arg(pair.test.rightBetter).arg(runMark(pair.right));
}

}

QString runHead(const ComparedRuns& runs, size_t run)
{
    return runMark(run) + QStringLiteral("  ") + QString::fromStdString(runs.records[run].name);
}

CompareTable scoreTable(const ComparedRuns& runs, size_t reference)
{
    CompareTable table;
    table.titles = {ComparePanel::tr("Category"), ComparePanel::tr("Questions")};
    table.toolTips = {ComparePanel::tr("Double click or Enter: the questions of a category"),
                      ComparePanel::tr("Questions that all runs have answered")};
    for (size_t run = 0; run < runs.records.size(); ++run) {
        table.parts[static_cast<int>(table.titles.size())] = hitsTitles(runHead(runs, run));
        table.titles << runHead(runs, run);
        table.toolTips << ComparePanel::tr("%1\nCorrect answers and their share").arg(runHead(runs, run));
        if (run == reference)
            continue;
        const auto change = ComparePanel::tr("%1 − %2").arg(runMark(run), runMark(reference));
        table.parts[static_cast<int>(table.titles.size())] = changeTitles(change);
        table.titles << change;
        table.toolTips
            << ComparePanel::tr("More (▲) or fewer (▼) correct answers than %1").arg(runHead(runs, reference));
    }
    const auto& comparison = runs.comparison;
    if (comparison.questions.empty())
        return table;
    for (const auto& category : comparison.categories) {
        table.rows.push_back(hitsRow(QString::fromStdString(category.name), category, reference));
        table.rows.back().key = static_cast<int>(table.rows.size()) - 1;
    }
    table.rows.push_back(hitsRow(ComparePanel::tr("Total"), comparison.total, reference));
    table.rows.back().key = static_cast<int>(table.rows.size()) - 1;
    for (auto& cell : table.rows.back().cells)
        cell.bold = true;
    table.rows.push_back(intervalRow(runs, reference));
    return table;
}

// Smaller ones say no more, and their digits are those of the sum.
QString pValueText(double p)
{
    constexpr double least = 0.0001;
    return p < least ? QStringLiteral("< 0.0001") : shortNumber(p);
}

// The interval beside it is that of the pair alone, and may leave zero out.
QString verdict(const ComparedPair& pair, size_t pairs)
{
    if (pair.adjusted >= significant && pair.test.pValue < significant)
        return ComparePanel::tr("not shown, with %1 pairs tested").arg(pairs);
    if (pair.adjusted >= significant)
        return ComparePanel::tr("no difference shown");
    return ComparePanel::tr("%1 is better")
        .arg(runMark(pair.test.rightBetter > pair.test.leftBetter ? pair.right : pair.left));
}

CompareTable pairTable(const ComparedRuns& runs)
{
    CompareTable table;
    table.titles = {ComparePanel::tr("Pair"),          ComparePanel::tr("Says"),  ComparePanel::tr("Second − first"),
                    ComparePanel::tr("95 % interval"), ComparePanel::tr("Flips"), ComparePanel::tr("p"),
                    ComparePanel::tr("p (Holm)")};
    table.parts = {{3, boundTitles(table.titles[3])},
                   {4, {ComparePanel::tr("Better in the first"), ComparePanel::tr("Better in the second")}}};
    table.toolTips = {
        QString(),
        ComparePanel::tr(
            "“No difference shown” unless p (Holm) is below 0.05. Where p alone is below it, the pair would show "
            "one by itself: the more pairs are tested, the more of them differ by chance"),
        ComparePanel::tr("Correct answers of the second run minus those of the first"),
        ComparePanel::tr("Of the difference of this pair alone, by a paired bootstrap over the questions"),
        ComparePanel::tr("Questions that only one of the two answers better, both ways"),
        ComparePanel::tr("McNemar's exact test, two-sided: how probable such uneven flips are when neither is better"),
        ComparePanel::tr("The same for as many tests as there are pairs, by Holm's method"),
    };
    if (runs.comparison.questions.empty())
        return table;
    const bool shares = hasShares(runs.comparison);
    for (const auto& pair : runs.comparison.pairs) {
        TextRow row;
        const auto names = runHead(runs, pair.left) + '\n' + runHead(runs, pair.right);
        row.cells.push_back({ComparePanel::tr("%1, %2").arg(runMark(pair.left), runMark(pair.right))});
        row.cells.back().toolTip = names;
        row.cells.push_back({verdict(pair, runs.comparison.pairs.size())});
        row.cells.back().bold = pair.adjusted < significant;
        row.cells.push_back(changeCell(pair.test.difference));
        row.cells.push_back(numberCell(intervalText(pair.test.interval, true), bounds(pair.test.interval)));
        row.cells.push_back({flipsText(pair, shares)});
        row.cells.back().value = QVariantList{qint64(pair.test.leftBetter), qint64(pair.test.rightBetter)};
        row.cells.push_back(numberCell(pValueText(pair.test.pValue), pair.test.pValue));
        row.cells.push_back(numberCell(pValueText(pair.adjusted), pair.adjusted));
        table.rows.push_back(std::move(row));
    }
    return table;
}

QString recipeValueText(const nlohmann::json& value)
{
    if (value.is_null())
        return nothing();
    if (value.is_boolean())
        return value.get<bool>() ? ComparePanel::tr("yes") : ComparePanel::tr("no");
    return value.is_string() ? textOf(value.get_ref<const std::string&>()) : textOf(value.dump());
}

namespace {

// A field that does nothing is no difference: a float model rounds by no method.
TextCell fieldCell(const ComparedRuns& runs, const FieldDifference& field, size_t run, size_t reference)
{
    const auto& value = field.values[run];
    TextCell cell{recipeFieldValue(field.path, value)};
    cell.value = recipeValueText(value);
    if (value.is_null())
        cell.toolTip = ComparePanel::tr("As its tower has it");
    const auto idle = noEffectIn(runs.records[run].spec.recipe.value_or(Recipe()), field.path);
    if (!idle.isEmpty()) {
        cell.toolTip = QStringLiteral("%1 – %2").arg(cell.text, idle);
        cell.text = nothing();
        return quiet(std::move(cell));
    }
    cell.bold = value != field.values[reference];
    if (cell.bold)
        cell.toolTip = ComparePanel::tr("Bold: another value than that of %1").arg(runMark(reference));
    return cell;
}

}

CompareTable recipeTable(const ComparedRuns& runs, size_t reference)
{
    CompareTable table;
    table.titles = {ComparePanel::tr("Field")};
    table.toolTips = {ComparePanel::tr(
        "In the words of the recipe's view, its name in files in the tool tip; overrides by what they match. "
        "Bold: another value than the run has that differences are counted from")};
    for (size_t run = 0; run < runs.records.size(); ++run) {
        table.titles << runHead(runs, run);
        table.toolTips
            << (runs.records[run].spec.recipe
                    ? runHead(runs, run)
                    : ComparePanel::tr("%1\nThe float model's recipe changes nothing").arg(runHead(runs, run)));
    }
    for (const auto& field : runs.comparison.recipe) {
        TextRow row;
        TextCell title{recipeFieldTitle(field.path)};
        title.value = title.toolTip = textOf(field.path);
        row.cells.push_back(std::move(title));
        for (size_t run = 0; run < field.values.size(); ++run)
            row.cells.push_back(fieldCell(runs, field, run, reference));
        table.rows.push_back(std::move(row));
    }
    return table;
}

CompareTable axisTable(const RunAxis& axis)
{
    CompareTable table;
    table.titles = {ComparePanel::tr("Line"), recipeFieldTitle(axis.path), ComparePanel::tr("Correct"),
                    ComparePanel::tr("95 % interval"), ComparePanel::tr("Run")};
    table.toolTips = {ComparePanel::tr("Runs of one line differ in this field alone"), textOf(axis.path),
                      ComparePanel::tr("Correct answers and their share"),
                      ComparePanel::tr("Of the correct answers, by a bootstrap over the questions"), QString()};
    table.parts = {{1, {textOf(axis.path)}},
                   {2, {ComparePanel::tr("Correct"), ComparePanel::tr("Correct (%)")}},
                   {3, boundTitles(table.titles[3])}};
    int key = 0;
    for (size_t line = 0; line < axis.lines.size(); ++line)
        for (const auto& point : axis.lines[line].points) {
            TextRow row;
            row.key = key++;
            row.cells.push_back({QString::number(line + 1)});
            row.cells.back().toolTip =
                QString::fromStdString(axis.lines[line].model) + '\n' + QString::fromStdString(axis.lines[line].data);
            row.cells.push_back({recipeFieldValue(axis.path, point.value)});
            row.cells.back().value = point.value.is_null() ? QString() : recipeValueText(point.value);
            row.cells.push_back(hitsCell(point.correct, point.total));
            row.cells.push_back(quiet(numberCell(intervalText(point.interval, false), bounds(point.interval))));
            row.cells.push_back({QString::fromStdString(point.name)});
            table.rows.push_back(std::move(row));
        }
    return table;
}

}
