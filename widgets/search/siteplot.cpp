// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/siteplot.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"
#include "plots/plotcolors.h"

namespace quantscope {

SitePlot::SitePlot(const QString& name, Style style, QWidget* parent)
    : PlotView(name, parent)
    , m_style(style)
{
    m_towerAxis = plot()->axisRect()->addAxis(QCPAxis::atBottom);
    m_towerAxis->setTickLength(0, 0); // without ticks there would be no labels
    m_towerAxis->grid()->setVisible(false);
    connect(plot()->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), m_towerAxis,
            qOverload<const QCPRange&>(&QCPAxis::setRange));
}

void SitePlot::setSites(const std::vector<Site>& sites)
{
    m_sites = sites;
    m_labels = layerLabels(sites);
    if (m_selected >= count())
        m_selected = -1;
    redraw();
}

void SitePlot::setSeries(Series now, Series behind, bool logarithmic)
{
    const bool otherMeaning = now.title != m_now.title;
    m_now = std::move(now);
    m_behind = std::move(behind);
    m_logarithmic = logarithmic;
    if (otherMeaning)
        redrawAll();
    else
        redraw();
}

void SitePlot::setSelectedSite(int site)
{
    m_selected = site >= 0 && site < count() ? site : -1;
    redraw();
}

int SitePlot::selectedSite() const
{
    return m_selected;
}

int SitePlot::count() const
{
    return static_cast<int>(m_sites.size());
}

std::optional<double> SitePlot::drawable(const Series& series, int site) const
{
    if (site < 0 || site >= static_cast<int>(series.values.size()))
        return {};
    const auto& value = series.values[static_cast<size_t>(site)];
    return value && std::isfinite(*value) && (!m_logarithmic || *value > 0) ? value : std::nullopt;
}

bool SitePlot::hasData() const
{
    const auto any = [](const Series& series) {
        return std::any_of(series.values.begin(), series.values.end(),
                           [](const auto& value) { return value.has_value(); });
    };
    return count() > 0 && (any(m_now) || any(m_behind));
}

bool SitePlot::redrawsOnZoom() const
{
    return true;
}

SitePlot::Extent SitePlot::extent() const
{
    std::optional<double> low, high;
    for (const auto* series : {&m_now, &m_behind})
        for (int i = 0; i < count(); ++i)
            if (const auto value = drawable(*series, i)) {
                low = std::min(low.value_or(*value), *value);
                high = std::max(high.value_or(*value), *value);
            }
    Extent extent{-0.7, count() - 0.3, 0, 1};
    if (m_logarithmic) {
        extent.yLow = std::pow(10.0, std::floor(std::log10(low.value_or(1)) - 0.05));
        extent.yHigh = std::pow(10.0, std::ceil(std::log10(high.value_or(1)) + 0.05));
    } else {
        extent.yLow = std::min(0.0, low.value_or(0));
        extent.yHigh = std::max(extent.yLow + 1e-6, high.value_or(1) * 1.1);
    }
    return extent;
}

