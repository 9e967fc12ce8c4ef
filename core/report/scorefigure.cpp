// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/figures.h"

#include <algorithm>

#include <fmt/core.h>

#include "report/plotframe.h"

namespace quantscope {
namespace {

constexpr double scoreWidth = 800, scoreNameWidth = 270, scoreValueWidth = 62, barHeight = 14, groupGap = 10,
                 scoreTop = 30;

void drawBar(SvgPicture& picture, const PlotFrame& frame, double y, size_t run, const ScoreBar& bar)
{
    const double end = frame.x(bar.percent), middle = y + barHeight / 2;
    picture.box({frame.box.x, y + 1, std::max(0.5, end - frame.box.x), barHeight - 3}, runFill(run), 0.85);
    double right = end;
    if (bar.interval) {
        const double low = frame.x(bar.interval->low), high = frame.x(bar.interval->high);
        picture.line({low, middle}, {high, middle}, {"axis", "#1b1c1e"}, 1.4);
        for (const double x : {low, high})
            picture.line({x, middle - 3}, {x, middle + 3}, {"axis", "#1b1c1e"}, 1.4);
        right = std::max(right, high);
    }
    picture.text({right + 5, y + barHeight - 3}, fmt::format("{:.1f}", bar.percent), Anchor::Start, inkLook(), 11);
}

}

SvgPicture drawScores(const ScoreFigure& figure)
{
    const double groupHeight = barHeight * static_cast<double>(figure.runs.size()) + groupGap;
    const double height = groupHeight * static_cast<double>(figure.groups.size());
    std::vector<LegendEntry> legend;
    for (size_t run = 0; run < figure.runs.size(); ++run)
        legend.push_back({figure.runs[run], runFill(run), true});
    const double legendTop = scoreTop + height + 46, legendRoom = scoreWidth - 20;
    SvgPicture picture(scoreWidth, legendTop + legendHeight(legend, legendRoom) + 6, figure.title);
    picture.text({10, 18}, fittingText(figure.title, scoreWidth - 20, 13), Anchor::Start, inkLook(), 13, true);
    const PlotFrame frame{
        {scoreNameWidth + 10, scoreTop, scoreWidth - scoreNameWidth - scoreValueWidth - 10, height}, 0, 100, 0, 1};
    for (double tick = 0; tick <= 100; tick += 20)
        picture.line({frame.x(tick), scoreTop}, {frame.x(tick), scoreTop + height}, gridLook());
    double y = scoreTop + groupGap / 2;
    for (const auto& group : figure.groups) {
        const double middle = y + (groupHeight - groupGap) / 2 + 4;
        picture.text({scoreNameWidth, middle}, fittingText(group.name, scoreNameWidth - 10, 12), Anchor::End, inkLook(),
                     12);
        for (size_t run = 0; run < group.bars.size(); ++run)
            if (group.bars[run])
                drawBar(picture, frame, y + barHeight * static_cast<double>(run), run, *group.bars[run]);
        y += groupHeight;
    }
    drawLowerAxis(picture, frame, numberedTicks({0, 20, 40, 60, 80, 100}), figure.axis);
    picture.line({frame.box.x, scoreTop}, {frame.box.x, scoreTop + height}, axisLook());
    drawLegend(picture, legend, {10, legendTop}, legendRoom);
    return picture;
}

}
