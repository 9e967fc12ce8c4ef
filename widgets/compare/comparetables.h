// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/comparability.h"
#include "archive/runaxis.h"
#include "common/texttable.h"

namespace quantscope {

struct CompareTable
{
    QStringList titles, toolTips; // of the columns
    std::vector<TextRow> rows;
    QMap<int, QStringList> parts = {}; // see TextTableModel::setParts
};

// "A  Naive static W8A8", for the head of a column: the letter stays when the name is cut.
QString runHead(const ComparedRuns&, size_t run);
// Hits of each category and of all, beside them the difference from the run `reference`; below the total its intervals.
CompareTable scoreTable(const ComparedRuns&, size_t reference);
// Every two runs with McNemar's test, also as it is among all pairs (Holm).
CompareTable pairTable(const ComparedRuns&);
// What the test of one of so many pairs says: "no difference shown", "B is better".
QString verdict(const ComparedPair&, size_t pairs);
// Fields that are not the same in all recipes. Values other than those of `reference` are bold.
CompareTable recipeTable(const ComparedRuns&, size_t reference);
// Runs along a field, line after line; a row's key counts the points of all lines. Programs get the field and its
// values as recipe files have them.
CompareTable axisTable(const RunAxis&);
// A recipe's value for people: "4", "gptq", "yes", "–".
QString recipeValueText(const nlohmann::json&);

}
