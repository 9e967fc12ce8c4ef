#include "plots/csv.h"

#include <cmath>

namespace quantscope {

QString csvText(const QList<QStringList>& rows)
{
    QString text;
    for (const auto& row : rows) {
        for (int i = 0; i < row.size(); ++i) {
            QString field = row[i];
            if (field.contains(',') || field.contains('"') || field.contains('\n') || field.contains('\r'))
                field = '"' + field.replace('"', QStringLiteral("\"\"")) + '"';
            text += (i ? "," : "") + field;
        }
        text += QStringLiteral("\r\n");
    }
    return text;
}

QString csvNumber(std::optional<double> value)
{
    return value && !std::isnan(*value) ? QString::number(*value, 'g', 9) : QString();
}

}
