// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "quant/layerreport.h"
#include "subset/questionsubset.h"
#include "tasks/dataset.h"

namespace quantscope {

// Questions of the calibration rows that the evaluation of the subset asks too, by image and question.
int64_t countOverlap(const Dataset& calibration, const CalibrationUse&, const Dataset& evaluation,
                     const QuestionSubset&);

}
