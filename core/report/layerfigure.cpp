// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/figures.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/plotframe.h"

namespace quantscope {
namespace {

constexpr double layerWidth = 860, layerLeft = 64, layerTop = 48, layerPlotHeight = 300;

struct ValueRange
{
    double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
    bool isInfinite = false; // somewhere: no error
};

ValueRange rangeOf(const LayerFigure& figure)
{
    ValueRange range;
    for (const auto& curve : figure.values)
        for (const auto& value : curve) {
            if (!value || std::isnan(*value))
                continue;
            range.isInfinite = range.isInfinite || *value == std::numeric_limits<double>::infinity();
            if (std::isfinite(*value)) {
                range.low = std::min(range.low, *value);
                range.high = std::max(range.high, *value);
            }
        }
    if (range.low > range.high)
        range.low = range.high = 0;
    const double room = std::max(1.0, (range.high - range.low) * 0.06);
    range.low = std::min(0.0, range.low) == 0 && range.low < 15 ? 0 : range.low - room;
    range.high += range.isInfinite ? 3 * room : room;
    return range;
}

// Names stand over their parts where there is room; else the line alone shows where one begins.
void drawParts(SvgPicture& picture, const PlotFrame& frame, const LayerFigure& figure, size_t layers)
{
    const auto& box = frame.box;
    for (size_t i = 0; i < figure.parts.size(); ++i) {
        const double from = frame.x(static_cast<double>(figure.parts[i].first) + 0.5);
        const size_t next = i + 1 < figure.parts.size() ? figure.parts[i + 1].first : layers;
        const double to = frame.x(static_cast<double>(next) + 0.5);
        if (figure.parts[i].first > 0)
            picture.line({from, box.y - 14}, {from, box.y + box.height}, axisLook());
        if (svgTextWidth(figure.parts[i].name, 11) + 6 <= to - from)
            picture.text({(from + to) / 2, box.y - 5}, figure.parts[i].name, Anchor::Middle, faintLook(), 11);
    }
}

// Gaps where nothing was measured; a value alone between gaps is a dot.
void drawCurve(SvgPicture& picture, const PlotFrame& frame, const std::vector<std::optional<double>>& values,
               size_t run)
{
    std::vector<SvgPoint> points;
    const auto flush = [&] {
        if (points.size() == 1)
            picture.dot(points.front(), 2.2, runFill(run));
        else if (!points.empty())
            picture.path(points, runLine(run), 1.6);
        points.clear();
    };
    for (size_t i = 0; i < values.size(); ++i) {
        const double x = frame.x(static_cast<double>(i) + 1);
        if (values[i] && std::isfinite(*values[i])) {
            points.push_back({x, frame.y(*values[i])});
            continue;
        }
        flush();
        if (values[i] && *values[i] > 0)
            picture.dot({x, frame.box.y + 4}, 2.2, runFill(run));
    }
    flush();
}

}

SvgPicture drawLayers(const LayerFigure& figure)
{
    size_t layers = 0;
    for (const auto& curve : figure.values)
        layers = std::max(layers, curve.size());
    const auto range = rangeOf(figure);
    std::vector<LegendEntry> legend;
    for (size_t run = 0; run < figure.runs.size(); ++run)
        legend.push_back({figure.runs[run], runLine(run)});
    const double legendTop = layerTop + layerPlotHeight + 42, legendRoom = layerWidth - layerLeft;
    SvgPicture picture(layerWidth, legendTop + legendHeight(legend, legendRoom) + 6, figure.title);
    picture.text({10, 18}, fittingText(figure.title, layerWidth - 20, 13), Anchor::Start, inkLook(), 13, true);
    const PlotFrame frame{{layerLeft, layerTop, layerWidth - layerLeft - 14, layerPlotHeight},
                          0.5,
                          static_cast<double>(std::max<size_t>(1, layers)) + 0.5,
                          range.low,
                          range.high};
    drawLeftAxis(picture, frame, numberedTicks(roundTicks(range.low, range.high, 6)), figure.valueAxis);
    auto ticks = roundTicks(1, static_cast<double>(layers), 12);
    std::erase_if(ticks, [](double tick) { return tick < 1 || tick != std::floor(tick); });
    if (ticks.empty() || ticks.front() > 1)
        ticks.insert(ticks.begin(), 1);
    drawLowerAxis(picture, frame, numberedTicks(ticks), figure.layerAxis);
    drawParts(picture, frame, figure, layers);
    for (size_t run = 0; run < figure.values.size(); ++run)
        drawCurve(picture, frame, figure.values[run], run);
    if (range.isInfinite)
        picture.text({frame.box.x + frame.box.width - 4, layerTop + 18}, figure.noError, Anchor::End, faintLook(), 11);
    drawLegend(picture, legend, {layerLeft, legendTop}, legendRoom);
    return picture;
}

}
