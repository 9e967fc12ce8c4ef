// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

// How wide the text is in a common sans-serif font of this size; a little too wide rather than too narrow.
double svgTextWidth(std::string_view utf8, double size);

enum class Anchor { Start, Middle, End };

struct SvgPoint
{
    double x = 0, y = 0;
};

struct SvgBox
{
    double x = 0, y = 0, width = 0, height = 0;
};

// What an element looks like: a class for style sheets and, for readers that know none, the colour that stands for it.
// Of runs, by their place: colours of Okabe and Ito, dashes that tell them apart in print.
struct SvgLook
{
    std::string css; // "ink", "grid", "s0", …
    std::string colour; // "#1b1c1e"
    std::string dash = {}; // of lines
};
SvgLook inkLook();
SvgLook faintLook();
SvgLook axisLook();
SvgLook gridLook();
SvgLook runLine(size_t run);
SvgLook runFill(size_t run);

// A drawing in px, from the upper left corner, built up element by element and whole at any time.
class SvgPicture
{
public:
    SvgPicture(double width, double height, std::string title);

    void line(SvgPoint from, SvgPoint to, const SvgLook&, double thickness = 1);
    void path(const std::vector<SvgPoint>&, const SvgLook&, double thickness);
    void box(const SvgBox&, const SvgLook&, double opacity = 1);
    void area(const std::vector<SvgPoint>&, const SvgLook&, double opacity);
    void dot(SvgPoint, double radius, const SvgLook&);
    void text(SvgPoint, std::string_view utf8, Anchor, const SvgLook&, double size = 12, bool bold = false);
    void turnedText(SvgPoint, std::string_view utf8, const SvgLook&, double size = 12); // upwards, around its middle

    double width() const
    {
        return m_width;
    }
    double height() const
    {
        return m_height;
    }
    std::string markup() const;

private:
    double m_width, m_height;
    std::string m_title, m_body;
};

}
