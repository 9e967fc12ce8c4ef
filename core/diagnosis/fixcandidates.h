// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/diagnose.h"

namespace quantscope {

// What a change makes a run do again, the cheapest first.
enum class FixCost { Ranges, Weights, Transforms };

FixCost costOf(const CauseContext&, const Fix&);

// A change that the list of fixes tries.
struct FixCandidate
{
    std::string kind; // id of the table's row; "pair": two changes together
    Fix fix;
    FixCost cost = FixCost::Ranges;
};

// A finished run, for the rows of the table.
struct FixSituation
{
    const CauseContext& context;
    const Diagnosis& diagnosis;
    std::span<const LayerReport> layers;
};

// A new kind of change is one row in fixcandidates.cpp.
struct FixKind
{
    std::string_view id;
    std::vector<Fix> (*make)(const FixSituation&);
};

std::span<const FixKind> fixKinds();

// All changes that make another run, which the model allows; what comes to the same is there once. The cheapest first.
std::vector<FixCandidate> fixCandidates(const FixSituation&);

// Both together, where that is more than either alone and can run.
std::optional<FixCandidate> bothOf(const CauseContext&, const Fix&, const Fix&);

}
