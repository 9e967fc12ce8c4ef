// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include <optional>
#include <vector>

namespace quantscope {

struct DiffSpan
{
    QString text;
    bool same = true;
};

// Two texts cut into runs of what they share and what only one of them has.
struct TextDiff
{
    std::vector<DiffSpan> before;
    std::vector<DiffSpan> after;
};

// The longest common subsequence of visible characters: surrogate pairs and combining marks stay together. Above 2000
// characters only the common beginning and end count as the same.
TextDiff diffTexts(const QString& before, const QString& after);

// The same for answers of which one may be missing: then nothing differs.
TextDiff diffAnswers(const std::optional<QString>& before, const std::optional<QString>& after);

// Escaped HTML with the differing runs underlined on a tinted background; line ends become <br>.
QString markedHtml(const std::vector<DiffSpan>& spans, const QColor& mark);

}
