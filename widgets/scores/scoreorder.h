// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/missinglastproxy.h"

namespace quantscope {

// Sorts the categories of a ScoreTableModel; groups, splits and figures follow as they come, and the total is always
// the last row.
class ScoreOrder : public MissingLastProxy
{
    Q_OBJECT

public:
    using MissingLastProxy::MissingLastProxy;

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

}
