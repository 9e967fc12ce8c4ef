// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "gui/docks/storedscores.h"
#include "gui/document/document.h"
#include "runs/runrow.h"

namespace quantscope {

// The runs in memory first, the newest on top and the float model first of all; then those that only the store knows,
// against the pinned one as far as their scores are given.
std::vector<RunRow> runRows(const Document&, const RunList&, const RunLibrary&, const StoredScores* = nullptr);
// One in memory.
RunRow runRow(const Run&, const Document&, const RunList&, const RunLibrary&);

}
