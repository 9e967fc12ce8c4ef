// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/sharedstrings.h"

#include <fmt/core.h>

#include "base/error.h"
#include "exchange/workbook.h"

namespace quantscope {

void StringCollector::begin(std::string_view tag)
{
    m_phonetic += tag == "rPh" ? 1 : 0;
    m_inText = tag == "t" && m_phonetic == 0;
}

void StringCollector::end(std::string_view tag)
{
    m_phonetic -= tag == "rPh" ? 1 : 0;
    m_inText = false;
}

void StringCollector::text(std::string_view piece, const std::string& what)
{
    if (!m_inText)
        return;
    if (m_text.size() + piece.size() > longestCell)
        throw Error(fmt::format("{}: a cell has more than {} KB of text", what, longestCell >> 10));
    m_text += piece;
}

std::string StringCollector::take()
{
    auto text = withoutXmlEscapes(m_text);
    m_text.clear();
    return text;
}

void SharedStrings::begin(std::string_view name, const XmlAttributes&)
{
    m_string.begin(name);
}

void SharedStrings::end(std::string_view name)
{
    m_string.end(name);
    if (name != "si")
        return;
    if (m_strings.size() >= mostCells)
        throw Error(fmt::format("{}: has more than {} texts", m_what, mostCells));
    m_strings.push_back(m_string.take());
}

void SharedStrings::text(std::string_view piece)
{
    m_string.text(piece, m_what);
}

}
