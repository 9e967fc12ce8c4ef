// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

#include "sweep/sweeprow.h"

namespace quantscope {

// The queue of a sweep with what its runs have given.
class SweepTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Correct, Protocol, Size, Bits, Sqnr, Time, Front, ColumnCount };

    explicit SweepTableModel(QObject* parent = nullptr);

    void setRows(std::vector<SweepRow>);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(size_t row, int column) const;
    QVariant exportValue(size_t row, int column) const; // see exportRole
    QStringList exportTitles(int column) const; // of a column that is another or several for programs

    std::vector<SweepRow> m_rows;
    std::vector<bool> m_front;
};

}
