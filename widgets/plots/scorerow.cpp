// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scorerow.h"

#include <cmath>

namespace quantscope {
namespace {

QString signedText(double value)
{
    const QString text = correctText(std::abs(value));
    return value > 0 ? '+' + text : value < 0 ? QStringLiteral("−") + text : text;
}

}

QString correctText(std::optional<double> correct)
{
    if (!correct)
        return QStringLiteral("–");
    const double shown = std::round(10 * *correct) / 10;
    return QString::number(shown, 'f', shown == std::round(shown) ? 0 : 1);
}

QString changeText(std::optional<double> change)
{
    if (!change)
        return QStringLiteral("–");
    const QString number = signedText(*change);
    return *change > 0 ? QStringLiteral("▲ ") + number : *change < 0 ? QStringLiteral("▼ ") + number : number;
}

QString intervalText(const std::optional<Interval>& interval, bool withSigns)
{
    if (!interval)
        return QStringLiteral("–");
    return withSigns ? QStringLiteral("%1 … %2").arg(signedText(interval->low), signedText(interval->high))
                     : QStringLiteral("%1 … %2").arg(correctText(interval->low), correctText(interval->high));
}

const ScoreRow* totalRow(const std::vector<ScoreRow>& rows)
{
    for (const auto& row : rows)
        if (row.kind == ScoreRow::Total)
            return &row;
    return nullptr;
}

}
