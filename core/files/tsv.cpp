// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/tsv.h"

#include <algorithm>
#include <cstring>
#include <deque>

#include <fmt/core.h>

#include "base/error.h"
#include "files/textencoding.h"

namespace quantscope {
namespace {

class Reader
{
public:
    Reader(std::string_view text, const std::string& what)
        : m_text(text)
        , m_what(what)
    {
        if (m_text.starts_with("\xef\xbb\xbf"))
            m_at = 3;
    }

    // False at the end of the text.
    bool next(TsvRow& row)
    {
        while (m_at < m_text.size() && isLineEnd(m_text[m_at]))
            takeLineEnd();
        if (m_at >= m_text.size())
            return false;
        row.line = m_line;
        row.cells.clear();
        m_unquoted.clear();
        for (;;) {
            row.cells.push_back(m_at < m_text.size() && m_text[m_at] == '"' ? quotedCell() : plainCell());
            if (m_at >= m_text.size())
                return true;
            if (m_text[m_at] != '\t') {
                takeLineEnd();
                return true;
            }
            ++m_at;
        }
    }

private:
    static bool isLineEnd(char c)
    {
        return c == '\n' || c == '\r';
    }

    void takeLineEnd()
    {
        m_at += m_text.substr(m_at, 2) == "\r\n" ? 2 : 1;
        ++m_line;
    }

    // Images are long: three searches by memchr are much faster than a loop over the characters.
    std::string_view plainCell()
    {
        if (m_lineEnd < m_at || m_lineEnd == 0)
            m_lineEnd = std::min(find('\n'), m_text.size());
        const auto line = m_text.substr(m_at, m_lineEnd - m_at);
        auto cell = line.substr(0, line.find('\t'));
        cell = cell.substr(0, cell.find('\r'));
        m_at += cell.size();
        return cell;
    }

    size_t find(char c) const
    {
        return m_text.find(c, m_at);
    }

    std::string_view quotedCell()
    {
        const auto line = m_line;
        std::string& cell = m_unquoted.emplace_back();
        for (++m_at;;) {
            const size_t quote = find('"');
            if (quote == std::string_view::npos)
                throw Error(fmt::format("{}, line {}: a quoted cell has no closing quote", m_what, line));
            const auto part = m_text.substr(m_at, quote - m_at);
            m_line += std::count(part.begin(), part.end(), '\n');
            cell += part;
            m_at = quote + 1;
            if (m_at >= m_text.size() || m_text[m_at] != '"')
                break;
            cell += '"';
            ++m_at;
        }
        cell += plainCell();
        return cell;
    }

    std::string_view m_text;
    const std::string& m_what;
    size_t m_at = 0;
    size_t m_lineEnd = 0;
    int64_t m_line = 1;
    std::deque<std::string> m_unquoted; // cells whose quotes were taken off; addresses stay
};

}

void readTsv(std::string_view text, const std::string& what, const std::function<void(const TsvRow&)>& onRow)
{
    if (const auto encoding = wideEncoding(text))
        throw Error(fmt::format("{}: is saved as {}, UTF-8 is expected; save it again as UTF-8", what, *encoding));
    Reader reader(text, what);
    TsvRow row;
    while (reader.next(row))
        onRow(row);
}

}
