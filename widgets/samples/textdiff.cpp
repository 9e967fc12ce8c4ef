// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/textdiff.h"

#include <QHash>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cstdint>

namespace quantscope {
namespace {

constexpr size_t longestCompared = 2000;
constexpr int diffAlpha = 60;

// Visible characters as views, and as numbers that are equal where they are: much faster to compare.
struct Characters
{
    std::vector<QStringView> views;
    std::vector<int> numbers;
};

Characters visibleCharacters(const QString& text, QHash<QStringView, int>& known)
{
    Characters characters;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end >= 0; end = finder.toNextBoundary()) {
        const auto view = QStringView(text).mid(start, end - start);
        characters.views.push_back(view);
        const auto found = known.constFind(view);
        const int number = found != known.constEnd() ? *found : static_cast<int>(known.size());
        if (found == known.constEnd())
            known.insert(view, number);
        characters.numbers.push_back(number);
        start = end;
    }
    return characters;
}

// Marks, between the common beginning and end, the characters of both that belong to a longest common subsequence.
void markCommon(const std::vector<int>& a, const std::vector<int>& b, size_t head, size_t tail,
                std::vector<bool>& sameA, std::vector<bool>& sameB)
{
    const size_t rows = a.size() - head - tail;
    const size_t columns = b.size() - head - tail;
    if (rows == 0 || columns == 0 || rows > longestCompared || columns > longestCompared)
        return;
    const size_t stride = columns + 1;
    std::vector<uint16_t> longest((rows + 1) * stride, 0); // of the rests from (i, j) on
    for (size_t i = rows; i-- > 0;) {
        auto* line = &longest[i * stride];
        const auto* below = line + stride;
        for (size_t j = columns; j-- > 0;) {
            // Without a branch, which no processor could predict.
            const auto both = static_cast<uint16_t>(below[j + 1] + (a[head + i] == b[head + j] ? 1 : 0));
            line[j] = std::max(both, std::max(below[j], line[j + 1]));
        }
    }
    for (size_t i = 0, j = 0; i < rows && j < columns;) {
        if (a[head + i] == b[head + j]) {
            sameA[head + i++] = true;
            sameB[head + j++] = true;
        } else if (longest[(i + 1) * stride + j] >= longest[i * stride + j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
}

std::vector<DiffSpan> joined(const std::vector<QStringView>& characters, const std::vector<bool>& same)
{
    std::vector<DiffSpan> spans;
    for (size_t i = 0; i < characters.size(); ++i) {
        if (spans.empty() || spans.back().same != same[i])
            spans.push_back({QString(), same[i]});
        spans.back().text += characters[i];
    }
    return spans;
}

}

TextDiff diffTexts(const QString& before, const QString& after)
{
    QHash<QStringView, int> known;
    const auto charactersBefore = visibleCharacters(before, known);
    const auto charactersAfter = visibleCharacters(after, known);
    const auto& a = charactersBefore.numbers;
    const auto& b = charactersAfter.numbers;
    const size_t shorter = std::min(a.size(), b.size());
    size_t head = 0;
    while (head < shorter && a[head] == b[head])
        ++head;
    size_t tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    std::vector<bool> sameA(a.size(), false);
    std::vector<bool> sameB(b.size(), false);
    for (size_t i = 0; i < head; ++i)
        sameA[i] = sameB[i] = true;
    for (size_t i = 1; i <= tail; ++i)
        sameA[a.size() - i] = sameB[b.size() - i] = true;
    markCommon(a, b, head, tail, sameA, sameB);
    return {joined(charactersBefore.views, sameA), joined(charactersAfter.views, sameB)};
}

TextDiff diffAnswers(const std::optional<QString>& before, const std::optional<QString>& after)
{
    const auto text = before.value_or(after.value_or(QString()));
    auto diff = diffTexts(text, after.value_or(text));
    if (!before)
        diff.before.clear();
    if (!after)
        diff.after.clear();
    return diff;
}

QString markedHtml(const std::vector<DiffSpan>& spans, const QColor& mark)
{
    const auto style = QStringLiteral("background-color: rgba(%1, %2, %3, %4);")
                           .arg(mark.red())
                           .arg(mark.green())
                           .arg(mark.blue())
                           .arg(diffAlpha);
    QString html;
    for (const auto& span : spans) {
        auto text = span.text.toHtmlEscaped().replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
        text.replace('\n', QStringLiteral("<br>"));
        html += span.same ? text : QStringLiteral("<u style=\"%1\">%2</u>").arg(style, text);
    }
    return html;
}

}
