// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/svgpicture.h"

#include <array>

#include <fmt/core.h>

#include "base/unicode.h"
#include "report/markup.h"

namespace quantscope {
namespace {

constexpr auto fontFamily = "'Noto Sans','DejaVu Sans','Noto Sans CJK SC',sans-serif";

struct RunColour
{
    const char* colour;
    const char* dash;
};

constexpr std::array<RunColour, 8> runColours{{{"#0072b2", ""},
                                               {"#d55e00", ""},
                                               {"#009e73", "7 3"},
                                               {"#b0568c", "7 3"},
                                               {"#a87000", "2 3"},
                                               {"#2f86bd", "8 3 2 3"},
                                               {"#857b00", "8 3 2 3"},
                                               {"#3c3c3c", "2 3"}}};

// No trailing zeros, no exponent.
std::string svgNumber(double value)
{
    auto text = fmt::format("{:.2f}", value);
    while (text.back() == '0')
        text.pop_back();
    if (text.back() == '.')
        text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string strokeOf(const SvgLook& look, double thickness)
{
    auto text = fmt::format("class=\"{}\" stroke=\"{}\" stroke-width=\"{}\" fill=\"none\"", look.css, look.colour,
                            svgNumber(thickness));
    return look.dash.empty() ? text : text + fmt::format(" stroke-dasharray=\"{}\"", look.dash);
}

std::string pointsOf(const std::vector<SvgPoint>& points)
{
    std::string text;
    for (const auto& point : points)
        text += (text.empty() ? "" : " ") + svgNumber(point.x) + "," + svgNumber(point.y);
    return text;
}

const char* anchorId(Anchor anchor)
{
    switch (anchor) {
    case Anchor::Start: return "start";
    case Anchor::Middle: return "middle";
    case Anchor::End: return "end";
    }
    return "start";
}

bool isWide(char32_t c)
{
    return c >= 0x1100 &&
        (c <= 0x115f || (c >= 0x2e80 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
         (c >= 0xff00 && c <= 0xff60) || c >= 0x1f300);
}

}

double svgTextWidth(std::string_view utf8, double size)
{
    constexpr std::u32string_view narrow = U"iljtfrI.,:;'|!()[] ", broad = U"mwMW@%";
    double ems = 0;
    for (const char32_t c : toUtf32(validUtf8(utf8)))
        ems += isWide(c) ? 1.0 : narrow.find(c) != narrow.npos ? 0.4 : broad.find(c) != broad.npos ? 0.98 : 0.66;
    return ems * size;
}

SvgLook inkLook()
{
    return {"ink", "#1b1c1e"};
}

SvgLook faintLook()
{
    return {"faint", "#5c6066"};
}

SvgLook axisLook()
{
    return {"axis", "#5c6066"};
}

SvgLook gridLook()
{
    return {"grid", "#c9cdd2"};
}

SvgLook runLine(size_t run)
{
    const auto place = run % runColours.size();
    return {fmt::format("s{}", place), runColours[place].colour, runColours[place].dash};
}

SvgLook runFill(size_t run)
{
    const auto place = run % runColours.size();
    return {fmt::format("f{}", place), runColours[place].colour};
}

SvgPicture::SvgPicture(double width, double height, std::string title)
    : m_width(width)
    , m_height(height)
    , m_title(std::move(title))
{
}

void SvgPicture::line(SvgPoint from, SvgPoint to, const SvgLook& look, double thickness)
{
    m_body += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>\n", svgNumber(from.x), svgNumber(from.y),
                          svgNumber(to.x), svgNumber(to.y), strokeOf(look, thickness));
}

void SvgPicture::path(const std::vector<SvgPoint>& points, const SvgLook& look, double thickness)
{
    m_body += fmt::format("<polyline points=\"{}\" {} stroke-linejoin=\"round\"/>\n", pointsOf(points),
                          strokeOf(look, thickness));
}

void SvgPicture::box(const SvgBox& box, const SvgLook& look, double opacity)
{
    m_body +=
        fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\" fill=\"{}\"", svgNumber(box.x),
                    svgNumber(box.y), svgNumber(box.width), svgNumber(box.height), look.css, look.colour);
    m_body += opacity < 1 ? fmt::format(" fill-opacity=\"{}\"/>\n", svgNumber(opacity)) : std::string("/>\n");
}

void SvgPicture::area(const std::vector<SvgPoint>& points, const SvgLook& look, double opacity)
{
    m_body += fmt::format("<polygon points=\"{}\" class=\"{}\" fill=\"{}\" fill-opacity=\"{}\"/>\n", pointsOf(points),
                          look.css, look.colour, svgNumber(opacity));
}

void SvgPicture::dot(SvgPoint at, double radius, const SvgLook& look)
{
    m_body += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{}\" fill=\"{}\"/>\n", svgNumber(at.x),
                          svgNumber(at.y), svgNumber(radius), look.css, look.colour);
}

void SvgPicture::text(SvgPoint at, std::string_view utf8, Anchor anchor, const SvgLook& look, double size, bool bold)
{
    m_body += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" font-size=\"{}\"{} class=\"{}\" fill=\"{}\">",
                          svgNumber(at.x), svgNumber(at.y), anchorId(anchor), svgNumber(size),
                          bold ? " font-weight=\"bold\"" : " font-weight=\"normal\"", look.css, look.colour) +
        markupText(utf8) + "</text>\n";
}

void SvgPicture::turnedText(SvgPoint at, std::string_view utf8, const SvgLook& look, double size)
{
    m_body += fmt::format("<text transform=\"translate({},{}) rotate(-90)\" text-anchor=\"middle\" font-size=\"{}\" "
                          "class=\"{}\" fill=\"{}\">",
                          svgNumber(at.x), svgNumber(at.y), svgNumber(size), look.css, look.colour) +
        markupText(utf8) + "</text>\n";
}

std::string SvgPicture::markup() const
{
    const auto title = markupText(m_title);
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
                       "font-family=\"{2}\" role=\"img\" aria-label=\"",
                       svgNumber(m_width), svgNumber(m_height), fontFamily) +
        title + "\">\n<title>" + title + "</title>\n" + m_body + "</svg>\n";
}

}
