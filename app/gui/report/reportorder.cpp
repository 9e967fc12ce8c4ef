// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/report/reportorder.h"

namespace quantscope {

QStringList ReportOrder::files() const
{
    QStringList names;
    for (const auto& [wanted, name] :
         {std::pair{html, "report.html"}, {pdf, "report.pdf"}, {figures, "figures"}, {tables, "tables"}})
        if (wanted)
            names << folder + '/' + QString::fromLatin1(name);
    return names;
}

}
