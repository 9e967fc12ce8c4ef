// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnosis/diagnose.h"

namespace quantscope {

// Findings of one cause against which the same helps.
struct FindingGroup
{
    std::string cause;
    std::vector<size_t> findings; // indices into Diagnosis::findings; the first speaks for all
    double severity = 0; // of the worst
    std::optional<Fix> fix; // for all its layers
};

// In the order of the diagnosis: each where its first finding stands.
std::vector<FindingGroup> groupFindings(const Diagnosis&);

}
