// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/reportfiles.h"

#include <cmath>

#include "base/csv.h"
#include "exchange/papertable.h"
#include "files/atomicfile.h"
#include "report/reporthtml.h"

namespace quantscope {
namespace {

constexpr double widestLatex = 0.95; // of a line

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

// Texts that may be long get a part of the line; numbers stay as wide as they are.
std::string latexColumns(const ReportTable& table)
{
    size_t texts = 0;
    for (size_t i = 1; i < table.columns.size(); ++i)
        texts += table.columns[i].isNumber ? 0 : 1;
    std::string columns = "l";
    for (size_t i = 1; i < table.columns.size(); ++i)
        if (table.columns[i].isNumber)
            columns += "r";
        else
            columns += "p{" + csvNumber(std::floor(100 * widestLatex * 0.8 / static_cast<double>(texts)) / 100) +
                "\\linewidth}";
    return columns;
}

// A long word may break after the signs that names have inside.
std::string latexCell(const std::string& text)
{
    std::string cell;
    for (const char c : latexText(text)) {
        cell += c;
        if (c == '/' || c == '.')
            cell += "\\allowbreak{}";
    }
    return cell;
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
    std::string text = "% " + latexText(table.caption) + "\n";
    if (isLong)
        text += "% wants \\usepackage{longtable}\n";
    text += "\\begin{" + environment + "}{" + latexColumns(table) + "}\n\\toprule\n";
    for (size_t i = 0; i < table.columns.size(); ++i)
        text += (i > 0 ? " & " : "") + latexCell(table.columns[i].title);
    text += " \\\\\n\\midrule\n" + std::string(isLong ? "\\endhead\n" : "");
    for (const auto& row : table.rows) {
        for (size_t i = 0; i < row.size(); ++i)
            text += (i > 0 ? " & " : "") + latexCell(row[i].text);
        text += " \\\\\n";
    }
    return text + "\\bottomrule\n\\end{" + environment + "}\n";
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
