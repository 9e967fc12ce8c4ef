// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scorerow.h"

namespace quantscope {
QString intervalText(const std::optional<Interval>& interval, bool withSigns)
{
    if (!interval)
        return QStringLiteral("–");
    return withSigns ? QStringLiteral("%1 … %2").arg(signedText(interval->low), signedText(interval->high))
                     : QStringLiteral("%1 … %2").arg(correctText(interval->low), correctText(interval->high));
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

const ScoreRow* totalRow(const std::vector<ScoreRow>& rows)
{
    for (const auto& row : rows)
        if (row.kind == ScoreRow::Total)
            return &row;
    return nullptr;
}

}
