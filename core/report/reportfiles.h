// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "report/reportdocument.h"
#include "run/runrecord.h"

namespace quantscope {

// A table with a header line and all digits; and for LaTeX, which wants the packages booktabs and array, as the
// report shows it.
std::string tableCsv(const ReportTable&);
std::string tableLatex(const ReportTable&);

// Each complete or not at all, in folders that are made where they are missing. WriteError.
void writeReportHtml(const std::filesystem::path& file, const ReportDocument&);
// ID.svg of every figure.
void writeReportFigures(const std::filesystem::path& folder, const ReportDocument&);
// ID.csv and ID.tex of every table, and of the runs as methods by benchmarks paper.csv and paper.tex.
void writeReportTables(const std::filesystem::path& folder, const ReportDocument&, std::span<const RunRecord>);

}
