// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "archive/runarchive.h"

namespace quantscope {

// Runs in Trackio's folder ($TRACKIO_DIR, else ~/.cache/huggingface/trackio): a project for each experiment, one SQLite
// file PROJECT.db. A run that is there is replaced. Error for a file of Trackio before 0.24, DatabaseError.
void writeTrackio(RunArchive&, const std::vector<std::string>& ids, const std::filesystem::path& folder);

}
