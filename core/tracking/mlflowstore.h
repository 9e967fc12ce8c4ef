// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "archive/runarchive.h"

namespace quantscope {

// Runs as a file store of MLflow, its folder "mlruns": EXPERIMENT/RUN/{meta.yaml, params, metrics, tags, artifacts}. A
// run that the store has is brought up to date, whatever experiment it lay in; parameters, metrics and tags that
// others added stay. MLflow 3 reads it with MLFLOW_ALLOW_FILE_STORE=true, and `mlflow migrate-filestore` copies it into
// a database. Error that names the file, WriteError.
void writeMlflow(RunArchive&, const std::vector<std::string>& ids, const std::filesystem::path& folder);

}
