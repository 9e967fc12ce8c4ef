// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCollator>

#include <optional>

namespace quantscope {

// What a row is sorted by: a number or a text; neither: it has no value and stays at the end in both directions.
struct RunSortKey
{
    std::optional<double> number;
    std::optional<QCollatorSortKey> text;

    bool isMissing() const
    {
        return !number && !text;
    }
};

// Below, above or equal to 0, as a stands before, behind or beside b.
inline int compareKeys(const RunSortKey& a, const RunSortKey& b, Qt::SortOrder order)
{
    if (a.isMissing() || b.isMissing())
        return a.isMissing() - b.isMissing();
    int sign = 0;
    if (a.number && b.number)
        sign = (*a.number > *b.number) - (*a.number < *b.number);
    else if (a.text && b.text)
        sign = a.text->compare(*b.text);
    return order == Qt::AscendingOrder ? sign : -sign;
}

}
