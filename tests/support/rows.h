// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <type_traits>

#include <QStringList>
#include <QtTest>

#include "tasks/score.h"

namespace quantscope::test {

// The data of a test: adds columns of these types and names; what it returns adds a row, which is called by its number
// and the beginning of its texts.
template <typename... Cells, typename... Names> auto addColumns(Names... names)
{
    static_assert(sizeof...(Cells) == sizeof...(Names));
    (QTest::addColumn<Cells>(names), ...);
    return [number = 0](const std::type_identity_t<Cells>&... cells) mutable {
        constexpr int longestName = 60;
        QStringList name;
        const auto call = [&](const auto& cell) {
            if constexpr (std::is_same_v<std::decay_t<decltype(cell)>, QString>)
                name << cell.simplified();
        };
        (call(cells), ...);
        auto& data = QTest::addRow("%d %s", ++number, qPrintable(name.join(" / ").left(longestName)));
        (void(data << cells), ...);
    };
}

inline bool isNear(double a, double b)
{
    return std::abs(a - b) <= 1e-12 * std::max(1.0, std::abs(b));
}

// -1: there is no such figure.
inline double figureOf(const Score& score, const std::string& name, const std::string& part = "")
{
    for (const auto& figure : score.figures)
        if (figure.name == name && figure.part == part)
            return figure.value;
    return -1;
}

}
