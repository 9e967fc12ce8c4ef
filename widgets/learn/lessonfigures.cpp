// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/lessonfigures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "common/numbertext.h"

namespace quantscope {

Histogram histogramOf(std::span<const float> values, int64_t bins)
{
    Histogram histogram;
    const double reach = largest(values) > 0 ? largest(values) : 1;
    histogram.low = -reach;
    histogram.high = reach;
    histogram.counts.resize(static_cast<size_t>(bins));
    for (const float x : values) {
        const auto bin = static_cast<int64_t>((x / reach + 1) / 2 * static_cast<double>(bins));
        histogram.counts[static_cast<size_t>(std::clamp<int64_t>(bin, 0, bins - 1))] += 1;
    }
    return histogram;
}

GridView gridView(const SmallGrid& grid, const GridError& error)
{
    GridView view;
    view.scale = grid.scale;
    view.zero = grid.zero;
    view.low = grid.low;
    view.high = grid.high;
    view.clippedShare = error.clippedShare;
    return view;
}

std::vector<float> thinned(std::span<const float> values, size_t limit)
{
    size_t step = std::max<size_t>(1, (values.size() + limit - 1) / limit);
    while (step > 1 && std::gcd(step, values.size()) > 1)
        ++step;
    std::vector<float> some;
    for (size_t i = 0; i < values.size(); i += step)
        some.push_back(values[i]);
    return some;
}

std::vector<float> rounded(std::span<const float> values, const SmallGrid& grid)
{
    std::vector<float> result;
    result.reserve(values.size());
    for (const float x : values)
        result.push_back(static_cast<float>(grid.nearest(x)));
    return result;
}

QString decibels(double value)
{
    return std::isfinite(value) ? QStringLiteral("%1 dB").arg(shortNumber(value, 3)) : QStringLiteral("∞ dB");
}

QString tableHtml(const QList<QStringList>& rows)
{
    QString html = QStringLiteral("<table cellpadding='3'>");
    for (qsizetype i = 0; i < rows.size(); ++i) {
        html += QStringLiteral("<tr>");
        for (qsizetype j = 0; j < rows[i].size(); ++j) {
            const QString tag = i == 0 ? QStringLiteral("th") : QStringLiteral("td");
            html +=
                QStringLiteral("<%1 align='%2'>%3&nbsp;&nbsp;</%1>")
                    .arg(tag, j == 0 ? QStringLiteral("left") : QStringLiteral("right"), rows[i][j].toHtmlEscaped());
        }
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

}
