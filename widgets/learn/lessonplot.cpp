// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/lessonplot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"
#include "plots/plotcolors.h"

namespace quantscope {
namespace {

constexpr double matrixGap = 1.2; // columns between two matrices

QColor colorOf(LessonColor color, const QPalette& palette)
{
    switch (color) {
    case LessonColor::Before: return baselineColor(palette);
    case LessonColor::After:
    case LessonColor::Image:
        return mixed(towerColor(Tower::Vision), palette.color(QPalette::Text), isDark(palette) ? 0.7 : 1);
    case LessonColor::Text: return towerColor(Tower::Projector);
    case LessonColor::Worse: return worseColor(palette);
    case LessonColor::Better: return betterColor(palette);
    case LessonColor::Mark: return highlightColor(palette);
    }
    return {};
}

QVector<double> asVector(const std::vector<double>& values)
{
    return {values.begin(), values.end()};
}

}

LessonPlot::LessonPlot(const QString& name, const QString& accessibleName, QWidget* parent)
    : PlotView(name, parent)
{
    setAccessibleName(accessibleName);
}

void LessonPlot::setPicture(LessonPicture picture)
{
    m_picture = std::move(picture);
    redraw();
}

bool LessonPlot::hasData() const
{
    return !m_picture.series.empty() || !m_picture.matrices.empty();
}

void LessonPlot::fitSeries()
{
    double low[2], high[2];
    for (int axis = 0; axis < 2; ++axis) {
        low[axis] = std::numeric_limits<double>::infinity();
        high[axis] = -low[axis];
    }
    const auto take = [&](int axis, double value, bool logarithmic) {
        if (!std::isfinite(value) || (logarithmic && value <= 0))
            return;
        low[axis] = std::min(low[axis], value);
        high[axis] = std::max(high[axis], value);
    };
    for (const auto& series : m_picture.series) {
        const bool standing = series.look == LessonSeries::Look::Sticks || series.look == LessonSeries::Look::Bars;
        for (size_t i = 0; i < series.x.size(); ++i) {
            take(0, series.x[i] - (series.look == LessonSeries::Look::Bars ? 0.6 : 0), m_picture.logX);
            take(0, series.x[i] + (series.look == LessonSeries::Look::Bars ? 0.6 : 0), m_picture.logX);
            take(1, series.y[i], m_picture.logY);
        }
        if (standing)
            take(1, 0, m_picture.logY);
    }
    if (!(low[0] <= high[0] && low[1] <= high[1]))
        return setExtent({0, 1, 0, 1});
    const auto widen = [](double& from, double& to, bool logarithmic) {
        if (logarithmic) {
            from /= 1.5;
            to *= 1.5;
        } else {
            const double room = from == to ? std::max(1.0, std::abs(from)) * 0.1 : 0.05 * (to - from);
            from -= from == 0 ? 0 : room;
            to += room;
        }
    };
    widen(low[0], high[0], m_picture.logX);
    widen(low[1], high[1], m_picture.logY);
    setExtent({low[0], high[0], low[1], high[1]});
}

void LessonPlot::drawSeries(const LessonSeries& series, const QPalette& palette)
{
    const QColor color = colorOf(series.color, palette);
    if (series.look == LessonSeries::Look::Bars) {
        auto* bars = new QCPBars(plot()->xAxis, plot()->yAxis);
        bars->setWidth(0.7);
        bars->setPen(QPen(color));
        bars->setBrush(mixed(color, palette.color(QPalette::Base), 0.55));
        bars->setData(asVector(series.x), asVector(series.y), true);
        bars->setName(series.name);
        return;
    }
    auto* graph = plot()->addGraph();
    graph->setName(series.name);
    graph->setData(asVector(series.x), asVector(series.y));
    switch (series.look) {
    case LessonSeries::Look::Points:
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setScatterStyle(
            QCPScatterStyle(series.color == LessonColor::Text ? QCPScatterStyle::ssTriangle : QCPScatterStyle::ssCircle,
                            color, mixed(color, palette.color(QPalette::Base), 0.4), 5 * lineScale()));
        break;
    case LessonSeries::Look::Sticks:
        graph->setLineStyle(QCPGraph::lsImpulse);
        graph->setPen(QPen(color, 1.2 * lineScale()));
        break;
    default:
        graph->setPen(
            QPen(color, 1.8 * lineScale(), series.look == LessonSeries::Look::Dashed ? Qt::DashLine : Qt::SolidLine));
    }
}

void LessonPlot::drawMatrix(const LessonMatrix& matrix, double left, const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base), text = palette.color(QPalette::Text);
    const auto label = [&](double x, double y, const QString& words, bool strong) {
        auto* item = new QCPItemText(plot());
        item->position->setCoords(x, y);
        item->setText(words);
        QFont small = font();
        small.setBold(strong);
        if (!strong)
            small.setPointSizeF(small.pointSizeF() * 0.8);
        item->setFont(small);
        item->setColor(text);
        item->setClipToAxisRect(false);
    };
    const auto box = [&](double x0, double y0, double x1, double y1, const QPen& pen, const QBrush& brush) {
        auto* item = new QCPItemRect(plot());
        item->topLeft->setCoords(x0, y0);
        item->bottomRight->setCoords(x1, y1);
        item->setPen(pen);
        item->setBrush(brush);
    };
    // Three decimals at most: more do not fit into a cell.
    const int decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(std::max(matrix.reach, 1e-9)))), 0, 3);
    for (int row = 0; row < matrix.rows; ++row)
        for (int column = 0; column < matrix.columns; ++column) {
            const double value = matrix.values[static_cast<size_t>(row * matrix.columns + column)];
            const double share = std::clamp(std::abs(value) / matrix.reach, 0.0, 1.0) * 0.6;
            const QColor color =
                mixed(value < 0 ? towerColor(Tower::Vision) : towerColor(Tower::Projector), base, share);
            box(left + column, -row, left + column + 1, -row - 1, QPen(gridColor(palette)), color);
            label(left + column + 0.5, -row - 0.5,
                  value == 0 ? QStringLiteral("0") : QString::number(value, 'f', decimals), false);
        }
    for (int column = 0; column < matrix.columns; ++column) {
        if (static_cast<size_t>(column) < matrix.done.size() && matrix.done[static_cast<size_t>(column)])
            box(left + column + 0.1, -matrix.rows - 0.1, left + column + 0.9, -matrix.rows - 0.25, Qt::NoPen,
                betterColor(palette));
        if (column < matrix.columnNames.size())
            label(left + column + 0.5, 0.35, matrix.columnNames[column], column == matrix.framedColumn);
    }
    if (matrix.framedColumn >= 0)
        box(left + matrix.framedColumn, 0, left + matrix.framedColumn + 1, -matrix.rows,
            QPen(highlightColor(palette), 2.5 * lineScale()), Qt::NoBrush);
    label(left + matrix.columns / 2.0, 1.0, matrix.title, true);
}

