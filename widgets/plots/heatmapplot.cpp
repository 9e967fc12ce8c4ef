// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/heatmapplot.h"

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

#include "common/csvtext.h"
#include "common/numbertext.h"
#include "plots/colorscale.h"
#include "plots/plotcolors.h"

namespace quantscope {
namespace {

// Stops of viridis, which rises evenly in lightness and does not rely on red against green.
QCPColorGradient gradient()
{
    QCPColorGradient result;
    const char* const stops[] = {"#440154", "#482878", "#3e4a89", "#31688e", "#26828e",
                                 "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"};
    result.setColorStops({});
    for (size_t i = 0; i < std::size(stops); ++i)
        result.setColorStopAt(static_cast<double>(i) / (std::size(stops) - 1), QColor(stops[i]));
    return result;
}

QString rangeText(int64_t first, int64_t behind)
{
    return behind - first <= 1 ? QString::number(first) : QStringLiteral("%1–%2").arg(first).arg(behind - 1);
}

}

HeatMapPlot::HeatMapPlot(QWidget* parent)
    : PlotView(QStringLiteral("weight-error"), parent)
{
    setAccessibleName(tr("Picture of the weight error"));
    setPlaceholder(
        tr("Where in the weight the rounding error lies.\nQuantize the selected layer's weight to fill it."));
    m_scale = addColorScale(plot(), gradient());
    setZoomAxes(Qt::Horizontal | Qt::Vertical);
}

void HeatMapPlot::setMap(std::optional<HeatMap> map)
{
    m_map = std::move(map);
    redraw();
}

bool HeatMapPlot::hasData() const
{
    return m_map && m_map->cellRows > 0 && m_map->cellColumns > 0 &&
        static_cast<int64_t>(m_map->cells.size()) == m_map->cellRows * m_map->cellColumns;
}

float HeatMapPlot::cell(int64_t row, int64_t column) const
{
    return m_map->cells[static_cast<size_t>(row * m_map->cellColumns + column)];
}

void HeatMapPlot::draw(const QPalette& palette)
{
    const auto& map = *m_map;
    const double width = static_cast<double>(map.columns), height = static_cast<double>(map.rows);
    setExtent({-0.5, width - 0.5, -0.5, height - 0.5});
    plot()->xAxis->setLabel(tr("Input channel"));
    plot()->yAxis->setLabel(tr("Output channel"));
    QCPAxis* axis = m_scale->axis();
    axis->setLabel(tr("max |ΔW|"));
    axis->setNumberFormat(QStringLiteral("gb"));
    axis->setNumberPrecision(3);
    axis->setLabelFont(font());
    axis->setTickLabelFont(font());
    axis->setLabelColor(palette.color(QPalette::Text));
    axis->setTickLabelColor(palette.color(QPalette::Text));
    for (const auto set : {&QCPAxis::setBasePen, &QCPAxis::setTickPen, &QCPAxis::setSubTickPen})
        (axis->*set)(QPen(plot()->xAxis->basePen()));
    auto* colors = new QCPColorMap(plot()->xAxis, plot()->yAxis);
    colors->setInterpolate(false);
    colors->data()->setSize(static_cast<int>(map.cellColumns), static_cast<int>(map.cellRows));
    const double halfColumn = width / static_cast<double>(map.cellColumns) / 2;
    const double halfRow = height / static_cast<double>(map.cellRows) / 2;
    colors->data()->setRange(QCPRange(halfColumn - 0.5, width - 0.5 - halfColumn),
                             QCPRange(halfRow - 0.5, height - 0.5 - halfRow));
    for (int64_t row = 0; row < map.cellRows; ++row)
        for (int64_t column = 0; column < map.cellColumns; ++column)
            colors->data()->setCell(static_cast<int>(column), static_cast<int>(row),
                                    static_cast<double>(cell(row, column)));
    colors->setColorScale(m_scale);
    const float largest = *std::max_element(map.cells.begin(), map.cells.end());
    colors->setDataRange(QCPRange(0, largest > 0 ? static_cast<double>(largest) : 1));
}

QString HeatMapPlot::hoverText(QPointF pixel) const
{
    if (!plot()->axisRect()->rect().contains(pixel.toPoint()))
        return {};
    const auto cellOf = [](double at, int64_t length, int64_t cells) {
        const auto place =
            static_cast<int64_t>(std::floor((at + 0.5) * static_cast<double>(cells) / static_cast<double>(length)));
        return std::clamp<int64_t>(place, 0, cells - 1);
    };
    const auto& map = *m_map;
    const int64_t column = cellOf(plot()->xAxis->pixelToCoord(pixel.x()), map.columns, map.cellColumns);
    const int64_t row = cellOf(plot()->yAxis->pixelToCoord(pixel.y()), map.rows, map.cellRows);
    return tr("input channel %1\noutput channel %2\n|ΔW| up to %3")
        .arg(rangeText(column * map.columns / map.cellColumns, (column + 1) * map.columns / map.cellColumns),
             rangeText(row * map.rows / map.cellRows, (row + 1) * map.rows / map.cellRows),
             shortNumber(static_cast<double>(cell(row, column))));
}

QString HeatMapPlot::csv() const
{
    QList<QStringList> rows{{tr("First output channel"), tr("First input channel"), tr("Largest |ΔW|")}};
    for (int64_t row = 0; hasData() && row < m_map->cellRows; ++row)
        for (int64_t column = 0; column < m_map->cellColumns; ++column)
            rows << QStringList{QString::number(row * m_map->rows / m_map->cellRows),
                                QString::number(column * m_map->columns / m_map->cellColumns),
                                csvDigits(static_cast<double>(cell(row, column)))};
    return csvText(rows);
}

}
