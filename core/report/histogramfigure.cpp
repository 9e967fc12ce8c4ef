// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/figures.h"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "report/plotframe.h"

namespace quantscope {
namespace {

constexpr double histogramWidth = 760, histogramLeft = 80, histogramTop = 34, histogramPlotHeight = 240;
constexpr double leastSpacing = 4; // px between levels that are drawn one by one
constexpr size_t wishedBins = 160; // over what is shown

struct ValueSpan
{
    double low = 0, high = 0;
};

// The values that are quantized, and the ends of the grids; what the others have beyond is cut.
ValueSpan shownSpan(const HistogramFigure& figure)
{
    ValueSpan span{1e300, -1e300};
    const auto include = [&span](double value) {
        span.low = std::min(span.low, value);
        span.high = std::max(span.high, value);
    };
    const bool hasFilled =
        std::any_of(figure.curves.begin(), figure.curves.end(), [](const auto& curve) { return curve.isFilled; });
    for (const auto& curve : figure.curves) {
        const auto& h = curve.histogram;
        for (size_t i = 0; i < h.counts.size(); ++i)
            if (h.counts[i] > 0 && (curve.isFilled || !hasFilled)) {
                include(h.low + h.binWidth() * static_cast<double>(i));
                include(h.low + h.binWidth() * static_cast<double>(i + 1));
            }
    }
    for (const auto& row : figure.grids) {
        include(row.grid.level(row.grid.low));
        include(row.grid.level(row.grid.high));
    }
    if (!(span.high > span.low))
        return {-1, 1};
    const double room = 0.03 * (span.high - span.low);
    return {span.low - room, span.high + room};
}

// Bins that are joined until about as many are histogramLeft as can be told apart.
Histogram readableBins(const Histogram& histogram, const ValueSpan& span)
{
    if (histogram.empty())
        return histogram;
    auto bins = static_cast<int64_t>(histogram.counts.size());
    const double wanted = static_cast<double>(wishedBins) * (histogram.high - histogram.low) / (span.high - span.low);
    while (bins % 2 == 0 && static_cast<double>(bins) > wanted * 1.5)
        bins /= 2;
    return histogram.coarser(bins);
}

double logHeight(double count)
{
    return std::log10(1 + std::max(0.0, count));
}

std::vector<SvgPoint> outlineOf(const Histogram& h, const PlotFrame& frame)
{
    std::vector<SvgPoint> points;
    const double bottom = frame.y(0);
    for (size_t i = 0; i < h.counts.size(); ++i) {
        const double from = h.low + h.binWidth() * static_cast<double>(i), to = from + h.binWidth();
        if (to < frame.xLow || from > frame.xHigh)
            continue;
        const double y = frame.y(logHeight(h.counts[i]));
        if (h.counts[i] <= 0 && !points.empty() && points.back().y == bottom) {
            points.back().x = frame.x(std::min(to, frame.xHigh));
            continue;
        }
        points.push_back({frame.x(std::max(from, frame.xLow)), y});
        points.push_back({frame.x(std::min(to, frame.xHigh)), y});
    }
    if (points.empty())
        return points;
    points.insert(points.begin(), {points.front().x, bottom});
    points.push_back({points.back().x, bottom});
    return points;
}

// Counts have one tick for each power of ten; a zero stands for none.
std::vector<AxisTick> countTicks(double highest)
{
    const int step = highest > 6 ? 2 : 1;
    std::vector<AxisTick> ticks;
    for (int power = 0; power <= highest; power += step)
        ticks.push_back({logHeight(std::pow(10, power)), power == 0 ? "1" : tickText(std::pow(10, power))});
    return ticks;
}

void drawQuantizationGrid(SvgPicture& picture, const PlotFrame& frame, const HistogramFigure::Grid& row, double strip)
{
    const auto& grid = row.grid;
    const double low = frame.x(grid.level(grid.low)), high = frame.x(grid.level(grid.high));
    const double top = frame.box.y, bottom = frame.box.y + frame.box.height;
    picture.box({low, strip, std::max(1.0, high - low), 5}, {"f" + row.line.css.substr(1), row.line.colour}, 0.8);
    const double spacing = grid.levels() > 1 ? (high - low) / (grid.levels() - 1) : 0;
    if (spacing >= leastSpacing)
        for (int code = grid.low; code <= grid.high; ++code) {
            const double x = frame.x(grid.level(code));
            picture.line({x, top}, {x, bottom}, {row.line.css, row.line.colour}, 0.5);
        }
    for (const double x : {low, high})
        picture.line({x, top}, {x, bottom}, {row.line.css, row.line.colour, "4 3"}, 1.2);
}

}

SvgPicture drawHistogram(const HistogramFigure& figure)
{
    const auto span = shownSpan(figure);
    std::vector<Histogram> histograms;
    double highest = 1;
    for (const auto& curve : figure.curves) {
        histograms.push_back(readableBins(curve.histogram, span));
        for (const double count : histograms.back().counts)
            highest = std::max(highest, logHeight(count));
    }
    std::vector<LegendEntry> legend;
    for (const auto& curve : figure.curves)
        legend.push_back({curve.name, curve.line, false});
    for (const auto& grid : figure.grids)
        legend.push_back({grid.text, {grid.line.css, grid.line.colour, "4 3"}, false});
    const double strips = 7 * static_cast<double>(figure.grids.size());
    const double legendTop = histogramTop + strips + histogramPlotHeight + 44, room = histogramWidth - histogramLeft;
    SvgPicture picture(histogramWidth, legendTop + legendHeight(legend, room) + 6, figure.title);
    picture.text({10, 18}, fittingText(figure.title, histogramWidth - 20, 13), Anchor::Start, inkLook(), 13, true);
    const PlotFrame frame{
        {histogramLeft, histogramTop + strips, histogramWidth - histogramLeft - 14, histogramPlotHeight},
        span.low,
        span.high,
        0,
        highest * 1.05};
    drawLeftAxis(picture, frame, countTicks(highest), figure.countAxis);
    drawLowerAxis(picture, frame, numberedTicks(roundTicks(span.low, span.high, 8)), figure.valueAxis);
    for (size_t i = 0; i < figure.grids.size(); ++i)
        drawQuantizationGrid(picture, frame, figure.grids[i], histogramTop + 7 * static_cast<double>(i) - 2);
    for (size_t i = 0; i < histograms.size(); ++i) {
        const auto outline = outlineOf(histograms[i], frame);
        const auto& look = figure.curves[i].line;
        if (outline.empty())
            continue;
        if (figure.curves[i].isFilled)
            picture.area(outline, {"f" + look.css.substr(1), look.colour}, 0.35);
        picture.path(outline, look, 1.3);
    }
    drawLegend(picture, legend, {histogramLeft, legendTop}, room);
    return picture;
}

}
