// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QMetaType>
#include <QString>
#include <QStyledItemDelegate>

#include <optional>

#include "tasks/bootstrap.h"

namespace quantscope {

// The bar of a cell; all places from 0, the left end of its room, to 1.
struct CellBar
{
    double from = 0, to = 0; // from: where zero lies
    std::optional<double> mark; // another value to compare with
    std::optional<Interval> interval;
    QColor color; // invalid: the highlight's
    bool pale = false; // of an older value
    QString widest; // text of the column: room is kept for it, so that its bars begin and end alike

    bool operator==(const CellBar&) const;
};

// Draws the bars of cells: left of numbers, which stand at the right; below them where a column is too narrow; behind
// texts that stand at the left. Cells without a bar look as always.
class BarDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int Role = Qt::UserRole + 40; // a CellBar

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter*, const QStyleOptionViewItem&, const QModelIndex&) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override;

protected:
    void initStyleOption(QStyleOptionViewItem*, const QModelIndex&) const override;
};

}

Q_DECLARE_METATYPE(quantscope::CellBar)