void SitePlot::prepareAxes(const QPalette& palette)
{
    const auto all = extent();
    m_floor = m_logarithmic ? all.yLow : 0;
    setExtent(all);
    setLayerTicks(plot()->xAxis, m_towerAxis, m_labels);
    m_towerAxis->setRange(plot()->xAxis->range());
    m_towerAxis->setBasePen(Qt::NoPen);
    m_towerAxis->setTickPen(QPen(palette.color(QPalette::Base)));
    QCPAxis* x = plot()->xAxis;
    x->setTickLength(0, 0);
    x->setSubTickLength(0, 5);
    x->grid()->setPen(Qt::NoPen);
    x->grid()->setZeroLinePen(Qt::NoPen);
    QCPAxis* y = plot()->yAxis;
    y->setLabel(m_now.title);
    y->setScaleType(m_logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (m_logarithmic) {
        y->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
        y->setNumberFormat(QStringLiteral("eb"));
        y->setNumberPrecision(0);
    } else {
        y->setTicker(QSharedPointer<QCPAxisTicker>::create());
        y->setNumberFormat(QStringLiteral("gb"));
        y->setNumberPrecision(6);
    }
}

void SitePlot::draw(const QPalette& palette)
{
    prepareAxes(palette);
    drawColumn(palette);
    const QColor grey = baselineColor(palette), color = betterColor(palette);
    if (m_style == Style::Bars) {
        drawBars(m_behind, 0.9, mixed(grey, palette.color(QPalette::Base), 0.4));
        drawBars(m_now, 0.6, color);
    } else {
        drawSteps(m_behind, QPen(grey, 1.5, Qt::DashLine));
        drawSteps(m_now, QPen(color, 2.5));
    }
    showLegend(palette);
}

void SitePlot::drawColumn(const QPalette& palette)
{
    if (m_selected < 0)
        return;
    auto* rect = new QCPItemRect(plot());
    rect->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
    rect->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
    rect->topLeft->setCoords(m_selected - 0.5, 0);
    rect->bottomRight->setCoords(m_selected + 0.5, 1);
    rect->setBrush(mixed(highlightColor(palette), palette.color(QPalette::Base), 0.3));
    rect->setPen(Qt::NoPen);
}

std::pair<QVector<double>, QVector<double>> SitePlot::points(const Series& series) const
{
    std::pair<QVector<double>, QVector<double>> points;
    for (int i = 0; i < count(); ++i)
        if (const auto value = drawable(series, i)) {
            points.first << i;
            points.second << *value;
        }
    return points;
}

void SitePlot::drawBars(const Series& series, double width, const QColor& fill)
{
    const auto [keys, heights] = points(series);
    if (keys.isEmpty())
        return;
    auto* bars = new QCPBars(plot()->xAxis, plot()->yAxis);
    bars->setBaseValue(m_floor);
    bars->setWidth(width);
    bars->setPen(Qt::NoPen);
    bars->setBrush(fill);
    bars->setName(series.title);
    bars->setData(keys, heights, true);
}

void SitePlot::drawSteps(const Series& series, const QPen& pen)
{
    const auto [keys, heights] = points(series);
    if (keys.isEmpty())
        return;
    auto* graph = new QCPGraph(plot()->xAxis, plot()->yAxis);
    graph->setLineStyle(QCPGraph::lsStepCenter);
    graph->setPen(pen);
    graph->setName(series.title);
    graph->setData(keys, heights, true);
}

int SitePlot::siteAt(QPointF pixel) const
{
    if (!plot()->axisRect()->rect().contains(pixel.toPoint()))
        return -1;
    const int site = static_cast<int>(std::lround(plot()->xAxis->pixelToCoord(pixel.x())));
    return site >= 0 && site < count() ? site : -1;
}

QString SitePlot::hoverText(QPointF pixel) const
{
    const int site = siteAt(pixel);
    if (site < 0)
        return {};
    QStringList lines{shortLayerName(m_sites[static_cast<size_t>(site)])};
    for (const auto* series : {&m_now, &m_behind})
        if (site < static_cast<int>(series->values.size()))
            if (const auto& value = series->values[static_cast<size_t>(site)])
                lines << tr("%1: %2").arg(series->title, shortNumber(*value));
    return lines.join('\n');
}

void SitePlot::click(QPointF pixel)
{
    if (const int site = siteAt(pixel); site >= 0)
        selectByUser(site);
}

void SitePlot::selectByUser(int site)
{
    if (site == m_selected)
        return;
    setSelectedSite(site);
    emit siteSelected(site);
}

void SitePlot::keyPressEvent(QKeyEvent* event)
{
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    const int key = event->key();
    if (!plain || count() == 0)
        return PlotView::keyPressEvent(event);
    if (key == Qt::Key_Left)
        return selectByUser(m_selected < 0 ? count() - 1 : std::max(0, m_selected - 1));
    if (key == Qt::Key_Right)
        return selectByUser(std::min(count() - 1, m_selected + 1));
    if (key == Qt::Key_Home)
        return selectByUser(0);
    if (key == Qt::Key_End)
        return selectByUser(count() - 1);
    PlotView::keyPressEvent(event);
}

QString SitePlot::csv() const
{
    const auto value = [](const Series& series, size_t i) {
        return i < series.values.size() ? csvDigits(series.values[i]) : QString();
    };
    QList<QStringList> rows{{tr("Layer"), m_now.title}};
    if (!m_behind.values.empty())
        rows.first() << m_behind.title;
    for (size_t i = 0; i < m_sites.size(); ++i) {
        rows << QStringList{QString::fromStdString(m_sites[i].name), value(m_now, i)};
        if (!m_behind.values.empty())
            rows.last() << value(m_behind, i);
    }
    return csvText(rows);
}

}
