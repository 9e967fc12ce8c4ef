// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

#include "common/numbertext.h"
#include "tasks/bootstrap.h"

namespace quantscope {

// Two runs on the questions that both have answered.
struct PairedScore
{
    qint64 questions = 0;
    double baseline = 0, now = 0; // hits
    qint64 lost = 0, won = 0; // questions that were right and are now wrong, and the other way round
};

// Hits of one category, group, split or everything, or a figure of the benchmark, whose values are percents. Of the
// `total` questions that the run is to answer, `answered` are; without a current run that is 0 and hits count all
// `total` ones. Float and pinned hits count the questions that both have answered.
struct ScoreRow
{
    enum Kind { Category, Group, Split, Figure, Total };

    QString name;
    qint64 total = 0, answered = 0;
    std::optional<double> floatCorrect, pinnedCorrect, nowCorrect;
    std::optional<Interval> difference; // 95 % interval of now minus pinned, or float without a pinned run
    Kind kind = Category;
    std::optional<Interval> interval = {}; // 95 % interval of the hits
    std::optional<PairedScore> paired = {}; // with pinned, or float without a pinned run
    std::optional<qint64> floatQuestions = {}, pinnedQuestions = {}; // unset: as many as counted()

    qint64 counted() const
    {
        return answered > 0 ? answered : total;
    }
    std::optional<double> baselineCorrect() const
    {
        return pinnedCorrect ? pinnedCorrect : floatCorrect;
    }
    qint64 baselineQuestions() const
    {
        return (pinnedCorrect ? pinnedQuestions : floatQuestions).value_or(counted());
    }
    std::optional<double> change() const
    {
        if (paired)
            return paired->now - paired->baseline;
        const auto before = baselineCorrect();
        return nowCorrect && before ? std::optional(*nowCorrect - *before) : std::nullopt;
    }
};

// "−9 … +1".
QString intervalText(const std::optional<Interval>&, bool withSigns);
// "76.4 … 99.1 %" of `questions`.
QString shareIntervalText(const std::optional<Interval>&, qint64 questions);
// The row over everything, null when there is none.
const ScoreRow* totalRow(const std::vector<ScoreRow>&);

}
