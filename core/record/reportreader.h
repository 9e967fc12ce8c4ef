// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "run/runrecord.h"

namespace quantscope {

// The run in a folder of writeRun(), of this version or an earlier one: report.json, predictions.jsonl and, of a
// quantized run, recipe.json. What reports do not say keeps its default; sentences become messages with the code
// "text". At most 256 MB a file. Error names the file, the line and the field.
RunRecord readRun(const std::filesystem::path& folder);

}
