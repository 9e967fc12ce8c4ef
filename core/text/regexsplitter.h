// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

// Cuts text into the matches of a Unicode regular expression and the gaps between them.
class RegexSplitter
{
public:
    // Throws Error with the position when the pattern is wrong; `what` names its source.
    RegexSplitter(const std::string& pattern, const std::string& what);

    // Valid UTF-8 in, views on it out. With keepGaps = false only the matches are returned.
    // Throws Error when a match needs more steps than PCRE2's limit.
    std::vector<std::string_view> split(std::string_view utf8, bool keepGaps = true) const;

private:
    struct Code;
    std::shared_ptr<const Code> m_code;
};

}
