// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "diagnosis/layerevidence.h"
#include "diagnosis/recipefix.h"
#include "quant/plan.h"

namespace quantscope {

// One thing that is wrong, where, how much of it, and what would help.
struct Finding
{
    LayerIndex layer = -1; // -1: the whole run
    std::string cause; // id of the table's row
    double number = 0; // what the cause measures, in its unit
    Message message;
    std::vector<int64_t> channels; // input channels that it is about, the worst first
    double severity = 0; // share of the layer's output that this cause is estimated to destroy
    std::optional<Fix> fix;
};

// The run that the evidence belongs to.
struct CauseContext
{
    const Recipe& recipe;
    const Plan& plan;
    const ModelOutline& outline;
};

// A new cause is one row in causes.cpp.
struct Cause
{
    std::string_view id;
    std::string_view title;
    std::string_view unit; // of Finding::number: "share", "levels", "times", "channels", "dB"
    // Nothing when the layer does not show it. Layer, cause and the fix's usability are filled in by findCauses().
    std::optional<Finding> (*find)(const LayerEvidence&, const CauseContext&);
};

std::span<const Cause> causes();
const Cause* findCause(std::string_view id); // also those of the whole run

// All causes that one layer shows, the most severe first.
std::vector<Finding> findCauses(LayerIndex, const LayerEvidence&, const CauseContext&);

}
