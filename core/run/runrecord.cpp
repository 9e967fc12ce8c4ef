// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/runrecord.h"

#include <array>
#include <chrono>
#include <random>

#include <fmt/chrono.h>

namespace quantscope {
namespace {

constexpr std::array<std::string_view, 6> stateIds{"waiting",   "running", "complete",
                                                   "cancelled", "failed",  "interrupted"};

}

std::string_view runStateId(RunState state)
{
    return stateIds.at(static_cast<size_t>(state));
}

std::optional<RunState> runStateFromId(std::string_view id)
{
    for (size_t i = 0; i < stateIds.size(); ++i)
        if (stateIds[i] == id)
            return static_cast<RunState>(i);
    return {};
}

std::string newRunId()
{
    std::random_device device;
    return fmt::format("{:08x}{:08x}", device(), device());
}

std::string timeNow()
{
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::now()));
}

std::vector<LayerReport> plannedLayers(const std::vector<Layer>& layers, const Plan& plan)
{
    std::vector<LayerReport> reports(layers.size());
    for (size_t i = 0; i < layers.size(); ++i) {
        reports[i].layer = layers[i];
        reports[i].scheme = plan.schemes[i];
    }
    return reports;
}

bool isFloatRun(const RunSpec& spec)
{
    return !spec.recipe;
}

std::string_view answersId(const RunRecord& record)
{
    if (record.imported)
        return "imported";
    return isFloatRun(record.spec) ? "float" : "quantized";
}

double secondsOf(const RunRecord& record)
{
    double seconds = 0;
    for (const auto& timing : record.timings)
        seconds += timing.seconds;
    return seconds;
}

}
