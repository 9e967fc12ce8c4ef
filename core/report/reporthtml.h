// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "report/reportdocument.h"

namespace quantscope {

// One page that holds everything, pictures included; well-formed as XML too.
std::string reportHtml(const ReportDocument&);

}
