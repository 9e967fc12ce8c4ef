// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/progress.h"
#include "report/reportdocument.h"

namespace quantscope {

// The report on pages of A4 with numbers; rows, figures and questions are not cut unless they are higher than a page.
// Long tables are left out: they are in the other files. Runs on any thread. WriteError; a cancelled one leaves no
// file.
void writeReportPdf(const QString& file, const ReportDocument&, const Progress& = {});

}
