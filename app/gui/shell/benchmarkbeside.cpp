// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/benchmarkbeside.h"

#include <QDir>

namespace quantscope {

BenchmarkBeside benchmarkBeside(const QString& folder)
{
    const QString suffix = QStringLiteral(".tsv"), calibration = QStringLiteral("_calib.tsv");
    const QDir dir(folder);
    const auto tables = dir.entryList({'*' + suffix}, QDir::Files | QDir::Readable, QDir::Name);
    BenchmarkBeside beside;
    for (const auto& table : tables) {
        if (table.endsWith(calibration, Qt::CaseInsensitive))
            continue;
        if (!beside.questions.isEmpty()) {
            beside.others << table;
            continue;
        }
        beside.questions = dir.filePath(table);
        if (const auto own = table.chopped(suffix.size()) + calibration; tables.contains(own))
            beside.calibration = dir.filePath(own);
    }
    return beside;
}

}
