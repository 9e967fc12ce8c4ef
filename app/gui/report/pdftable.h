// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/report/pdfpages.h"
#include "report/reportdocument.h"

namespace quantscope {

// The table with its caption, the header again on every page. One that is wider than the page goes on below, with its
// first column again.
void drawPdfTable(PdfPages&, const ReportTable&);

}
