// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/reportfiles.h"

#include <algorithm>
#include <cmath>

#include "base/csv.h"
#include "exchange/latextext.h"
#include "exchange/papertable.h"
#include "files/atomicfile.h"
#include "report/reporthtml.h"

namespace quantscope {
namespace {

void makeFolder(const std::filesystem::path& folder)
{
    std::error_code problem;
    if (!folder.empty())
        std::filesystem::create_directories(folder, problem);
    if (problem)
        throw WriteError(folder.string() + ": this folder cannot be made: " + problem.message(), problem.value());
}

// Letters, digits and a few signs; names of layers have others.
std::string fileName(const std::string& id)
{
    std::string name;
    for (const char c : id) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        name += isPlain || c == '-' || (c == '.' && !name.empty()) ? c : '_';
    }
    return name;
}

// Texts that may be long get a part of what numbers leave of the line.
std::string latexColumns(const ReportTable& table)
{
    constexpr double forTexts = 0.8, ofNumber = 0.08, least = 0.14; // of a line
    double texts = 0, numbers = 0;
    for (size_t i = 1; i < table.columns.size(); ++i)
        (table.columns[i].isNumber ? numbers : texts) += 1;
    const double width =
        std::max(least, std::floor(100 * (forTexts - ofNumber * numbers) / std::max(1.0, texts)) / 100);
    std::string columns = "l";
    for (size_t i = 1; i < table.columns.size(); ++i)
        columns +=
            table.columns[i].isNumber ? "r" : ">{\\raggedright\\arraybackslash}p{" + csvNumber(width) + "\\linewidth}";
    return columns;
}

// A long name may break after the signs that it has inside.
std::string latexCell(const std::string& text)
{
    const auto cell = latexText(text);
    std::string broken;
    for (size_t i = 0; i < cell.size(); ++i) {
        broken += cell[i];
        const bool isDigit = i + 1 < cell.size() && cell[i + 1] >= '0' && cell[i + 1] <= '9';
        if ((cell[i] == '/' || cell[i] == '.') && i + 1 < cell.size() && cell[i + 1] != ' ' && !isDigit)
            broken += "\\allowbreak{}";
    }
    return broken;
}

}

std::string tableCsv(const ReportTable& table)
{
    std::vector<std::string> fields;
    for (const auto& column : table.columns)
        fields.push_back(column.title);
    auto text = csvLine(fields);
    for (const auto& row : table.rows) {
        fields.clear();
        for (const auto& cell : row)
            fields.push_back(cell.exact.empty() ? cell.text : cell.exact == " " ? "" : cell.exact);
        text += csvLine(fields);
    }
    return text;
}

std::string tableLatex(const ReportTable& table)
{
    const bool isLong = table.isLong;
    const std::string environment = isLong ? "longtable" : "tabular";
    const auto caption = "% " + latexText(table.caption) + "\n";
    std::string text = isLong ? "% wants booktabs, array and longtable\n" : "% wants booktabs and array\n";
    text += "\\begin{" + environment + "}{" + latexColumns(table) + "}\n\\toprule\n";
    for (size_t i = 0; i < table.columns.size(); ++i)
        text += (i > 0 ? " & " : "") + latexCell(table.columns[i].title);
    text += " \\\\\n\\midrule\n" + std::string(isLong ? "\\endhead\n" : "");
    for (const auto& row : table.rows) {
        for (size_t i = 0; i < row.size(); ++i)
            text += (i > 0 ? " & " : "") + latexCell(row[i].text);
        text += " \\\\\n";
    }
    text += "\\bottomrule\n\\end{" + environment + "}\n";
    return caption + latexHint(text) + text;
}

void writeReportHtml(const std::filesystem::path& file, const ReportDocument& document)
{
    makeFolder(file.parent_path());
    writeAtomically(file, reportHtml(document));
}

void writeReportFigures(const std::filesystem::path& folder, const ReportDocument& document)
{
    makeFolder(folder);
    for (const auto& block : document.blocks)
        if (const auto* figure = std::get_if<ReportFigure>(&block))
            writeAtomically(folder / (fileName(figure->id) + ".svg"),
                            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + figure->svg);
}

void writeReportTables(const std::filesystem::path& folder, const ReportDocument& document,
                       std::span<const RunRecord> runs)
{
    makeFolder(folder);
    for (const auto& block : document.blocks)
        if (const auto* table = std::get_if<ReportTable>(&block)) {
            writeAtomically(folder / (fileName(table->id) + ".csv"), tableCsv(*table));
            writeAtomically(folder / (fileName(table->id) + ".tex"), tableLatex(*table));
        }
    const auto paper = paperTable(runs);
    writeAtomically(folder / "paper.csv", paperText(paper, "csv"));
    writeAtomically(folder / "paper.tex", paperText(paper, "latex"));
}

}
