// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/papertable.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/core.h>

#include "archive/runarchive.h"
#include "base/csv.h"
#include "base/error.h"
#include "base/text.h"
#include "exchange/latextext.h"
#include "messages/sentence.h"

namespace quantscope {
namespace {

// "8", or "4-8" where the layers have several.
std::string bitRange(const std::set<int>& bits)
{
    if (bits.size() == 1)
        return std::to_string(*bits.begin());
    return fmt::format("{}-{}", *bits.begin(), *bits.rbegin());
}

std::string towerBits(const RunRecord& run, Tower tower, const Scheme& planned)
{
    std::set<int> weights, activations;
    for (const auto& report : run.layers)
        if (report.layer.tower == tower) {
            weights.insert(report.scheme.weightBits);
            activations.insert(report.scheme.activationBits);
        }
    if (weights.empty()) {
        weights.insert(planned.weightBits);
        activations.insert(planned.activationBits);
    }
    return "W" + bitRange(weights) + "A" + bitRange(activations);
}

std::string bitsOf(const RunRecord& run)
{
    if (run.imported)
        return {};
    if (!run.spec.recipe)
        return "float";
    return towerBits(run, Tower::Vision, run.spec.recipe->vision.scheme) + " / " +
        towerBits(run, Tower::Llm, run.spec.recipe->llm.scheme);
}

std::string noteOf(const RunRecord& run)
{
    const auto answered = run.predictions.size();
    if (run.imported && run.imported->unanswered > 0)
        return fmt::format("{} of {} questions", answered, static_cast<int64_t>(answered) + run.imported->unanswered);
    if (run.state != RunState::Complete)
        return fmt::format("{}, {} questions", runStateId(run.state), answered);
    auto subset = run.spec.subset;
    subset.count = std::min(subset.count, static_cast<int64_t>(answered));
    if (!asksAll(subset))
        return englishText(subsetMessage(subset));
    return run.score.failed > 0 ? fmt::format("without {} rows that failed", run.score.failed) : std::string();
}

// What runs of one row have in common.
std::string methodKey(const RunRecord& run)
{
    const auto name = run.model.empty() ? run.name : run.model;
    return run.imported ? "imported\n" + name : fmt::format("{}\n{}", run.model, recipeHash(run.spec));
}

std::string methodName(const RunRecord& run)
{
    return run.imported && !run.model.empty() ? run.model : run.name;
}

std::map<std::string, std::set<std::string>> metricsOfData(std::span<const RunRecord> runs)
{
    std::map<std::string, std::set<std::string>> metrics;
    for (const auto& run : runs)
        metrics[run.data].insert(run.score.metric);
    return metrics;
}

size_t placeOf(std::vector<std::string>& names, const std::string& name)
{
    const auto it = std::find(names.begin(), names.end(), name);
    if (it == names.end())
        names.push_back(name);
    return static_cast<size_t>(std::distance(names.begin(), std::find(names.begin(), names.end(), name)));
}

// Whole points where all scores of the column are, else two places.
std::string scoreTextOf(const PaperTable& table, size_t column, double score)
{
    const bool whole = std::all_of(table.rows.begin(), table.rows.end(), [&](const PaperRow& row) {
        return !row.cells[column] || row.cells[column]->score == std::round(row.cells[column]->score);
    });
    return fmt::format("{:.{}f}", score, whole ? 0 : 2);
}

std::vector<std::string> headOf(const PaperTable& table)
{
    std::vector<std::string> head{"Method"};
    if (table.hasModels)
        head.emplace_back("Model");
    head.emplace_back("Bits");
    head.insert(head.end(), table.benchmarks.begin(), table.benchmarks.end());
    return head;
}

std::vector<std::string> leftOf(const PaperTable& table, const PaperRow& row)
{
    if (table.hasModels)
        return {row.method, row.model, row.bits};
    return {row.method, row.bits};
}

// All different notes; their places are their numbers.
std::vector<std::string> notesOf(const PaperTable& table)
{
    std::vector<std::string> notes;
    for (const auto& row : table.rows)
        for (const auto& cell : row.cells)
            if (cell && !cell->note.empty())
                placeOf(notes, cell->note);
    return notes;
}

// A note has no place in a column of numbers: it stands in one of its own.
std::string csvTable(const PaperTable& table)
{
    auto head = headOf(table);
    head.emplace_back("Notes");
    auto text = csvLine(head);
    for (const auto& row : table.rows) {
        auto fields = leftOf(table, row);
        std::string notes;
        for (size_t i = 0; i < row.cells.size(); ++i) {
            const auto& cell = row.cells[i];
            fields.push_back(cell ? scoreTextOf(table, i, cell->score) : "");
            if (cell && !cell->note.empty())
                notes += (notes.empty() ? "" : "; ") + table.benchmarks[i] + ": " + cell->note;
        }
        fields.push_back(notes);
        text += csvLine(fields);
    }
    return text;
}

// How a format writes what all tables have.
struct PaperStyle
{
    std::string (*escaped)(std::string_view);
    std::string between, lineBegin, lineEnd;
    std::string mark; // of a note, with {} for its number
    std::string none; // where a run is missing
};

std::string lineOf(const PaperStyle& style, const std::vector<std::string>& cells)
{
    std::string line = style.lineBegin;
    for (size_t i = 0; i < cells.size(); ++i)
        line += (i > 0 ? style.between : "") + cells[i];
    return line + style.lineEnd;
}

std::vector<std::string> escapedAll(const PaperStyle& style, std::vector<std::string> cells)
{
    for (auto& cell : cells)
        cell = style.escaped(cell);
    return cells;
}

std::string bodyOf(const PaperTable& table, const PaperStyle& style, std::vector<std::string>& notes)
{
    std::string body;
    for (const auto& row : table.rows) {
        auto cells = escapedAll(style, leftOf(table, row));
        for (size_t i = 0; i < row.cells.size(); ++i) {
            const auto& cell = row.cells[i];
            cells.push_back(cell ? scoreTextOf(table, i, cell->score) : style.none);
            if (cell && !cell->note.empty())
                cells.back() += fmt::format(fmt::runtime(style.mark), placeOf(notes, cell->note) + 1);
        }
        body += lineOf(style, cells);
    }
    return body;
}

std::string latexTable(const PaperTable& table)
{
    const PaperStyle style{latexText, " & ", "", " \\\\\n", "\\textsuperscript{{{}}}", "--"};
    const auto left = leftOf(table, {}).size();
    auto notes = notesOf(table);
    auto text = "\\begin{tabular}{" + std::string(left, 'l') + std::string(table.benchmarks.size(), 'r') +
        "}\n\\toprule\n" + lineOf(style, escapedAll(style, headOf(table))) + "\\midrule\n" +
        bodyOf(table, style, notes) + "\\bottomrule\n";
    for (size_t i = 0; i < notes.size(); ++i)
        text += fmt::format("\\multicolumn{{{}}}{{l}}{{\\footnotesize\\textsuperscript{{{}}} {}}} \\\\\n",
                            left + table.benchmarks.size(), i + 1, latexText(notes[i]));
    text += "\\end{tabular}\n";
    return latexHint(text) + text;
}

std::string markdownTable(const PaperTable& table)
{
    const PaperStyle style{markdownText, " | ", "| ", " |\n", " ({})", "–"};
    const auto left = leftOf(table, {}).size();
    auto notes = notesOf(table);
    auto text = lineOf(style, escapedAll(style, headOf(table))) + "|";
    for (size_t i = 0; i < left + table.benchmarks.size(); ++i)
        text += i < left ? "---|" : "---:|";
    text += "\n" + bodyOf(table, style, notes);
    for (size_t i = 0; i < notes.size(); ++i)
        text += fmt::format("{}({}) {}\n", i == 0 ? "\n" : "  \n", i + 1, markdownText(notes[i]));
    return text;
}

struct PaperFormat
{
    std::string_view id;
    std::string (*write)(const PaperTable&);
};

constexpr PaperFormat paperRows[] = {{"csv", csvTable}, {"latex", latexTable}, {"markdown", markdownTable}};

}

PaperTable paperTable(std::span<const RunRecord> runs)
{
    PaperTable table;
    const auto metrics = metricsOfData(runs);
    std::multimap<std::string, size_t> rowsOf;
    std::set<std::string> models;
    for (const auto& run : runs) {
        const auto name = metrics.at(run.data).size() > 1 ? run.data + " (" + run.score.metric + ")" : run.data;
        const auto column = placeOf(table.benchmarks, name);
        const auto key = methodKey(run);
        const auto [first, last] = rowsOf.equal_range(key);
        const auto free = std::find_if(first, last, [&](const auto& entry) {
            const auto& cells = table.rows[entry.second].cells;
            return column >= cells.size() || !cells[column];
        });
        const auto row = free == last ? table.rows.size() : free->second;
        if (free == last) {
            table.rows.push_back({methodName(run), run.model, bitsOf(run), {}});
            rowsOf.emplace(key, row);
        }
        auto& cells = table.rows[row].cells;
        cells.resize(std::max(cells.size(), column + 1));
        cells[column] = PaperCell{run.score.finalScore, noteOf(run)};
        models.insert(run.model);
    }
    for (auto& row : table.rows)
        row.cells.resize(table.benchmarks.size());
    table.hasModels = models.size() > 1;
    return table;
}

std::vector<std::string_view> paperFormats()
{
    std::vector<std::string_view> ids;
    for (const auto& format : paperRows)
        ids.push_back(format.id);
    return ids;
}

std::string paperText(const PaperTable& table, std::string_view format)
{
    for (const auto& row : paperRows)
        if (row.id == format)
            return row.write(table);
    throw Error("format " + std::string(format) + " is not known; there are " + listedBy(paperRows, &PaperFormat::id));
}

std::string markdownText(std::string_view utf8)
{
    constexpr std::string_view signs = "\\`*_{}[]<>()#+!|~&";
    std::string text;
    for (const char c : utf8) {
        if (signs.find(c) != std::string_view::npos)
            text += '\\';
        text += c == '\n' || c == '\r' ? ' ' : c;
    }
    return text;
}

}
