// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "report/svgpicture.h"

namespace quantscope {

// Round numbers in [low, high], about as many as wished: steps of 1, 2 or 5 times a power of ten. At least two of a
// range that is no point; of one without a size none.
std::vector<double> roundTicks(double low, double high, int wished);
std::string tickText(double value);

// The text as far as it fits, then "…".
std::string fittingText(const std::string& utf8, double width, double size);

// Where values lie in a picture; y grows upwards.
struct PlotFrame
{
    SvgBox box;
    double xLow = 0, xHigh = 1, yLow = 0, yHigh = 1;

    double x(double value) const;
    double y(double value) const;
};

struct AxisTick
{
    double at = 0;
    std::string text;
};

// A grid line and a number for each tick, outside the box; the title beside them.
void drawLeftAxis(SvgPicture&, const PlotFrame&, const std::vector<AxisTick>&, const std::string& title);
void drawLowerAxis(SvgPicture&, const PlotFrame&, const std::vector<AxisTick>&, const std::string& title);
std::vector<AxisTick> numberedTicks(const std::vector<double>&);

struct LegendEntry
{
    std::string text;
    SvgLook look;
    bool isFilled = false; // a patch; else a line
};

// How high a legend of this width is, and the legend itself below and right of a corner.
double legendHeight(const std::vector<LegendEntry>&, double width);
void drawLegend(SvgPicture&, const std::vector<LegendEntry>&, SvgPoint corner, double width);

}
