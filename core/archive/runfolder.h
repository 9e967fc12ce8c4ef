// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/runarchive.h"

namespace quantscope {

// The run in the files of writeRun(), and record.json: the whole record with tags, experiment and parent, from which it
// comes back equal. WriteError.
void exportRun(RunArchive&, const std::string& id, const std::filesystem::path& folder);

// A folder of exportRun() or of writeRun(), whose reports do not know everything, as a new run. Returns its id. Error
// that names file and field, also when the archive has a run of this id.
std::string importRun(RunArchive&, const std::filesystem::path& folder);

}
