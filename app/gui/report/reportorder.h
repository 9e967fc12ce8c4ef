// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

#include "report/makereport.h"

namespace quantscope {

// A report that somebody wants.
struct ReportOrder
{
    std::vector<std::string> runs; // ids of records
    ReportChoices choices;
    QString folder;
    bool html = true, pdf = true, figures = false, tables = false; // what is written into it

    // What is written, in the order above.
    QStringList files() const;
};

}
