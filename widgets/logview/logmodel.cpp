// SPDX-License-Identifier: GPL-3.0-or-later
#include "logview/logmodel.h"

#include <algorithm>

namespace quantscope {

QString LogModel::levelName(int level)
{
    switch (std::clamp(level, 0, 3)) {
    case 0: return tr("debug");
    case 1: return tr("info");
    case 2: return tr("warning");
    default: return tr("error");
    }
}

void LogModel::append(LogLine line)
{
    if (static_cast<int>(m_lines.size()) >= capacity) {
        beginRemoveRows({}, 0, 0);
        m_lines.pop_front();
        endRemoveRows();
    }
    const int row = static_cast<int>(m_lines.size());
    beginInsertRows({}, row, row);
    m_lines.push_back(std::move(line));
    endInsertRows();
}

void LogModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
}

QString LogModel::line(int row) const
{
    const auto& entry = m_lines[static_cast<size_t>(row)];
    return QStringLiteral("%1 %2 %3").arg(entry.when.toString(Qt::ISODateWithMs), levelName(entry.level), entry.text);
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto& entry = m_lines[static_cast<size_t>(index.row())];
    if (role == LevelRole)
        return entry.level;
    if (role == Qt::ToolTipRole && index.column() == Text)
        return entry.text;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time: return entry.when.toString(QStringLiteral("HH:mm:ss.zzz"));
    case Level: {
        const QString name = levelName(entry.level);
        return entry.level >= 3 ? tr("✖ %1").arg(name) : entry.level == 2 ? tr("⚠ %1").arg(name) : name;
    }
    default: return QString(entry.text).replace('\n', QStringLiteral(" ⏎ "));
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Level: return tr("Level");
    case Text: return tr("Message");
    default: return {};
    }
}

}
