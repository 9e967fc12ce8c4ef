// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runtags.h"

#include <QCompleter>
#include <QLineEdit>
#include <QRegularExpression>

#include <algorithm>

namespace quantscope {
namespace {

const QString tagCommas = QStringLiteral(",，、;；");

qsizetype lastTagStart(const QString& text)
{
    qsizetype start = 0;
    for (const QChar comma : tagCommas)
        start = std::max(start, text.lastIndexOf(comma) + 1);
    return start;
}

class LastTagCompleter : public QCompleter
{
public:
    using QCompleter::QCompleter;

    QStringList splitPath(const QString& path) const override
    {
        return {path.mid(lastTagStart(path)).trimmed()};
    }

    QString pathFromIndex(const QModelIndex& index) const override
    {
        const auto* field = qobject_cast<const QLineEdit*>(widget());
        const QString before = field ? field->text().left(lastTagStart(field->text())) : QString();
        return (before.isEmpty() ? before : before + ' ') + QCompleter::pathFromIndex(index);
    }
};

void complete(QLineEdit* field, QCompleter* completer)
{
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    field->setCompleter(completer);
}

}

QStringList tagsIn(const QString& text)
{
    static const QRegularExpression separator('[' + tagCommas + ']');
    QStringList tags;
    for (const auto& part : text.split(separator))
        if (const auto tag = part.simplified(); !tag.isEmpty() && !tags.contains(tag))
            tags << tag;
    tags.sort();
    return tags;
}

QString tagsText(const QStringList& tags)
{
    return tags.join(QStringLiteral(", "));
}

void completeWord(QLineEdit* field, const QStringList& words)
{
    complete(field, new QCompleter(words, field));
}

void completeTags(QLineEdit* field, const QStringList& tags)
{
    complete(field, new LastTagCompleter(tags, field));
}

}
