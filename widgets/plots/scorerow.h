// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

#include "tasks/bootstrap.h"

namespace quantscope {

// Hits of one category, group, split or everything, or a figure of the benchmark, whose values are percents. While a
// run is on its way all hits count the `answered` questions alone, so that they can be compared; without a current run
// `answered` is 0 and they count all `total` ones.
struct ScoreRow
{
    enum Kind { Category, Group, Split, Figure, Total };

    QString name;
    qint64 total = 0, answered = 0;
    std::optional<double> floatCorrect, pinnedCorrect, nowCorrect;
    std::optional<Interval> difference; // 95 % interval of now minus pinned, or float without a pinned run
    Kind kind = Category;

    qint64 counted() const
    {
        return answered > 0 ? answered : total;
    }
    std::optional<double> baselineCorrect() const
    {
        return pinnedCorrect ? pinnedCorrect : floatCorrect;
    }
    std::optional<double> change() const
    {
        const auto before = baselineCorrect();
        return nowCorrect && before ? std::optional(*nowCorrect - *before) : std::nullopt;
    }
};

// "349", "17.3": hits are whole unless an answer can be half right.
QString correctText(std::optional<double>);
// "▲ +2", "▼ −5", "0", "–".
QString changeText(std::optional<double>);
// "−9 … +1".
QString intervalText(const std::optional<Interval>&, bool withSigns);
// The row over everything, null when there is none.
const ScoreRow* totalRow(const std::vector<ScoreRow>&);

}
