// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/plotframe.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "base/unicode.h"

namespace quantscope {
namespace {

constexpr double tickSize = 11, titleSize = 12, legendSize = 12, legendRow = 18, legendSample = 26, legendGap = 18;

struct LegendPlace
{
    double x = 0, y = 0;
    std::string text;
};

std::vector<LegendPlace> legendPlaces(const std::vector<LegendEntry>& entries, double width)
{
    std::vector<LegendPlace> places;
    double x = 0, y = 0;
    for (const auto& entry : entries) {
        const auto text = fittingText(entry.text, width - legendSample, legendSize);
        const double needed = legendSample + svgTextWidth(text, legendSize);
        if (x > 0 && x + needed > width) {
            x = 0;
            y += legendRow;
        }
        places.push_back({x, y, text});
        x += needed + legendGap;
    }
    return places;
}

}

std::vector<double> roundTicks(double low, double high, int wished)
{
    if (!(high > low) || !std::isfinite(high - low))
        return {};
    const double rough = (high - low) / std::max(1, wished), power = std::pow(10, std::floor(std::log10(rough)));
    // A step that leaves one tick gives way to a finer one.
    for (double finer = 1; finer > 1e-3; finer /= 10)
        for (const double factor : {10.0, 5.0, 2.0, 1.0}) {
            const double step = factor * power * finer;
            if (step > rough * 1.5)
                continue;
            std::vector<double> ticks;
            for (double n = std::ceil(low / step - 1e-9); n * step <= high + step * 1e-9; ++n)
                ticks.push_back(n == 0 ? 0 : n * step);
            if (ticks.size() >= 2)
                return ticks;
        }
    return {};
}

std::string tickText(double value)
{
    return fmt::format("{:.6g}", value);
}

std::string fittingText(const std::string& utf8, double width, double size)
{
    if (svgTextWidth(utf8, size) <= width)
        return utf8;
    std::string text;
    const double room = width - svgTextWidth("…", size);
    for (const char32_t c : toUtf32(validUtf8(utf8))) {
        auto longer = text;
        appendUtf8(longer, c);
        if (svgTextWidth(longer, size) > room)
            break;
        text = std::move(longer);
    }
    return text + "…";
}

double PlotFrame::x(double value) const
{
    return box.x + box.width * (value - xLow) / (xHigh - xLow);
}

double PlotFrame::y(double value) const
{
    return box.y + box.height * (yHigh - value) / (yHigh - yLow);
}

void drawLeftAxis(SvgPicture& picture, const PlotFrame& frame, const std::vector<AxisTick>& ticks,
                  const std::string& title)
{
    const auto& box = frame.box;
    double widest = 0;
    for (const auto& tick : ticks) {
        const double y = frame.y(tick.at);
        picture.line({box.x, y}, {box.x + box.width, y}, gridLook());
        picture.text({box.x - 6, y + 4}, tick.text, Anchor::End, faintLook(), tickSize);
        widest = std::max(widest, svgTextWidth(tick.text, tickSize));
    }
    picture.line({box.x, box.y}, {box.x, box.y + box.height}, axisLook());
    picture.turnedText({box.x - widest - 14, box.y + box.height / 2}, title, inkLook(), titleSize);
}

void drawLowerAxis(SvgPicture& picture, const PlotFrame& frame, const std::vector<AxisTick>& ticks,
                   const std::string& title)
{
    const auto& box = frame.box;
    const double bottom = box.y + box.height;
    double free = -1e9; // right end of the number before
    for (const auto& tick : ticks) {
        const double x = frame.x(tick.at), half = svgTextWidth(tick.text, tickSize) / 2;
        picture.line({x, bottom}, {x, bottom + 4}, axisLook());
        if (x - half < free)
            continue;
        picture.text({x, bottom + 16}, tick.text, Anchor::Middle, faintLook(), tickSize);
        free = x + half + 4;
    }
    picture.line({box.x, bottom}, {box.x + box.width, bottom}, axisLook());
    picture.text({box.x + box.width / 2, bottom + 33}, title, Anchor::Middle, inkLook(), titleSize);
}

std::vector<AxisTick> numberedTicks(const std::vector<double>& values)
{
    std::vector<AxisTick> ticks;
    for (const double value : values)
        ticks.push_back({value, tickText(value)});
    return ticks;
}

double legendHeight(const std::vector<LegendEntry>& entries, double width)
{
    const auto places = legendPlaces(entries, width);
    return places.empty() ? 0 : places.back().y + legendRow;
}

void drawLegend(SvgPicture& picture, const std::vector<LegendEntry>& entries, SvgPoint corner, double width)
{
    const auto places = legendPlaces(entries, width);
    for (size_t i = 0; i < places.size(); ++i) {
        const double x = corner.x + places[i].x, y = corner.y + places[i].y + legendRow / 2;
        if (entries[i].isFilled)
            picture.box({x, y - 5, legendSample - 8, 10}, entries[i].look);
        else
            picture.line({x, y}, {x + legendSample - 6, y}, entries[i].look, 2);
        picture.text({x + legendSample, y + 4}, places[i].text, Anchor::Start, inkLook(), legendSize);
    }
}

}
