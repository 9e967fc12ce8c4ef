// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "archive/database.h"
#include "archive/runsummary.h"

namespace quantscope {

// What a list can be sorted by: "created", "name", "score", …
std::vector<std::string_view> runSorts();

// SQL for the state of a row of `runs`: a run without a living owner was interrupted. Wants the function is_owned(id).
std::string_view stateSql();

// Error for a sort that is not known.
std::vector<RunSummary> listRuns(Database&, const RunFilter&);
// The run of this id, deleted or not; none when there is none.
std::vector<RunSummary> listRun(Database&, const std::string& id);

}
