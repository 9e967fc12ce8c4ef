// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

#include <optional>

namespace quantscope {

// The rows as they come, as base/csv.h writes them, with the line ends of RFC 4180.
QString csvText(const QList<QStringList>& rows);
// The fewest digits that read back as the same number; "inf", or nothing for a missing value.
QString csvDigits(std::optional<double>);

}
