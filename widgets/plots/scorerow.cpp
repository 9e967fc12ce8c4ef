// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scorerow.h"

#include <cmath>

#include "common/numbertext.h"

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

QString shareText(std::optional<double> correct, qint64 questions)
{
    return correct && questions > 0 ? percentText(*correct / static_cast<double>(questions)) : QStringLiteral("–");
}

QString shareIntervalText(const std::optional<Interval>& interval, qint64 questions)
{
    if (!interval || questions <= 0)
        return QStringLiteral("–");
    const auto number = [questions](double hits) {
        return QString::number(100 * hits / static_cast<double>(questions), 'f', 1);
    };
    return QStringLiteral("%1 … %2 %").arg(number(interval->low), number(interval->high));
}

QString correctOfText(std::optional<double> correct, qint64 questions)
{
    return correct
        ? QStringLiteral("%1/%2 · %3").arg(correctText(correct)).arg(questions).arg(shareText(correct, questions))
        : QStringLiteral("–");
}

const ScoreRow* totalRow(const std::vector<ScoreRow>& rows)
{
    for (const auto& row : rows)
        if (row.kind == ScoreRow::Total)
            return &row;
    return nullptr;
}

}
