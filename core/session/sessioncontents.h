// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/runarchive.h"
#include "base/progress.h"
#include "layerview/layerview.h"
#include "tasks/dataset.h"

namespace quantscope {

// Which pictures of the questions a session has.
enum class SessionImages { None, Small, Full };

std::string_view sessionImagesId(SessionImages); // "none", "small", "full"
std::optional<SessionImages> sessionImagesFrom(std::string_view id);

// A run that goes into a session.
struct SessionRun
{
    RunRecord record;
    RunOrigin origin;
    std::function<LayerView(LayerIndex)> layerView; // null: its weights are not at hand
};

// What goes into a session, as far as it is at hand.
struct SessionContents
{
    std::vector<SessionRun> runs;
    std::map<std::string, std::shared_ptr<const Dataset>> data; // benchmarks by the hash of their files
    std::map<std::string, std::string> configs; // config.json by the hash of the model's files
};

// These runs of an archive, or of a session, with what that has of them. Error for one that is not there.
SessionContents sessionContents(RunArchive&, const std::vector<std::string>& ids);

// Adds benchmarks and config.json where the runs' files are as they were when they ran. `index` remembers hashes, see
// contentHash(). What cannot be read any more is left out.
void findFiles(SessionContents&, const std::filesystem::path& index, const Progress& = {});

// The newest complete run of the float model on the same files under the same protocol, for each of the ids that has
// one and is none itself; ids as they are first, none twice.
std::vector<std::string> withFloatRuns(RunArchive&, std::vector<std::string> ids);

}
