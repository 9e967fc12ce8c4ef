// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QPalette>

#include "common/bardelegate.h"
#include "plots/scorerow.h"

namespace quantscope {

// Categories, groups and total, one a row, with bars of their shares. The pinned run has a column when it is another
// than float. Qt::UserRole has the values to sort by, without one where there is none.
class ScoreTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Now, Difference, Flips, Questions, Float, Pinned, NowInterval, DifferenceInterval };
    enum Role { KindRole = Qt::UserRole + 1, CategoryRole }; // CategoryRole: empty but for categories

    explicit ScoreTableModel(QObject* parent = nullptr);

    void setRows(std::vector<ScoreRow>, const QString& pinnedName); // empty name: nothing but float is pinned
    void setStale(bool); // of the run before: pale
    void setBrief(bool); // hits without their share, which the tool tip has
    QString widestNow(bool brief = false) const;
    void setPalette(const QPalette&);
    QList<Column> columns() const;
    // A header, then each row with its counts, shares and ends of intervals in columns of their own, with all digits.
    QList<QStringList> csvRows(const QList<int>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    QString nowText(const ScoreRow&, bool brief) const;
    QString baselineName() const;
    QString text(const ScoreRow&, Column) const;
    QString title(Column) const;
    QString headerTip(Column) const;
    QString rowTip(const ScoreRow&) const;
    QVariant sortValue(int row, Column) const;
    QVariant foreground(const ScoreRow&, Column) const;
    QVariant bar(const ScoreRow&) const;

    std::vector<ScoreRow> m_rows;
    QString m_pinnedName;
    QString m_widestNow; // of all rows, for bars that begin and end alike
    QPalette m_palette;
    bool m_stale = false, m_brief = false;
};

}
