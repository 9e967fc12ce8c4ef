// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

#include <functional>

#include "common/saveas.h"

class QAbstractItemModel;
class QAbstractItemView;

namespace quantscope {

// All rows of a flat model as CSV (RFC 4180) with a header line, in the order that the model has them.
QString modelToCsv(const QAbstractItemModel&);

// How a table writes its rows: a header, then the selected rows or all. `text` for people, `csv` for programs.
struct TableRows
{
    std::function<QList<QStringList>(bool selectedOnly)> text, csv;
};

// Context menu and shortcuts of a table: copy the selected rows (tab-separated, with the header, or as CSV), copy
// all as CSV, save as CSV under a name like `name`.csv. Tree views give their top level only. Without `rows` both are
// what the cells say.
void addTableExport(QAbstractItemView*, const QString& name, SaveAs, TableRows rows = {});

}
