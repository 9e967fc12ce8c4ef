// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/predictionreaders.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "base/error.h"
#include "base/text.h"
#include "exchange/predictionfields.h"
#include "exchange/workbook.h"
#include "files/textencoding.h"
#include "files/tsv.h"

namespace quantscope {
namespace {

constexpr size_t mostTitleRows = 20; // above a header

std::vector<std::string> headerOf(const SheetRow& row)
{
    std::vector<std::string> names;
    for (const auto& cell : row.cells) {
        names.resize(static_cast<size_t>(cell.column) + 1);
        names.back() = fieldName(cell.text);
    }
    dropRepeatedNames(names);
    return names;
}

// The place of the header among the rows.
std::optional<size_t> headerIn(const Sheet& sheet)
{
    for (size_t i = 0; i < std::min(sheet.rows.size(), mostTitleRows); ++i)
        if (arePredictionColumns(headerOf(sheet.rows[i])))
            return i;
    return std::nullopt;
}

// How cells of predictions were written, where it changes what they say.
struct OddCells
{
    int64_t formulas = 0, unknown = 0;
};

PredictionFields fieldsOf(const SheetRow& row, const std::vector<std::string>& names, OddCells& odd)
{
    PredictionFields fields;
    for (const auto& name : names)
        if (!name.empty())
            fields[name]; // an empty cell is an empty text
    for (const auto& cell : row.cells) {
        const auto column = static_cast<size_t>(cell.column);
        if (column >= names.size() || names[column].empty())
            continue;
        if (names[column] == "prediction") {
            odd.formulas += cell.isFormula && cell.isKnown;
            odd.unknown += !cell.isKnown;
            if (!cell.isKnown) {
                fields.erase("prediction");
                continue;
            }
        }
        fields[names[column]] = {cell.text};
    }
    return fields;
}

void readSheet(const Sheet& sheet, size_t header, ImportedPredictions& predictions)
{
    const auto names = headerOf(sheet.rows[header]);
    OddCells odd;
    for (size_t i = header + 1; i < sheet.rows.size(); ++i)
        addRow(predictions, sheet.rows[i].number, fieldsOf(sheet.rows[i], names, odd));
    if (odd.formulas > 0)
        predictions.notes.push_back(message("import.formulas", {{"count", odd.formulas}}));
    if (odd.unknown > 0)
        predictions.notes.push_back(message("import.unknown_cells", {{"count", odd.unknown}}));
}

void requireUtf8(const TsvRow& row, const std::string& what)
{
    for (const auto cell : row.cells)
        if (firstIllFormed(cell) != std::string_view::npos)
            throw Error(fmt::format("{}, line {}: is not UTF-8; the text looks like {}. Save the file again as UTF-8",
                                    what, row.line, likelyEncoding(cell)));
}

}

void readSheetPredictions(const std::filesystem::path& file, std::string_view, ImportedPredictions& predictions)
{
    const auto sheets = readWorkbook(file);
    const Sheet* chosen = nullptr;
    std::vector<std::string> others;
    for (const auto& sheet : sheets)
        if (const auto header = headerIn(sheet); header && chosen)
            others.push_back(sheet.name);
        else if (header) {
            chosen = &sheet;
            readSheet(sheet, *header, predictions);
        }
    if (!others.empty())
        predictions.notes.push_back(
            message("import.other_sheets", {{"sheet", chosen->name}, {"others", listed(others, 3)}}));
    if (chosen)
        return;
    const bool isEmpty = sheets.empty() || sheets.front().rows.empty();
    failWithoutColumns(file.string(), isEmpty ? std::vector<std::string>() : headerOf(sheets.front().rows.front()));
}

void readTsvPredictions(const std::filesystem::path& file, std::string_view content, ImportedPredictions& predictions)
{
    std::vector<std::string> names;
    readTsv(content, file.string(), [&](const TsvRow& row) {
        requireUtf8(row, file.string());
        if (names.empty()) {
            for (const auto cell : row.cells)
                names.push_back(fieldName(cell));
            dropRepeatedNames(names);
            if (!arePredictionColumns(names))
                failWithoutColumns(file.string(), names);
            return;
        }
        if (row.cells.size() > names.size())
            throw Error(fmt::format("{}, line {}: has {} cells, {} are expected", file.string(), row.line,
                                    row.cells.size(), names.size()));
        PredictionFields fields;
        for (size_t i = 0; i < names.size(); ++i)
            if (!names[i].empty())
                fields[names[i]] = {i < row.cells.size() ? std::string(row.cells[i]) : std::string()};
        addRow(predictions, row.line, fields);
    });
}

}
