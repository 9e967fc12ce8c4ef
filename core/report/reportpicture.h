// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/reportdocument.h"
#include "tasks/dataset.h"

namespace quantscope {

// A question's image with 720 px at most on its longer side, encoded anew: nothing but pixels is left of the file.
// Error for one that cannot be decoded.
ReportPicture reportPicture(const EncodedImage&, const std::string& alt);

}
