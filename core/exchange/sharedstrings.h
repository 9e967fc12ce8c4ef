// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "exchange/xmlstream.h"

namespace quantscope {

inline constexpr size_t longestCell = 1 << 20; // bytes
inline constexpr size_t mostCells = 2'000'000; // of a workbook; also of its shared strings

// Collects the text of one string, plain or rich, from the tags inside it; how letters are pronounced (rPh) is left
// out. Error beginning with `what` when it is longer than longestCell.
class StringCollector
{
public:
    void begin(std::string_view tag);
    void end(std::string_view tag);
    void text(std::string_view piece, const std::string& what);
    std::string take(); // and begins the next one

private:
    std::string m_text;
    bool m_inText = false;
    int m_phonetic = 0;
};

// xl/sharedStrings.xml: the texts that cells name by their number.
class SharedStrings : public XmlHandler
{
public:
    explicit SharedStrings(std::string what)
        : m_what(std::move(what))
    {
    }

    void begin(std::string_view name, const XmlAttributes&) override;
    void end(std::string_view name) override;
    void text(std::string_view piece) override;

    std::vector<std::string> take()
    {
        return std::move(m_strings);
    }

private:
    std::string m_what;
    StringCollector m_string;
    std::vector<std::string> m_strings;
};

}
