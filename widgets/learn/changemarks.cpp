// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/changemarks.h"

#include <QRegularExpression>
#include <QStringList>

namespace quantscope {
namespace {

const QRegularExpression& cellPattern()
{
    static const QRegularExpression pattern(QStringLiteral("(<td[^>]*>)(.*?)(</td>)"));
    return pattern;
}

QStringList cellsIn(const QString& html)
{
    QStringList cells;
    for (auto each = cellPattern().globalMatch(html); each.hasNext();)
        cells << each.next().captured(2);
    return cells;
}

}

QString markedChanges(const QString& before, const QString& after, const QPalette& palette)
{
    const auto old = cellsIn(before);
    if (old.size() != cellsIn(after).size())
        return after;
    const auto mark = QStringLiteral("<b style='color:%1; background-color:%2'>%3</b>");
    QString marked;
    qsizetype from = 0, cell = 0;
    for (auto each = cellPattern().globalMatch(after); each.hasNext(); ++cell) {
        const auto match = each.next();
        marked += after.mid(from, match.capturedStart(2) - from);
        const auto text = match.captured(2);
        marked += text == old[cell] ? text
                                    : mark.arg(palette.color(QPalette::HighlightedText).name(),
                                               palette.color(QPalette::Highlight).name(), text);
        from = match.capturedEnd(2);
    }
    return marked + after.mid(from);
}

}