void LessonPlot::draw(const QPalette& palette)
{
    const bool matrices = !m_picture.matrices.empty();
    for (QCPAxis* axis : {plot()->xAxis, plot()->yAxis})
        axis->setVisible(!matrices);
    setZoomAxes(matrices ? Qt::Orientations() : Qt::Orientations(Qt::Horizontal));
    if (matrices) {
        double left = 0;
        int rows = 0;
        for (const auto& matrix : m_picture.matrices) {
            drawMatrix(matrix, left, palette);
            left += matrix.columns + matrixGap;
            rows = std::max(rows, matrix.rows);
        }
        return setExtent({-0.1, left - matrixGap + 0.1, -rows - 0.4, 1.4});
    }
    const auto scaled = [](QCPAxis* axis, bool logarithmic) {
        axis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        axis->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                    : QSharedPointer<QCPAxisTicker>::create());
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(logarithmic ? 2 : 4);
    };
    scaled(plot()->xAxis, m_picture.logX);
    scaled(plot()->yAxis, m_picture.logY);
    if (!m_picture.barNames.isEmpty()) {
        auto ticker = QSharedPointer<QCPAxisTickerText>::create();
        for (int i = 0; i < m_picture.barNames.size(); ++i)
            ticker->addTick(i, m_picture.barNames[i]);
        plot()->xAxis->setTicker(ticker);
    }
    plot()->xAxis->setLabel(m_picture.xTitle);
    plot()->yAxis->setLabel(m_picture.yTitle);
    if (m_picture.squareReach > 0)
        setExtent({-m_picture.squareReach, m_picture.squareReach, -m_picture.squareReach, m_picture.squareReach});
    else
        fitSeries();
    for (const auto& series : m_picture.series)
        drawSeries(series, palette);
    for (const double x : m_picture.verticals) {
        auto* line = new QCPItemStraightLine(plot());
        line->point1->setCoords(x, m_picture.logY ? 1e-30 : 0);
        line->point2->setCoords(x, 1);
        line->setPen(QPen(highlightColor(palette), 1.5 * lineScale(), Qt::DotLine));
    }
    showLegend(palette);
}

QString LessonPlot::hoverText(QPointF pixel) const
{
    if (!m_picture.matrices.empty() || !plot()->axisRect()->rect().contains(pixel.toPoint()))
        return {};
    const double x = plot()->xAxis->pixelToCoord(pixel.x()), y = plot()->yAxis->pixelToCoord(pixel.y());
    QStringList lines;
    for (const auto& series : m_picture.series) {
        size_t best = series.x.size();
        double nearest = std::numeric_limits<double>::infinity();
        for (size_t i = 0; i < series.x.size(); ++i) {
            const bool cloud = series.look == LessonSeries::Look::Points;
            const double dx = plot()->xAxis->coordToPixel(series.x[i]) - pixel.x();
            const double dy = cloud ? plot()->yAxis->coordToPixel(series.y[i]) - pixel.y() : 0;
            if (dx * dx + dy * dy < nearest) {
                nearest = dx * dx + dy * dy;
                best = i;
            }
        }
        if (best < series.x.size())
            lines
                << tr("%1: %2 at %3").arg(series.name, shortNumber(series.y[best], 4), shortNumber(series.x[best], 4));
    }
    return lines.isEmpty() ? tr("%1, %2").arg(shortNumber(x), shortNumber(y)) : lines.join('\n');
}

QString LessonPlot::csv() const
{
    QList<QStringList> rows{{tr("Series"), tr("X"), tr("Y"), tr("Value")}};
    for (const auto& series : m_picture.series)
        for (size_t i = 0; i < series.x.size(); ++i)
            rows << QStringList{series.name, csvDigits(series.x[i]), csvDigits(series.y[i]), {}};
    for (const auto& matrix : m_picture.matrices)
        for (int i = 0; i < matrix.rows * matrix.columns; ++i)
            rows << QStringList{matrix.title, QString::number(i % matrix.columns), QString::number(i / matrix.columns),
                                csvDigits(matrix.values[static_cast<size_t>(i)])};
    return csvText(rows);
}

}
