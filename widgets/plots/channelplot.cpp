// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/channelplot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <qcustomplot.h>

#include "common/appearance.h"
#include "common/csvtext.h"
#include "common/numbertext.h"
#include "plots/plotcolors.h"

namespace quantscope {
namespace {

constexpr float outlierFactor = 6;
constexpr size_t namedOutliers = 4;
constexpr double logDepth = 1e5; // channels without values must not stretch a logarithmic axis

QString listText(const std::vector<int>& channels)
{
    QStringList names;
    for (size_t i = 0; i < std::min(channels.size(), namedOutliers); ++i)
        names << QString::number(channels[i]);
    if (channels.size() > namedOutliers)
        names << ChannelPlot::tr("… %1 in all").arg(channels.size());
    return names.join(QStringLiteral(", "));
}

}

namespace {

float medianMaximum(std::vector<float> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}

std::vector<int> outlierChannels(const std::vector<float>& maxima)
{
    if (maxima.empty())
        return {};
    const float limit = outlierFactor * medianMaximum(maxima);
    std::vector<int> found;
    for (size_t i = 0; limit > 0 && i < maxima.size(); ++i)
        if (maxima[i] > limit)
            found.push_back(static_cast<int>(i));
    std::stable_sort(found.begin(), found.end(), [&maxima](int a, int b) {
        return maxima[static_cast<size_t>(a)] > maxima[static_cast<size_t>(b)];
    });
    return found;
}

ChannelPlot::ChannelPlot(QWidget* parent)
    : PlotView(QStringLiteral("channels"), parent)
{
    setAccessibleName(tr("Largest value of every input channel"));
    setPlaceholder(tr("The largest value in every input channel of the selected layer, with its outliers."));
}

ChannelPlot::Series ChannelPlot::makeSeries(const QString& name, std::vector<float> values)
{
    Series series{name, std::move(values), {}, {}};
    series.order.resize(series.values.size());
    std::iota(series.order.begin(), series.order.end(), 0);
    std::stable_sort(series.order.begin(), series.order.end(), [&series](int a, int b) {
        return series.values[static_cast<size_t>(a)] > series.values[static_cast<size_t>(b)];
    });
    series.outliers = outlierChannels(series.values);
    return series;
}

void ChannelPlot::setChannels(std::vector<float> before, std::vector<float> after, const QColor& color,
                              const QString& valueTitle)
{
    m_before = makeSeries(tr("before"), std::move(before));
    m_after = makeSeries(tr("after"), std::move(after));
    m_color = color;
    m_title = valueTitle;
    redraw();
}

void ChannelPlot::setSorted(bool on)
{
    m_sorted = on;
    redrawAll();
}

void ChannelPlot::setLog(bool on)
{
    m_log = on;
    redrawAll();
}

bool ChannelPlot::hasData() const
{
    return places() > 0;
}

size_t ChannelPlot::places() const
{
    return std::max(m_before.values.size(), m_after.values.size());
}

int ChannelPlot::channelAt(const Series& series, int place) const
{
    return m_sorted ? series.order[static_cast<size_t>(place)] : place;
}

void ChannelPlot::prepareAxes()
{
    double high = 0;
    for (const auto* series : {&m_before, &m_after})
        for (const float value : series->values)
            high = std::max(high, static_cast<double>(value));
    if (high <= 0)
        high = 1;
    double low = high;
    for (const auto* series : {&m_before, &m_after})
        for (const float value : series->values)
            if (value > high / logDepth)
                low = std::min(low, static_cast<double>(value));
    QCPAxis* y = plot()->yAxis;
    y->setScaleType(m_log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    y->setTicker(m_log ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog) : QSharedPointer<QCPAxisTicker>::create());
    y->setNumberFormat(QStringLiteral("gb"));
    y->setNumberPrecision(4);
    y->setLabel(m_title);
    plot()->xAxis->setNumberFormat(QStringLiteral("f"));
    plot()->xAxis->setNumberPrecision(0);
    auto ticker = QSharedPointer<QCPAxisTickerFixed>::create(); // whole channels alone
    ticker->setTickStep(1);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    plot()->xAxis->setTicker(ticker);
    plot()->xAxis->setSubTicks(false);
    plot()->xAxis->setLabel((m_sorted ? tr("Rank of the input channel") : tr("Input channel")) + '\n' +
                            wrappedCaption(caption()));
    setExtent({-0.5, static_cast<double>(places()) - 0.5, m_log ? low * 0.8 : 0, high * (m_log ? 1.6 : 1.1)});
}

QStringList ChannelPlot::caption() const
{
    QStringList parts;
    for (const auto* series : {&m_before, &m_after})
        if (!series->values.empty())
            parts << (series->outliers.empty() ? largestText(*series)
                                               : tr("outliers %1: %2").arg(series->name, listText(series->outliers)));
    return parts;
}

// A channel that stands out is told even where it is no outlier by the rule.
QString ChannelPlot::largestText(const Series& series)
{
    const float median = medianMaximum(series.values);
    if (median <= 0)
        return tr("outliers %1: none").arg(series.name);
    const auto largest = static_cast<size_t>(series.order.front());
    return tr("outliers %1: none above %2 × the median; largest: channel %3, %4 ×")
        .arg(series.name, shortNumber(outlierFactor), QString::number(largest),
             shortNumber(double(series.values[largest]) / median, 2));
}

void ChannelPlot::draw(const QPalette& palette)
{
    prepareAxes();
    const QColor grey = baselineColor(palette);
    drawSeries(m_before, grey, mixed(grey, palette.color(QPalette::Base), 0.3), true);
    drawSeries(m_after, m_color, palette.color(QPalette::Base), false);
    showLegend(palette);
}

void ChannelPlot::drawSeries(const Series& series, const QColor& line, const QColor& fill, bool filled)
{
    if (series.values.empty())
        return;
    QVector<double> keys, heights, outlierKeys, outlierHeights;
    const double floor = m_log ? drawnFloor() : 0;
    const QCPRange seen = drawnRange();
    std::vector<bool> outlier(series.values.size(), false);
    for (const int channel : series.outliers)
        outlier[static_cast<size_t>(channel)] = true;
    for (int place = 0; place < static_cast<int>(series.values.size()); ++place) {
        if (place + 0.5 <= seen.lower || place - 0.5 >= seen.upper)
            continue;
        const auto channel = static_cast<size_t>(channelAt(series, place));
        keys << std::clamp<double>(place, seen.lower, seen.upper);
        heights << std::max(static_cast<double>(series.values[channel]), floor);
        if (outlier[channel] && seen.contains(place)) {
            outlierKeys << place;
            outlierHeights << series.values[channel];
        }
    }
    auto* graph = plot()->addGraph();
    graph->setLineStyle(QCPGraph::lsStepCenter);
    graph->setPen(QPen(line, filled ? 1 : 1.4));
    if (filled)
        graph->setBrush(fill);
    graph->setName(series.name);
    graph->setData(keys, heights, true);
    if (outlierKeys.isEmpty())
        return;
    auto* marks = plot()->addGraph();
    marks->setLineStyle(QCPGraph::lsNone);
    marks->setScatterStyle(
        QCPScatterStyle(filled ? QCPScatterStyle::ssTriangle : QCPScatterStyle::ssDiamond, line, fill, 8));
    marks->setName(tr("outliers %1").arg(series.name));
    marks->setData(outlierKeys, outlierHeights, true);
}

QString ChannelPlot::hoverText(QPointF pixel) const
{
    if (!plot()->axisRect()->rect().contains(pixel.toPoint()))
        return {};
    const auto place = std::lround(plot()->xAxis->pixelToCoord(pixel.x()));
    if (place < 0 || place >= static_cast<long>(places()))
        return {};
    QStringList lines;
    lines << (m_sorted ? tr("rank %1").arg(place) : tr("channel %1").arg(place));
    for (const auto* series : {&m_before, &m_after}) {
        if (place >= static_cast<long>(series->values.size()))
            continue;
        const int channel = channelAt(*series, static_cast<int>(place));
        const QString value = shortNumber(series->values[static_cast<size_t>(channel)], 4);
        lines << (m_sorted ? tr("%1: %2 (channel %3)").arg(series->name, value).arg(channel)
                           : tr("%1: %2").arg(series->name, value));
    }
    return lines.join('\n');
}

QString ChannelPlot::csv() const
{
    QList<QStringList> rows{{tr("Channel"), m_before.name, m_after.name}};
    const auto cell = [](const Series& series, size_t i) {
        return i < series.values.size() ? csvDigits(series.values[i]) : QString();
    };
    for (size_t i = 0; i < places(); ++i)
        rows << QStringList{QString::number(i), cell(m_before, i), cell(m_after, i)};
    return csvText(rows);
}

}
