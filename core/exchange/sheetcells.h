// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <span>

#include "exchange/sharedstrings.h"
#include "exchange/workbook.h"

namespace quantscope {

// What all sheets of a workbook may hold together.
struct SheetBudget
{
    size_t cells = mostCells;
    size_t bytes = size_t(256) << 20; // of text: a shared string counts for each cell that names it
};

// xl/worksheets/sheetN.xml: its cells, then its merged ranges. Rows and cells may come in any order and without their
// places, which then follow the ones before.
class SheetCells : public XmlHandler
{
public:
    SheetCells(std::string what, std::span<const std::string> shared, SheetBudget&);

    void begin(std::string_view name, const XmlAttributes&) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override;

    // By number; each merged range has its first value in the first column of all rows that there are.
    std::vector<SheetRow> take();

private:
    enum class Type { Number, Shared, Text, Inline, Boolean, Failure };
    struct Place
    {
        int64_t row = 0; // from 1
        int column = 0; // from 0
    };
    struct Range
    {
        Place first, last;
    };

    Place placeFrom(std::string_view reference) const;
    void beginRow(const XmlAttributes&);
    void beginCell(const XmlAttributes&);
    void endCell();
    void addMerge(std::string_view reference);
    std::string valueOf(bool& isKnown);
    void put(Place, SheetCell);
    void fill(const Range&);
    [[noreturn]] void fail(const std::string& what) const;

    std::string m_what;
    std::span<const std::string> m_shared;
    SheetBudget& m_budget;
    std::map<int64_t, std::map<int, SheetCell>> m_rows;
    std::vector<Range> m_merges;
    Place m_at; // of the cell that is read
    Type m_type = Type::Number;
    bool m_inCell = false, m_inValue = false, m_hasValue = false, m_isFormula = false;
    std::string m_value; // of <v>
    StringCollector m_inline;
};

// "5" of "5.0", "0.1" of "0.10000000000000001"; text that is no number stays.
std::string sheetNumber(std::string_view text);

}
