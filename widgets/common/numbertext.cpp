// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/numbertext.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

#include "base/text.h"
#include "common/coretext.h"
#include "common/textof.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

}

QString metricText(const LayerMetric& metric, std::optional<double> value)
{
    if (!value || std::isnan(*value))
        return QStringLiteral("–");
    if (std::isinf(*value))
        return *value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    if (metric.logarithmic)
        return QString::number(*value, 'e', 1);
    return QString::number(*value, 'f', metric.unit.empty() ? 4 : 1);
}

QString metricTitle(const LayerMetric& metric)
{
    const QString title = coreText(metric.title);
    return metric.unit.empty() ? title : QStringLiteral("%1 (%2)").arg(title, textOf(metric.unit));
}

QString shortNumber(double value, int digits)
{
    return QString::number(value, 'g', digits);
}

QString bytesText(double bytes)
{
    if (bytes >= 1e9)
        return tr("%1 GB").arg(QLocale().toString(bytes / 1e9, 'f', 2));
    return tr("%1 MB").arg(QLocale().toString(bytes / 1e6, 'f', 1));
}

QString secondsText(double seconds)
{
    const auto whole = static_cast<qint64>(std::ceil(seconds));
    if (whole < 60)
        return tr("%1 s").arg(whole);
    if (whole < 3600)
        return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60);
}

QString correctText(double correct, int64_t total)
{
    return textOf(scoreText(correct, total));
}

QString percentText(double share)
{
    const double percent = 100 * share;
    if (percent == 0)
        return tr("0 %");
    return tr("%1 %").arg(percent < 0.01 ? QString::number(percent, 'e', 1) : QString::number(percent, 'g', 3));
}

}
