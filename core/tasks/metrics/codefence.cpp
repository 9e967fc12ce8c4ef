// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/metrics/codefence.h"

#include <algorithm>
#include <string_view>

namespace quantscope {
namespace {

constexpr std::string_view fence = "```";

bool saysAt(std::string_view text, size_t at, std::string_view lowerWord)
{
    const auto part = text.substr(std::min(at, text.size()), lowerWord.size());
    return std::equal(part.begin(), part.end(), lowerWord.begin(), lowerWord.end(),
                      [](char c, char lower) { return (c | 0x20) == lower; });
}

// The line end behind an opening fence; npos where something else follows.
size_t lineEndBehind(const std::string& text, size_t at)
{
    at += fence.size();
    for (const std::string_view language : {"python", "json"})
        if (saysAt(text, at, language)) {
            at += language.size();
            break;
        }
    return at < text.size() && text[at] == '\n' ? at : text.npos;
}

}

std::vector<std::string> codeFences(const std::string& text)
{
    std::vector<std::string> contents;
    for (size_t at = text.find(fence); at != text.npos;) {
        const size_t begin = lineEndBehind(text, at);
        const size_t end = begin != text.npos ? text.find("\n```", begin + 1) : text.npos;
        if (end == text.npos) {
            at = text.find(fence, at + 1);
            continue;
        }
        contents.push_back(text.substr(begin + 1, end - begin - 1));
        at = text.find(fence, end + 1 + fence.size());
    }
    return contents;
}

}
