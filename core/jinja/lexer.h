// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope::jinja {

enum class TokenKind { Data, OutputBegin, OutputEnd, TagBegin, TagEnd, Name, Text, Integer, Float, Operator, End };

struct Token
{
    TokenKind kind = TokenKind::End;
    std::string text; // of data, names, texts (without escapes) and operators
    int64_t integer = 0;
    double number = 0;
    int line = 1;
};

// Cuts a template (valid UTF-8) into tokens, the last one of kind End. White space goes as transformers sets it:
// trim_blocks and lstrip_blocks are on, one line end at the end is dropped. Throws Error with the line.
std::vector<Token> tokenize(std::string_view source);

// The Error of a line of a template.
[[noreturn]] void failAt(int line, const std::string& sentence);

}
