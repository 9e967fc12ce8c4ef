// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosisview/errormapplot.h"

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"
#include "plots/colorscale.h"
#include "plots/plotcolors.h"

namespace quantscope {
namespace {

// One hue that grows more opaque, so that the image stays readable where there is little error.
QCPColorGradient gradient()
{
    QCPColorGradient result;
    result.setColorStops({});
    const QColor hue("#d55e00");
    for (const double stop : {0.0, 1.0}) {
        auto color = hue;
        color.setAlphaF(static_cast<float>(0.05 + 0.8 * stop));
        result.setColorStopAt(stop, color);
    }
    return result;
}

}

ErrorMapPlot::ErrorMapPlot(QWidget* parent)
    : PlotView(QStringLiteral("visual-error"), parent)
{
    setAccessibleName(tr("Map of the visual error"));
    setPlaceholder(tr(
        "Which parts of the image carry the error of the visual tokens.\nTrace a question with an image to fill it."));
    m_scale = addColorScale(plot(), gradient());
    for (auto* axis : {plot()->xAxis, plot()->yAxis}) {
        axis->setTicks(false);
        axis->grid()->setVisible(false);
    }
    setZoomAxes(Qt::Horizontal | Qt::Vertical);
}

void ErrorMapPlot::setMap(std::optional<ErrorMap> map)
{
    m_map = std::move(map);
    redrawAll();
}

void ErrorMapPlot::setImage(const QImage& image)
{
    m_image = image;
    redraw();
}

bool ErrorMapPlot::hasData() const
{
    return m_map && m_map->side > 0 &&
        m_map->tiles.size() >= static_cast<size_t>(m_map->tiling.columns * m_map->tiling.rows) &&
        std::all_of(m_map->tiles.begin(), m_map->tiles.end(),
                    [this](const auto& tile) { return tile.size() == m_map->tiles.front().size(); });
}

double ErrorMapPlot::cell(int tileColumn, int tileRow, int64_t column, int64_t row) const
{
    const auto& tile = m_map->tiles[static_cast<size_t>(tileRow * m_map->tiling.columns + tileColumn)];
    return tile[static_cast<size_t>(row * m_map->side + column)];
}

// One unit is a tile; the image keeps its shape whatever the view's.
void ErrorMapPlot::fitImage()
{
    const double columns = m_map->tiling.columns, rows = m_map->tiling.rows;
    const double width = m_image.isNull() ? columns : m_image.width(),
                 height = m_image.isNull() ? rows : m_image.height();
    const double scale = std::min(plotWidth() / width, plotHeight() / height);
    const double across = plotWidth() / (width * scale) * columns, down = plotHeight() / (height * scale) * rows;
    setExtent({(columns - across) / 2, (columns + across) / 2, (rows - down) / 2, (rows + down) / 2});
}

void ErrorMapPlot::draw(const QPalette& palette)
{
    const auto& map = *m_map;
    const int columns = map.tiling.columns, rows = map.tiling.rows;
    fitImage();
    plot()->xAxis->setLabel(caption());
    plot()->yAxis->setLabel({});
    if (!m_image.isNull()) {
        auto* picture = new QCPItemPixmap(plot());
        picture->setLayer(QStringLiteral("background"));
        picture->setPixmap(QPixmap::fromImage(m_image));
        picture->setScaled(true, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        picture->topLeft->setCoords(0, 0);
        picture->bottomRight->setCoords(columns, rows);
    }
    QCPAxis* axis = m_scale->axis();
    axis->setLabel(tr("‖Δ‖² / ‖e‖²"));
    axis->setNumberFormat(QStringLiteral("gb"));
    axis->setNumberPrecision(3); // steps of 0.025
    axis->setLabelFont(font());
    axis->setTickLabelFont(font());
    axis->setLabelColor(palette.color(QPalette::Text));
    axis->setTickLabelColor(palette.color(QPalette::Text));
    auto* colors = new QCPColorMap(plot()->xAxis, plot()->yAxis);
    colors->setInterpolate(false);
    const auto side = static_cast<int>(map.side), down = static_cast<int>(map.down());
    colors->data()->setSize(columns * side, rows * down);
    const double halfAcross = 0.5 / side, halfDown = 0.5 / down;
    colors->data()->setRange(QCPRange(halfAcross, columns - halfAcross), QCPRange(halfDown, rows - halfDown));
    double largest = 0;
    for (int y = 0; y < rows * down; ++y)
        for (int x = 0; x < columns * side; ++x) {
            const double value = cell(x / side, y / down, x % side, y % down);
            colors->data()->setCell(x, y, value);
            largest = std::max(largest, value);
        }
    colors->setColorScale(m_scale);
    colors->setDataRange(QCPRange(0, largest > 0 ? largest : 1));
    drawTiles(palette);
}

void ErrorMapPlot::drawTiles(const QPalette& palette)
{
    const auto& map = *m_map;
    for (int row = 0; row < map.tiling.rows; ++row)
        for (int column = 0; column < map.tiling.columns; ++column) {
            auto* frame = new QCPItemRect(plot());
            frame->topLeft->setCoords(column, row);
            frame->bottomRight->setCoords(column + 1, row + 1);
            frame->setPen(QPen(palette.color(QPalette::Text)));
            auto* text = new QCPItemText(plot());
            text->position->setCoords(column, row);
            text->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
            text->setFont(font());
            text->setColor(Qt::white);
            text->setBrush(QColor(0, 0, 0, 170));
            text->setPadding(QMargins(4, 1, 4, 1));
            text->setText(percentText(map.shares.at(static_cast<size_t>(row * map.tiling.columns + column))));
        }
}

QString ErrorMapPlot::caption() const
{
    const auto& map = *m_map;
    QStringList parts{tr("%1 × %2 tiles, their share of the error").arg(map.tiling.columns).arg(map.tiling.rows)};
    if (map.tiling.thumbnail && !map.shares.empty())
        parts << tr("thumbnail (not drawn): %1").arg(percentText(map.shares.back()));
    if (map.share < 1)
        parts << tr("this image: %1 of the question's error").arg(percentText(map.share));
    return wrappedCaption(parts);
}

QString ErrorMapPlot::hoverText(QPointF pixel) const
{
    const double x = plot()->xAxis->pixelToCoord(pixel.x()), y = plot()->yAxis->pixelToCoord(pixel.y());
    const auto& tiling = m_map->tiling;
    if (x < 0 || y < 0 || x >= tiling.columns || y >= tiling.rows)
        return {};
    const int column = static_cast<int>(x), row = static_cast<int>(y);
    const auto across = static_cast<int64_t>((x - column) * static_cast<double>(m_map->side));
    const auto down = static_cast<int64_t>((y - row) * static_cast<double>(m_map->down()));
    return tr("tile %1, visual token %2\nrelative error %3\n%4 of the image's error in this tile")
        .arg(row * tiling.columns + column + 1)
        .arg(down * m_map->side + across + 1)
        .arg(shortNumber(cell(column, row, across, down)),
             percentText(m_map->shares.at(static_cast<size_t>(row * tiling.columns + column))));
}

QString ErrorMapPlot::csv() const
{
    QList<QStringList> lines{{tr("Tile"), tr("Row"), tr("Column"), tr("Relative error")}};
    for (size_t tile = 0; hasData() && tile < m_map->tiles.size(); ++tile)
        for (size_t token = 0; token < m_map->tiles[tile].size(); ++token)
            lines << QStringList{QString::number(tile + 1), QString::number(static_cast<int64_t>(token) / m_map->side),
                                 QString::number(static_cast<int64_t>(token) % m_map->side),
                                 csvDigits(m_map->tiles[tile][token])};
    return csvText(lines);
}

}
