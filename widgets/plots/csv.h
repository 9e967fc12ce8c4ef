#pragma once

#include <QList>
#include <QStringList>

#include <optional>

namespace quantscope {

// RFC 4180, with the rows as they come.
QString csvText(const QList<QStringList>& rows);
// All digits that a reader needs; "inf", or nothing for a missing value.
QString csvNumber(std::optional<double>);

}
