// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that a new program gets: MemAvailable of /proc/meminfo, and no more than what is left in the memory group of
// the process (cgroup, version 2 or 1, any of its ancestors). Pages of files do not count as used there: the system
// drops them when memory is short.

#include "run/preflight.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>

#include <sys/statvfs.h>

#include <fmt/core.h>

#include "base/error.h"
#include "base/text.h"
#include "messages/sentence.h"

namespace quantscope {
namespace {

constexpr double comfortable = 0.7; // share of the available memory that a normal run may take
constexpr double usable = 0.95; // share that any run may take

std::optional<double> numberIn(const std::filesystem::path& file)
{
    std::ifstream in(file);
    double value = 0;
    if (in >> value)
        return value;
    return {};
}

// "name value" lines, as in /proc/meminfo and memory.stat.
std::optional<double> fieldIn(const std::filesystem::path& file, const std::string& name)
{
    std::ifstream in(file);
    std::string word;
    double value = 0;
    while (in >> word) {
        if (word == name && in >> value)
            return value;
        in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return {};
}

double leftInGroup(const std::filesystem::path& folder, const char* limitFile, const char* usageFile,
                   const char* filePages)
{
    const auto limit = numberIn(folder / limitFile);
    const auto usage = numberIn(folder / usageFile);
    if (!limit || !usage)
        return std::numeric_limits<double>::infinity();
    return *limit - std::max(0.0, *usage - fieldIn(folder / "memory.stat", filePages).value_or(0));
}

double leftInGroups()
{
    double left = std::numeric_limits<double>::infinity();
    std::ifstream groups("/proc/self/cgroup");
    for (std::string line; std::getline(groups, line);) {
        const auto first = line.find(':'), second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            continue;
        const auto controllers = line.substr(first + 1, second - first - 1);
        const bool unified = controllers.empty();
        if (!unified && controllers.find("memory") == std::string::npos)
            continue;
        const std::filesystem::path root = unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
        for (std::filesystem::path own = line.substr(second + 1);; own = own.parent_path()) {
            const auto folder = root / own.relative_path();
            left = std::min(left,
                            unified
                                ? leftInGroup(folder, "memory.max", "memory.current", "file")
                                : leftInGroup(folder, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_cache"));
            if (!own.has_relative_path())
                break;
        }
    }
    return left;
}

std::string duration(double seconds)
{
    if (seconds < 120)
        return fmt::format("{:.0f} seconds", seconds);
    if (seconds < 7200)
        return fmt::format("{:.0f} minutes", seconds / 60);
    return fmt::format("{:.1f} hours", seconds / 3600);
}

// What would help, tried on the workload itself.
std::vector<Suggestion> suggest(const RunWorkload& workload, const Resources& resources)
{
    std::vector<Suggestion> all;
    const auto helps = [&](RunWorkload other) {
        const auto e = estimateRun(other);
        return e.memoryBytes <= usable * resources.memory && e.diskBytes <= usable * resources.disk;
    };
    auto changed = workload;
    changed.lowMemory = !workload.lowMemory;
    if (helps(changed))
        all.push_back(workload.lowMemory ? Suggestion{"--low_memory off", message("preflight.low_memory_off")}
                                         : Suggestion{"--low_memory on", message("preflight.low_memory_on")});
    changed = workload;
    changed.threads = 1;
    if (workload.threads > 1 && helps(changed))
        all.push_back({"--threads 1", message("preflight.one_thread")});
    changed = workload;
    auto& samples = changed.recipe.calibration.weightSamples;
    for (samples /= 2; samples > 0; samples /= 2)
        if (helps(changed)) {
            all.push_back(
                {fmt::format("--nsamples {}", samples), message("preflight.fewer_samples", {{"samples", samples}})});
            break;
        }
    changed = workload;
    for (auto& scheme : changed.plan.schemes)
        scheme.weightMethod = "rtn";
    if (workload.quantizes && helps(changed))
        all.push_back({"--visual_w_rtn --llm_w_rtn", message("preflight.rtn")});
    return all;
}

}

std::optional<LowMemory> lowMemoryFrom(std::string_view text)
{
    if (text == "auto")
        return LowMemory::Auto;
    if (text == "on")
        return LowMemory::On;
    if (text == "off")
        return LowMemory::Off;
    return std::nullopt;
}

double ownMemory()
{
    return fieldIn("/proc/self/status", "RssAnon:").value_or(0) * 1024;
}

std::filesystem::path temporaryFolder(const std::filesystem::path& cacheRoot)
{
    if (!cacheRoot.empty())
        return cacheRoot / "spool";
    const char* chosen = std::getenv("TMPDIR");
    return chosen && *chosen ? chosen : "/var/tmp";
}

Resources availableResources(const std::filesystem::path& temporaryFolder, double memoryLimit, double held)
{
    Resources r;
    r.folder = temporaryFolder;
    const auto available = fieldIn("/proc/meminfo", "MemAvailable:");
    r.memory = held + std::min(available ? *available * 1024 : std::numeric_limits<double>::infinity(), leftInGroups());
    if (memoryLimit > 0)
        r.memory = std::min(r.memory, memoryLimit);
    auto existing = std::filesystem::absolute(temporaryFolder);
    std::error_code ignored;
    while (!std::filesystem::exists(existing, ignored) && existing.has_relative_path())
        existing = existing.parent_path();
    struct statvfs status = {};
    if (::statvfs(existing.c_str(), &status) != 0)
        throw Error(existing.string() + ": its free space cannot be found (" + std::strerror(errno) + ")");
    r.disk = static_cast<double>(status.f_bavail) * static_cast<double>(status.f_frsize);
    return r;
}

bool wantsLowMemory(RunWorkload workload, const Resources& resources)
{
    workload.lowMemory = false;
    return estimateRun(workload).memoryBytes > comfortable * resources.memory;
}

Preflight preflight(const RunWorkload& workload, const Resources& resources)
{
    Preflight p;
    p.estimate = estimateRun(workload);
    p.resources = resources;
    if (p.estimate.memoryBytes > usable * resources.memory)
        p.problems.push_back(message("preflight.memory",
                                     {{"needed", p.estimate.memoryBytes, NumberFormat::Gigabytes},
                                      {"available", resources.memory, NumberFormat::Gigabytes}}));
    if (p.estimate.diskBytes > usable * resources.disk)
        p.problems.push_back(message("preflight.disk",
                                     {{"needed", p.estimate.diskBytes, NumberFormat::Gigabytes},
                                      {"folder", resources.folder.string()},
                                      {"available", resources.disk, NumberFormat::Gigabytes}}));
    p.fits = p.problems.empty();
    if (!p.fits)
        p.suggestions = suggest(workload, resources);
    return p;
}

std::string describe(const Preflight& p)
{
    std::ostringstream text;
    const auto table = [&](const std::vector<SizedPart>& parts) {
        for (const auto& part : parts)
            text << "  " << part.name << ": " << gigabytes(part.bytes) << "\n";
    };
    text << "memory: about " << gigabytes(p.estimate.memoryBytes) << " of " << gigabytes(p.resources.memory)
         << " available\n";
    table(p.estimate.memory);
    if (p.estimate.mappedBytes > 0)
        text << "  besides " << gigabytes(p.estimate.mappedBytes)
             << " mapped from files, kept in memory while there is room\n";
    if (p.estimate.diskBytes > 0) {
        text << "temporary files in " << p.resources.folder.string() << ": about " << gigabytes(p.estimate.diskBytes)
             << " of " << gigabytes(p.resources.disk) << "\n";
        table(p.estimate.disk);
    }
    if (p.estimate.seconds > 0)
        text << "time: about " << duration(p.estimate.seconds) << "\n";
    for (const auto& problem : p.problems)
        text << "does not fit: " << englishText(problem) << "\n";
    for (const auto& suggestion : p.suggestions)
        text << "would fit: " << suggestion.option << " (" << englishText(suggestion.message) << ")\n";
    return text.str();
}

}
