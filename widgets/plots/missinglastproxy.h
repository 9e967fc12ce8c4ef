// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace quantscope {

// Sorts by the values of Qt::UserRole; rows without one stay at the end in both directions.
class MissingLastProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit MissingLastProxy(QObject* parent = nullptr);

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

}
