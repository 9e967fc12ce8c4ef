// SPDX-License-Identifier: GPL-3.0-or-later
#include "scores/scoreorder.h"

#include "scores/scoretablemodel.h"

namespace quantscope {

bool ScoreOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const int a = left.data(ScoreTableModel::KindRole).toInt(), b = right.data(ScoreTableModel::KindRole).toInt();
    if (a == ScoreRow::Category && b == ScoreRow::Category)
        return MissingLastProxy::lessThan(left, right);
    if (left.row() == right.row())
        return false;
    // The other rows keep their order in both directions.
    const bool before = a != b ? a < b : left.row() < right.row();
    return before == (sortOrder() == Qt::AscendingOrder);
}

}
