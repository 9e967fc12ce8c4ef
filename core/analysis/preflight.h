#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/runestimate.h"

namespace quantscope {

struct Resources
{
    double memory = 0; // bytes that a new program gets without swapping: of the system and of the process's own group
    double disk = 0;   // free bytes for temporary files
    std::filesystem::path folder; // of those
};

// Error when the folder's file system cannot be asked. The folder need not exist yet.
Resources availableResources(const std::filesystem::path& temporaryFolder);

// True when the float32 copies of a normal run would not fit comfortably.
bool wantsLowMemory(RunSketch, const Resources&);

struct Preflight
{
    RunEstimate estimate;
    Resources resources;
    bool fits = true;
    std::vector<std::string> problems, suggestions; // whole sentences, and options to try
};

Preflight preflight(const RunSketch&, const Resources&);
// A table of the parts, the time and what was found.
std::string describe(const Preflight&);

}
