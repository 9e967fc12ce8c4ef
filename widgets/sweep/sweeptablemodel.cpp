// SPDX-License-Identifier: GPL-3.0-or-later
#include "sweep/sweeptablemodel.h"

#include "common/numbertext.h"
#include "common/tableexport.h"

namespace quantscope {

SweepTableModel::SweepTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void SweepTableModel::setRows(std::vector<SweepRow> rows)
{
    const bool same = rows.size() == m_rows.size();
    if (!same)
        beginResetModel();
    m_rows = std::move(rows);
    m_front.assign(m_rows.size(), false);
    for (const size_t i : paretoFront(paretoPoints(m_rows)))
        m_front[i] = true;
    if (!same)
        endResetModel();
    else if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int SweepTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SweepTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SweepTableModel::text(size_t row, int column) const
{
    const auto& point = m_rows[row];
    const auto none = QStringLiteral("–");
    switch (column) {
    case Name: return QString::fromStdString(point.name);
    case State: return m_rows[row].queued ? QString::fromStdString(point.state) : tr("other run");
    case Correct: return point.correct ? correctText(*point.correct, point.total) : none;
    case Protocol: return point.meaning.protocol;
    case Size: return point.bytes > 0 ? bytesText(point.bytes) : none;
    case Bits: return point.averageBits > 0 ? QString::number(point.averageBits, 'f', 2) : none;
    case Sqnr: return point.sqnrDb ? tr("%1 dB").arg(*point.sqnrDb, 0, 'f', 1) : none;
    case Time: return point.seconds > 0 ? secondsText(point.seconds) : none;
    case Front: return m_front[row] ? QStringLiteral("★") : QString();
    default: return {};
    }
}

QVariant SweepTableModel::exportValue(size_t row, int column) const
{
    const auto& point = m_rows[row];
    const auto positive = [](double value) { return exported(value > 0 ? std::optional(value) : std::nullopt); };
    switch (column) {
    case Correct: return QVariantList{exported(point.correct), qint64(point.total)};
    case Size: return positive(point.bytes);
    case Bits: return positive(point.averageBits);
    case Sqnr: return exported(point.sqnrDb);
    case Time: return positive(point.seconds);
    case Front: return m_front[row] ? 1 : 0;
    default: return text(row, column);
    }
}

QStringList SweepTableModel::exportTitles(int column) const
{
    switch (column) {
    case Correct: return {tr("Correct"), tr("Questions")};
    case Size: return {tr("Size (bytes)")};
    case Sqnr: return {tr("Mean SQNR (dB)")};
    case Time: return {tr("Time (s)")};
    default: return {};
    }
}

QVariant SweepTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= ColumnCount)
        return {};
    const auto row = static_cast<size_t>(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case exportRole: return exportValue(row, index.column());
    case Qt::ToolTipRole:
        return (QStringList{text(row, Name), text(row, State)} + m_rows[row].meaning.facts).join('\n');
    case Qt::AccessibleTextRole:
        return index.column() == Front
            ? (m_front[row] ? tr("no smaller one is as good") : tr("a smaller one is as good"))
            : text(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant((index.column() <= State ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant SweepTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    static const char* const titles[] = {QT_TR_NOOP("Recipe"),    QT_TR_NOOP("State"), QT_TR_NOOP("Correct"),
                                         QT_TR_NOOP("Protocol"),  QT_TR_NOOP("Size"),  QT_TR_NOOP("Bits"),
                                         QT_TR_NOOP("Mean SQNR"), QT_TR_NOOP("Time"),  QT_TR_NOOP("Front")};
    static const char* const tips[] = {
        QT_TR_NOOP("What differs from the others"),
        QT_TR_NOOP("Waiting, running or complete"),
        QT_TR_NOOP("Questions answered correctly"),
        QT_TR_NOOP("Whose conventions the run followed; scores of different protocols mean different things"),
        QT_TR_NOOP("Of the whole model, scales included"),
        QT_TR_NOOP("Per weight, scales included"),
        QT_TR_NOOP("Mean output SQNR over the quantized layers, with all layers before quantized"),
        QT_TR_NOOP("Of the run; what the cache knew takes none"),
        QT_TR_NOOP("★: no other recipe is as small and answers more questions correctly"),
    };
    if (role == exportRole)
        return exportTitles(section);
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::ToolTipRole)
        return tr(tips[section]);
    if (role == Qt::TextAlignmentRole)
        return QVariant((section <= State ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

}
