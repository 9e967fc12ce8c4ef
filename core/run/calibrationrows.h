// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/message.h"
#include "cache/stagecache.h"
#include "checkpoint/loadedmodel.h"
#include "quant/layerreport.h"
#include "quant/plan.h"
#include "tasks/dataset.h"

namespace quantscope {

// Some of the plan's ranges are found on calibration questions.
bool needsRanges(const Plan&);

// The rows that a recipe calibrates with. A note where there are fewer than it wants.
CalibrationUse chooseRows(const Recipe&, const Plan&, const Dataset&, std::vector<Message>& notes);

struct CheckedRows
{
    int64_t count = 0;
};

inline constexpr StageKind checkedRowsStage{"checked rows", 1};

Entry encode(const CheckedRows&);
void decode(const Entry&, CheckedRows&);
int64_t bytesOf(const CheckedRows&);

// Takes the rows that cannot be asked out before hours of work depend on them; that all are good is kept in the cache,
// which may be null. Error when none is left of some. `strict`: the first such row is an Error.
std::vector<RowProblem> dropUnusable(CalibrationUse&, const LoadedModel&, const Dataset&, bool strict, int threads,
                                     StageCache*, const Progress& = {});

}
