// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/csvtext.h"

#include <QLocale>

#include <cmath>

#include "base/csv.h"

namespace quantscope {

QString csvText(const QList<QStringList>& rows)
{
    std::string text;
    for (const auto& row : rows) {
        std::vector<std::string> fields;
        for (const auto& field : row)
            fields.push_back(field.toStdString());
        text += csvLine(fields, "\r\n");
    }
    return QString::fromStdString(text);
}

QString csvDigits(std::optional<double> value)
{
    return value && !std::isnan(*value) ? QString::number(*value, 'g', QLocale::FloatingPointShortest) : QString();
}

}
