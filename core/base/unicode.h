// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

enum class Normalization { Nfc, Nfd, Nfkc, Nfkd };

// Every ill-formed sequence becomes one U+FFFD, as Python's bytes.decode("utf-8", errors="replace") does.
std::string validUtf8(std::string_view bytes);

// The functions below take valid UTF-8.
std::string normalized(std::string_view utf8, Normalization form);
// Python's str.lower(): full mapping, final sigma by context, no locale.
std::string lowerCase(std::string_view utf8);
std::string upperCase(std::string_view utf8); // str.upper(): ß becomes SS
std::string titleCase(char32_t c); // of one letter: "ß" becomes "Ss"

// White space as Python's str.isspace() sees it.
bool isPythonSpace(char32_t c);
std::string_view stripped(std::string_view utf8); // str.strip()
std::string_view strippedLeft(std::string_view utf8); // str.lstrip()
std::string_view strippedRight(std::string_view utf8); // str.rstrip()
std::vector<std::string> splitOnSpace(std::string_view utf8); // str.split()

// A letter, digit, mark or connector: what \w matches.
bool isWordCharacter(char32_t c);
// A letter alone: what str.isalpha() accepts.
bool isLetter(char32_t c);
// A decimal digit of any script: what \d matches.
bool isDecimalDigit(char32_t c);
bool isPythonDigit(char32_t c); // str.isdigit(): ² too
bool isNumeric(char32_t c); // str.isnumeric(): ½ too
bool isPrintable(char32_t c); // str.isprintable(): repr() writes it as it is
enum class LetterCase { None, Lower, Upper, Title };
LetterCase letterCase(char32_t c);
// Any letter with a case, modifiers too; str.title() joins them to words.
bool isCased(char32_t c);

std::u32string toUtf32(std::string_view utf8);
std::string toUtf8(std::u32string_view);
void appendUtf8(std::string& out, char32_t c);
// The first and last code point; 0 when empty.
char32_t firstCodePoint(std::string_view utf8);
char32_t lastCodePoint(std::string_view utf8);

}
