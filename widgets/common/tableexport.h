// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <optional>

#include "common/saveas.h"

class QAbstractItemModel;
class QAbstractItemView;

namespace quantscope {

// What a cell says to programs, where that is not its text: a number with all its digits, or a list of values that
// are columns of their own, whose titles are the header's QStringList of this role. A missing value is a null QVariant
// in a list, or a cell that reads "–".
inline constexpr int exportRole = Qt::UserRole + 64;

// A number where there is one, else null in place of the missing value.
QVariant exported(std::optional<double>);

// All rows of a flat model as CSV (RFC 4180) with a header line, in the order that the model has them.
QString modelToCsv(const QAbstractItemModel&);

// How a table writes its rows: a header, then the selected rows or all. `text` for people, `csv` for programs.
struct TableRows
{
    std::function<QList<QStringList>(bool selectedOnly)> text, csv;
};

// Context menu and shortcuts of a table: copy the selected rows (tab-separated, with the header, or as CSV), copy
// all as CSV, LaTeX or Markdown, save in one of these under a name like `name`.csv. Tree views give their top level
// only. Without `rows` text is what the cells say, and csv what they say to programs.
void addTableExport(QAbstractItemView*, const QString& name, SaveAs, TableRows rows = {});

}
