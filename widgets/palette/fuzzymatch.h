// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace quantscope {

// A text that is searched many times: its first `mostFuzzyLetters` letters without case, and where words begin.
struct FuzzyText
{
    QString letters;
    std::vector<bool> starts;
};

inline constexpr qsizetype mostFuzzyLetters = 200;

FuzzyText fuzzyText(const QString&);

// How well what somebody types fits: each of its words has its letters in the text, in their order. Larger is better;
// none when a word does not fit, 0 for an empty query.
std::optional<int> fuzzyScore(const QString& query, const FuzzyText&);

}
