// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QDateTime>

#include <deque>

namespace quantscope {

struct LogLine
{
    QDateTime when;
    int level = 1; // 0 debug, 1 info, 2 warning, 3 error
    QString text;
};

// The newest lines of the log; the oldest ones go when there are too many.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Level, Text, ColumnCount };
    enum Role { LevelRole = Qt::UserRole };
    static constexpr int capacity = 5000;

    using QAbstractTableModel::QAbstractTableModel;

    void append(LogLine);
    void clear();
    static QString levelName(int level); // "warning"
    QString line(int row) const; // one line of a text file

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    std::deque<LogLine> m_lines;
};

}
