// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/jobs.h"
#include "session/savesession.h"

namespace quantscope {

// What of a session is open in place of a model.
OpenedWorkspace openSessionWorkspace(const std::filesystem::path& file, const std::string& run);

// Which runs of a store, or of a session, go into a session file.
struct SessionRequest
{
    std::filesystem::path archive;
    std::vector<std::string> ids; // of their records
    bool withFloat = true; // and the float model's on the same files
    SessionOptions options;
    std::map<std::string, int> held; // runs of the workspace by these ids: their weights may be in memory
};

// With benchmark, configuration and weights that are at hand; the archive lives as long as the contents are used.
SessionContents requestedContents(RunArchive&, const SessionRequest&, const OpenedWorkspace&,
                                  const std::map<std::string, ModelsPtr>& models,
                                  const std::filesystem::path& hashIndex, const Progress&);

}
