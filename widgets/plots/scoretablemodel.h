// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QPalette>

#include "plots/scorerow.h"

namespace quantscope {

// Categories, groups and total, one a row. The pinned run has a column when it is another than float.
class ScoreTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Questions, Float, Pinned, Now, Difference, DifferenceInterval };

    explicit ScoreTableModel(QObject* parent = nullptr);

    void setRows(std::vector<ScoreRow>, const QString& pinnedName); // empty name: nothing but float is pinned
    void setPalette(const QPalette&);
    QList<Column> columns() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const ScoreRow&, Column) const;
    QString title(Column) const;
    QString toolTip(Column) const;
    QVariant exportValue(const ScoreRow&, Column) const; // see exportRole
    QVariant foreground(const ScoreRow&, Column) const;

    std::vector<ScoreRow> m_rows;
    QString m_pinnedName;
    QPalette m_palette;
};

}
