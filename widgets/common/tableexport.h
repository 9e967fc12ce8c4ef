// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "common/saveas.h"

class QAbstractItemModel;
class QAbstractItemView;

namespace quantscope {

// All rows of a flat model as CSV (RFC 4180) with a header line, in the order that the model has them.
QString modelToCsv(const QAbstractItemModel&);

// Context menu and shortcuts of a table: copy the selected rows (tab-separated, with the header), copy all as CSV,
// save as CSV under a name like `name`.csv. Tree views give their top level only.
void addTableExport(QAbstractItemView*, const QString& name, SaveAs);

}
