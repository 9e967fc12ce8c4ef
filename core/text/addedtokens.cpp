// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/addedtokens.h"

#include <algorithm>

#include "base/unicode.h"

namespace quantscope {

void AddedTokenFinder::add(const AddedToken& token)
{
    if (token.content.empty())
        return;
    uint32_t node = 0;
    for (const char c : token.content) {
        const auto [child, isNew] = m_nodes[node].children.try_emplace(c, static_cast<uint32_t>(m_nodes.size()));
        node = child->second;
        if (isNew)
            m_nodes.emplace_back();
    }
    m_nodes[node].token = static_cast<int32_t>(m_tokens.size());
    m_tokens.push_back(token);
}

const AddedToken* AddedTokenFinder::longestAt(std::string_view text, size_t begin) const
{
    uint32_t node = 0;
    int32_t found = -1;
    for (size_t i = begin; i < text.size(); ++i) {
        const auto child = m_nodes[node].children.find(text[i]);
        if (child == m_nodes[node].children.end())
            break;
        node = child->second;
        if (m_nodes[node].token >= 0)
            found = m_nodes[node].token;
    }
    return found < 0 ? nullptr : &m_tokens[static_cast<size_t>(found)];
}

std::vector<TextSegment> AddedTokenFinder::split(std::string_view utf8) const
{
    std::vector<TextSegment> segments;
    size_t done = 0;
    for (size_t at = 0; !m_tokens.empty() && at < utf8.size();) {
        const auto* token = longestAt(utf8, at);
        if (!token) {
            ++at;
            continue;
        }
        size_t begin = at;
        size_t end = at + token->content.size();
        at = end;
        const auto before = utf8.substr(0, begin);
        const auto after = utf8.substr(end);
        if (token->singleWord &&
            ((!before.empty() && isWordCharacter(lastCodePoint(before))) ||
             (!after.empty() && isWordCharacter(firstCodePoint(after)))))
            continue;
        if (token->leftStrip)
            begin = std::max(done, strippedRight(before).size());
        if (token->rightStrip)
            end = utf8.size() - strippedLeft(after).size();
        if (begin > done)
            segments.push_back({utf8.substr(done, begin - done)});
        segments.push_back({utf8.substr(begin, end - begin), token->id});
        done = at = end;
    }
    if (done < utf8.size())
        segments.push_back({utf8.substr(done)});
    return segments;
}

}
