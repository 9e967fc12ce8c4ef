// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "run/runestimate.h"

namespace quantscope {

enum class LowMemory { Auto, Off, On };

// "auto", "on" or "off"; nothing for anything else.
std::optional<LowMemory> lowMemoryFrom(std::string_view);

struct Resources
{
    double memory = 0; // bytes that a new program gets without swapping: of the system and of the process's own group
    double disk = 0; // free bytes for temporary files
    std::filesystem::path folder; // of those
};

// `held` bytes are this process's and can be used again; at most `memoryLimit` bytes of memory, 0 for no limit. The
// folder need not exist yet. Error when its file system cannot be asked.
Resources availableResources(const std::filesystem::path& temporaryFolder, double memoryLimit = 0, double held = 0);

// What this process holds without files, and could give back or use again.
double ownMemory();

// Where temporary files go: beside the cache, where a disk is (/tmp often lies in memory); else $TMPDIR or /var/tmp.
std::filesystem::path temporaryFolder(const std::filesystem::path& cacheRoot);

// True when the float32 copies of a normal run would not fit comfortably.
bool wantsLowMemory(RunWorkload, const Resources&);

// A change that would help: as an option of the command line, and as a clause.
struct Suggestion
{
    std::string option;
    Message message;
};

struct Preflight
{
    RunEstimate estimate;
    Resources resources;
    bool fits = true;
    std::vector<Message> problems;
    std::vector<Suggestion> suggestions;
};

Preflight preflight(const RunWorkload&, const Resources&);
// A table of the parts, the time and what was found.
std::string describe(const Preflight&);

}
