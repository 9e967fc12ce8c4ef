// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/tabletext.h"

#include <algorithm>

#include "exchange/latextext.h"
#include "exchange/papertable.h"

namespace quantscope {
namespace {

// Triangles only repeat the sign of a difference.
QString latexCell(QString text)
{
    text.remove(QChar(0x25b2)).remove(QChar(0x25bc));
    return QString::fromStdString(latexText(text.trimmed().toStdString()));
}

QString markdownCell(QString text)
{
    return QString::fromStdString(markdownText(text.toStdString())).trimmed();
}

bool isNumber(const QString& text)
{
    static const QString begins = QString::fromUtf8("0123456789+-−–×∞▲▼.");
    return text.isEmpty() || begins.contains(text.front());
}

bool isNumberColumn(const QList<QStringList>& rows, qsizetype column)
{
    return std::all_of(rows.begin() + 1, rows.end(),
                       [column](const QStringList& row) { return isNumber(row.value(column)); });
}

QString line(const QStringList& cells, QString (*escaped)(QString), const QString& between)
{
    QStringList list;
    for (const auto& cell : cells)
        list << escaped(cell);
    return list.join(between);
}

}

QString latexTable(const QList<QStringList>& rows)
{
    if (rows.isEmpty())
        return {};
    QString columns;
    for (qsizetype c = 0; c < rows.first().size(); ++c)
        columns += isNumberColumn(rows, c) ? 'r' : 'l';
    const auto rowText = [](const QStringList& cells) {
        return line(cells, latexCell, QStringLiteral(" & ")) + QStringLiteral(" \\\\\n");
    };
    QString text = QStringLiteral("\\begin{tabular}{%1}\n\\toprule\n").arg(columns) + rowText(rows.first()) +
        QStringLiteral("\\midrule\n");
    for (qsizetype r = 1; r < rows.size(); ++r)
        text += rowText(rows[r]);
    text += QStringLiteral("\\bottomrule\n\\end{tabular}\n");
    return QString::fromStdString(latexHint(text.toStdString())) + text;
}

QString markdownTable(const QList<QStringList>& rows)
{
    if (rows.isEmpty())
        return {};
    const auto rowText = [](const QStringList& cells) {
        return QStringLiteral("| ") + line(cells, markdownCell, QStringLiteral(" | ")) + QStringLiteral(" |\n");
    };
    QString text = rowText(rows.first()) + '|';
    for (qsizetype c = 0; c < rows.first().size(); ++c)
        text += isNumberColumn(rows, c) ? QStringLiteral("---:|") : QStringLiteral("---|");
    text += '\n';
    for (qsizetype r = 1; r < rows.size(); ++r)
        text += rowText(rows[r]);
    return text;
}

}
