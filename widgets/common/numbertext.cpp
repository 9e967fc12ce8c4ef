// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/numbertext.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <charconv>
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

// Halves to the even digit, as reports and the command line write them: QString would write another number.
QString oneDecimal(double value)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed, 1).ptr;
    return QString::fromLatin1(digits.data(), end - digits.data());
}

}

QString metricText(const LayerMetric& metric, std::optional<double> value)
{
    if (!value || std::isnan(*value))
        return QStringLiteral("–");
    if (std::isinf(*value))
        return *value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    if (metric.logarithmic)
        return scientificText(*value);
    return QString::number(*value, 'f', metric.unit.empty() ? 4 : 1);
}

QString metricTitle(const LayerMetric& metric)
{
    const QString title = coreText(metric.title);
    return metric.unit.empty() ? title : QStringLiteral("%1 (%2)").arg(title, textOf(metric.unit));
}

QString scientificText(double value)
{
    return value == 0 ? QStringLiteral("0") : QString::number(value, 'e', 1);
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

QString secondsText(const SecondsRange& range)
{
    if (range.to < 60)
        return secondsText(range.middle());
    const bool hours = range.to >= 2 * 3600;
    const double unit = hours ? 3600 : 60;
    const auto from = std::max<qint64>(1, static_cast<qint64>(std::floor(range.from / unit)));
    const auto to = std::max(from, static_cast<qint64>(std::ceil(range.to / unit)));
    const auto text = from == to ? QString::number(to) : QStringLiteral("%1–%2").arg(from).arg(to);
    return hours ? tr("%1 h").arg(text) : tr("%1 min").arg(text);
}

QString correctText(std::optional<double> correct)
{
    if (!correct)
        return QStringLiteral("–");
    const double shown = std::round(10 * *correct) / 10;
    return QString::number(shown, 'f', shown == std::round(shown) ? 0 : 1);
}

QString correctText(double correct, int64_t total)
{
    const auto hits = QStringLiteral("%1 / %2").arg(correctText(correct)).arg(total);
    return total > 0 ? QStringLiteral("%1 (%2)").arg(hits, shareText(correct, total)) : hits;
}

QString shareText(std::optional<double> correct, int64_t questions)
{
    if (!correct || questions <= 0)
        return QStringLiteral("–");
    return tr("%1 %").arg(oneDecimal(100 * *correct / static_cast<double>(questions)));
}

QString signedText(double hits)
{
    const QString text = correctText(std::abs(hits));
    return text == QLatin1String("0") ? text : (hits > 0 ? QStringLiteral("+") : QStringLiteral("−")) + text;
}

QString changeText(std::optional<double> change)
{
    if (!change)
        return QStringLiteral("–");
    const QString number = signedText(*change);
    return number.startsWith('+')                ? QStringLiteral("▲ ") + number
        : number.startsWith(QStringLiteral("−")) ? QStringLiteral("▼ ") + number
                                                 : number;
}

QString percentText(double share)
{
    const double percent = 100 * share;
    if (percent == 0)
        return tr("0 %");
    return tr("%1 %").arg(percent < 0.01 ? QString::number(percent, 'e', 1) : QString::number(percent, 'g', 3));
}

}
