// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace quantscope {

struct SheetCell
{
    int column = 0; // from 0
    std::string text; // a whole number without a point, other numbers in the shortest form, True or False
    bool isFormula = false; // then the text is the result that the file has stored
    bool isKnown = true; // false: an error value, or a formula without a stored result

    bool operator==(const SheetCell&) const = default;
};

struct SheetRow
{
    int64_t number = 0; // as spreadsheets count, from 1
    std::vector<SheetCell> cells; // those with something in them, by column
};

struct Sheet
{
    std::string name;
    std::vector<SheetRow> rows; // by number
};

// The worksheets of an Office Open XML workbook (ECMA-376, .xlsx) in its order, as values: shared, inline and rich
// strings, stored results of formulas. Cells merged over several rows have their value in each of them. At most 256 MB
// unpacked, 2 million cells, 1 MB of text a cell. Error names the file and the part of it.
std::vector<Sheet> readWorkbook(const std::filesystem::path& xlsx);

// "_x000D_" stands for a character that XML cannot write.
std::string withoutXmlEscapes(std::string_view text);

}
