// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonmembers.h"

namespace quantscope {
namespace {

class MemberScanner
{
public:
    explicit MemberScanner(std::string_view text)
        : m_text(text)
    {
    }

    bool take(char wanted)
    {
        skipSpace();
        if (m_at >= m_text.size() || m_text[m_at] != wanted)
            return false;
        ++m_at;
        return true;
    }

    bool atEnd()
    {
        skipSpace();
        return m_at >= m_text.size();
    }

    // With its quotes; empty where there is none or it does not end.
    std::string_view string()
    {
        skipSpace();
        const auto from = m_at;
        return m_at < m_text.size() && m_text[m_at] == '"' && skipString() ? m_text.substr(from, m_at - from)
                                                                           : std::string_view();
    }

    std::string_view value()
    {
        skipSpace();
        const auto from = m_at;
        int depth = 0;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            const bool closes = c == '}' || c == ']';
            if (depth == 0 && (c == ',' || closes))
                break;
            if (c == '"') {
                if (!skipString())
                    return {};
                continue;
            }
            depth += c == '{' || c == '[' ? 1 : closes ? -1 : 0;
            ++m_at;
        }
        auto text = m_text.substr(from, m_at - from);
        while (!text.empty() && isSpace(text.back()))
            text.remove_suffix(1);
        return depth == 0 ? text : std::string_view();
    }

private:
    static bool isSpace(char c)
    {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }

    bool skipString()
    {
        for (++m_at; m_at < m_text.size(); ++m_at)
            if (m_text[m_at] == '\\')
                ++m_at;
            else if (m_text[m_at] == '"')
                return ++m_at, true;
        m_at = m_text.size();
        return false;
    }

    std::string_view m_text;
    size_t m_at = 0;
};

}

bool forEachMember(std::string_view object,
                   const std::function<void(std::string_view key, std::string_view value)>& take)
{
    MemberScanner scanner(object);
    if (!scanner.take('{'))
        return false;
    if (scanner.take('}'))
        return scanner.atEnd();
    do {
        const auto key = scanner.string();
        if (key.empty() || !scanner.take(':'))
            return false;
        const auto value = scanner.value();
        if (value.empty())
            return false;
        take(key.substr(1, key.size() - 2), value);
    } while (scanner.take(','));
    return scanner.take('}') && scanner.atEnd();
}

std::string_view memberText(std::string_view object, std::string_view key)
{
    std::string_view found;
    forEachMember(object, [&](std::string_view name, std::string_view value) {
        if (found.empty() && name == key)
            found = value;
    });
    return found;
}

}
