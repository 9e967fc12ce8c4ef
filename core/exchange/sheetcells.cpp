// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/sheetcells.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

constexpr int mostColumns = 16384; // of a sheet, as spreadsheets have it
constexpr int64_t mostSheetRows = 1 << 20;
constexpr size_t mostMerges = 1 << 20;

}

std::string sheetNumber(std::string_view text)
{
    constexpr double exact = 1e15; // whole numbers below have all of their digits
    if (text.find_first_not_of("-0123456789") == std::string_view::npos)
        return std::string(text); // with all of its digits
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::string(text);
    if (value == std::trunc(value) && std::abs(value) < exact)
        return std::to_string(static_cast<int64_t>(value));
    return fmt::format("{}", value);
}

SheetCells::SheetCells(std::string what, std::span<const std::string> shared, SheetBudget& budget)
    : m_what(std::move(what))
    , m_shared(shared)
    , m_budget(budget)
{
}

void SheetCells::fail(const std::string& what) const
{
    throw Error(m_what + ": " + what);
}

// "B12" is row 12, column 1.
SheetCells::Place SheetCells::placeFrom(std::string_view reference) const
{
    Place place;
    size_t letters = 0;
    int column = 0;
    for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z'; ++letters)
        if ((column = column * 26 + (reference[letters] - 'A' + 1)) > mostColumns)
            break;
    place.column = column - 1;
    const auto digits = reference.substr(letters);
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), place.row);
    const bool isWhole = problem == std::errc() && end == digits.data() + digits.size();
    if (letters == 0 || column > mostColumns || !isWhole || place.row < 1 || place.row > mostSheetRows)
        fail("there is no cell '" + std::string(reference.substr(0, 20)) + "'");
    return place;
}

void SheetCells::beginRow(const XmlAttributes& attributes)
{
    const auto number = attributes["r"];
    m_at = number.empty() ? Place{m_at.row + 1, -1} : placeFrom("A" + std::string(number));
    m_at.column = -1;
    if (m_at.row > mostSheetRows)
        fail(fmt::format("has more than {} rows", mostSheetRows));
}

void SheetCells::beginCell(const XmlAttributes& attributes)
{
    const auto reference = attributes["r"], type = attributes["t"];
    m_at = reference.empty() ? Place{std::max<int64_t>(m_at.row, 1), m_at.column + 1} : placeFrom(reference);
    if (m_at.column >= mostColumns)
        fail(fmt::format("has more than {} columns", mostColumns));
    m_type = type == "s"               ? Type::Shared
        : type == "b"                  ? Type::Boolean
        : type == "e"                  ? Type::Failure
        : type == "str" || type == "d" ? Type::Text
        : type == "inlineStr"          ? Type::Inline
                                       : Type::Number;
    m_inCell = true;
    m_hasValue = m_isFormula = m_inValue = false;
    m_value.clear();
    m_inline.take();
}

void SheetCells::addMerge(std::string_view reference)
{
    const auto colon = reference.find(':');
    if (colon == std::string_view::npos)
        return; // a single cell
    if (m_merges.size() >= mostMerges)
        fail(fmt::format("has more than {} merged ranges", mostMerges));
    m_merges.push_back({placeFrom(reference.substr(0, colon)), placeFrom(reference.substr(colon + 1))});
}

void SheetCells::begin(std::string_view name, const XmlAttributes& attributes)
{
    if (m_inCell) {
        m_inValue = name == "v";
        m_hasValue = m_hasValue || m_inValue || name == "is";
        m_isFormula = m_isFormula || name == "f";
        if (m_type == Type::Inline)
            m_inline.begin(name);
    } else if (name == "row") {
        beginRow(attributes);
    } else if (name == "c") {
        beginCell(attributes);
    } else if (name == "mergeCell") {
        addMerge(attributes["ref"]);
    }
}

void SheetCells::text(std::string_view piece)
{
    if (!m_inCell)
        return;
    if (m_type == Type::Inline)
        m_inline.text(piece, m_what);
    if (!m_inValue)
        return;
    if (m_value.size() + piece.size() > longestCell)
        fail(fmt::format("a cell has more than {} KB of text", longestCell >> 10));
    m_value += piece;
}

void SheetCells::end(std::string_view name)
{
    if (!m_inCell)
        return;
    m_inValue = false;
    if (name == "c")
        endCell();
    else if (m_type == Type::Inline)
        m_inline.end(name);
}

std::string SheetCells::valueOf(bool& isKnown)
{
    switch (m_type) {
    case Type::Shared: {
        size_t number = 0;
        const auto [end, problem] = std::from_chars(m_value.data(), m_value.data() + m_value.size(), number);
        if (problem != std::errc() || end != m_value.data() + m_value.size() || number >= m_shared.size())
            fail("a cell names the shared text '" + m_value.substr(0, 20) + "', which there is not");
        return m_shared[number];
    }
    case Type::Text: return withoutXmlEscapes(m_value);
    case Type::Inline: return m_inline.take();
    case Type::Boolean: return m_value == "0" || m_value == "false" ? "False" : "True";
    case Type::Failure: isKnown = false; return {};
    case Type::Number: break;
    }
    return sheetNumber(m_value);
}

void SheetCells::endCell()
{
    m_inCell = false;
    if (m_type == Type::Number && m_value.empty())
        m_hasValue = false;
    if (!m_hasValue && !m_isFormula)
        return; // only a format
    SheetCell cell;
    cell.column = m_at.column;
    cell.isFormula = m_isFormula;
    cell.isKnown = m_hasValue;
    if (m_hasValue)
        cell.text = valueOf(cell.isKnown);
    put(m_at, std::move(cell));
}

void SheetCells::put(Place place, SheetCell cell)
{
    if (m_budget.cells == 0)
        fail(fmt::format("the workbook has more than {} cells", mostCells));
    if (m_budget.bytes < cell.text.size())
        fail("the workbook has more text than can be read");
    --m_budget.cells;
    m_budget.bytes -= cell.text.size();
    m_rows[place.row].insert_or_assign(place.column, std::move(cell));
}

void SheetCells::fill(const Range& range)
{
    const auto first = m_rows.find(range.first.row);
    if (first == m_rows.end() || !first->second.count(range.first.column))
        return;
    const auto cell = first->second.at(range.first.column);
    for (auto row = std::next(first); row != m_rows.end() && row->first <= range.last.row; ++row)
        put({row->first, range.first.column}, cell);
}

std::vector<SheetRow> SheetCells::take()
{
    for (const auto& range : m_merges)
        fill(range);
    std::vector<SheetRow> rows;
    rows.reserve(m_rows.size());
    for (auto& [number, cells] : m_rows) {
        auto& row = rows.emplace_back();
        row.number = number;
        for (auto& [column, cell] : cells)
            row.cells.push_back(std::move(cell));
    }
    return rows;
}

}
