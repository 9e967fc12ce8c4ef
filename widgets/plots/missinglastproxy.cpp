// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/missinglastproxy.h"

namespace quantscope {

MissingLastProxy::MissingLastProxy(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(Qt::UserRole);
}

bool MissingLastProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    if (a.isValid() && b.isValid())
        return a.typeId() == QMetaType::QString ? a.toString().localeAwareCompare(b.toString()) < 0
                                                : a.toDouble() < b.toDouble();
    if (a.isValid() == b.isValid())
        return false;
    return a.isValid() == (sortOrder() == Qt::AscendingOrder);
}

}
