// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/latextext.h"

#include <algorithm>
#include <map>

#include "base/unicode.h"

namespace quantscope {
namespace {

const std::map<char32_t, std::string_view>& latexSigns()
{
    static const std::map<char32_t, std::string_view> signs = {
        {U'\\', "\\textbackslash{}"},
        {U'~', "\\textasciitilde{}"},
        {U'^', "\\textasciicircum{}"},
        {U'`', "\\textasciigrave{}"},
        {U'<', "\\textless{}"},
        {U'>', "\\textgreater{}"},
        {U'|', "\\textbar{}"},
        {U'"', "''"},
        {U'{', "\\{"},
        {U'}', "\\}"},
        {U'$', "\\$"},
        {U'&', "\\&"},
        {U'#', "\\#"},
        {U'%', "\\%"},
        {U'_', "\\_"},
        {0x00a0, "~"},
        {0x00b0, "$^{\\circ}$"},
        {0x00b1, "$\\pm$"},
        {0x00b2, "$^{2}$"},
        {0x00b3, "$^{3}$"},
        {0x00b5, "$\\mu$"},
        {0x00b7, "$\\cdot$"},
        {0x00d7, "$\\times$"},
        {0x0394, "$\\Delta$"},
        {0x03a3, "$\\Sigma$"},
        {0x03b1, "$\\alpha$"},
        {0x03b2, "$\\beta$"},
        {0x03bb, "$\\lambda$"},
        {0x03bc, "$\\mu$"},
        {0x03c3, "$\\sigma$"},
        {0x1d40, "$^{T}$"},
        {0x2009, "\\,"},
        {0x2013, "--"},
        {0x2014, "---"},
        {0x2016, "$\\Vert$"},
        {0x2026, "\\dots{}"},
        {0x202f, "\\,"},
        {0x2076, "$^{6}$"},
        {0x207b, "$^{-}$"},
        {0x2190, "$\\leftarrow$"},
        {0x2192, "$\\to$"},
        {0x2194, "$\\leftrightarrow$"},
        {0x2211, "$\\Sigma$"},
        {0x2212, "$-$"},
        {0x221a, "$\\surd$"},
        {0x221e, "$\\infty$"},
        {0x2248, "$\\approx$"},
        {0x2260, "$\\neq$"},
        {0x2264, "$\\leq$"},
        {0x2265, "$\\geq$"},
        {0x25b2, "$\\bigtriangleup$"},
        {0x25b4, "$\\bigtriangleup$"},
        {0x25b6, "$\\triangleright$"},
        {0x25bc, "$\\bigtriangledown$"},
        {0x25c0, "$\\triangleleft$"},
        {0x25c9, "$\\odot$"},
        {0x25cb, "$\\circ$"},
        {0x25cf, "$\\bullet$"},
        {0x2605, "$\\star$"},
        {0x26a0, "(!)"},
        {0x2713, "$\\surd$"},
        {0x2715, "$\\times$"},
        {0x2716, "$\\times$"},
        {0x2717, "$\\times$"},
        {0xfe0e, ""}, // says how the sign before it is drawn
        {0xfe0f, ""},
        {0xfffd, "?"},
    };
    return signs;
}

// Chinese, Japanese and Korean letters with their punctuation and wide forms.
bool isEastAsian(char32_t c)
{
    return (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
        (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff00 && c <= 0xffef) || (c >= 0x20000 && c <= 0x3ffff);
}

// What LaTeX of 2018 and later sets without a package.
bool isLatin(char32_t c)
{
    constexpr std::u32string_view marks = U"‘’‚“”„†‡•‰‹›€™";
    return c < 0x180 || marks.find(c) != marks.npos;
}

}

std::string latexText(std::string_view bytes)
{
    const auto& signs = latexSigns();
    const auto text = toUtf32(validUtf8(bytes));
    std::string latex;
    for (size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        const bool doubled = c == U'-' && i + 1 < text.size() && text[i + 1] == U'-';
        const bool isOption = i == 0 && (c == U'[' || c == U'*'); // of the line end before it
        if (const auto sign = signs.find(c); sign != signs.end())
            latex += sign->second;
        else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
            latex += ' ';
        else if (isOption)
            latex += std::string{'{', static_cast<char>(c), '}'};
        else
            appendUtf8(latex, c);
        if (doubled)
            latex += "{}"; // two hyphens, not a dash
    }
    return latex;
}

std::string latexHint(std::string_view latex)
{
    const auto text = toUtf32(validUtf8(latex));
    std::string hint;
    if (std::any_of(text.begin(), text.end(), isEastAsian))
        hint +=
            "% wants xelatex, \\usepackage{xeCJK} and a font by \\setCJKmainfont: some letters are Chinese, Japanese "
            "or Korean\n";
    if (std::any_of(text.begin(), text.end(), [](char32_t c) { return !isLatin(c) && !isEastAsian(c); }))
        hint += "% wants xelatex or lualatex and a font with all its letters: some are not Latin\n";
    return hint;
}

}
