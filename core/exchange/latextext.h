// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace quantscope {

// The letters as they are, for a cell or a sentence of LaTeX: what means something there is escaped, signs that its own
// fonts do not have are its commands, line ends and control characters become blanks. Bytes that are no UTF-8 become
// question marks.
std::string latexText(std::string_view text);

// What letters of finished LaTeX need besides its own fonts, as comment lines for its head; empty: nothing.
std::string latexHint(std::string_view latex);

}
