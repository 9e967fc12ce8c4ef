// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/findinggroups.h"

#include <algorithm>

namespace quantscope {
namespace {

std::string fixCode(const std::optional<Fix>& fix)
{
    return fix ? fix->message.code : std::string();
}

// The worst layer's sentence, and for how many layers it is.
Message messageOf(const Diagnosis& diagnosis, const FindingGroup& group)
{
    const auto& first = diagnosis.findings[group.findings.front()].fix->message;
    std::vector<LayerIndex> layers;
    for (const size_t i : group.findings)
        layers.push_back(diagnosis.findings[i].layer);
    std::sort(layers.begin(), layers.end());
    const auto count = std::unique(layers.begin(), layers.end()) - layers.begin();
    return count > 1 ? message("fix.for_layers", {{"fix", first}, {"layers", count}}) : first;
}

Fix mergedFix(const Diagnosis& diagnosis, const FindingGroup& group)
{
    Fix merged{diagnosis.findings[group.findings.front()].fix->message, {}};
    bool byLayer = false;
    for (const size_t i : group.findings)
        for (const auto& edit : diagnosis.findings[i].fix->edits) {
            byLayer = byLayer || edit.pointer.empty();
            if (std::find(merged.edits.begin(), merged.edits.end(), edit) == merged.edits.end())
                merged.edits.push_back(edit);
        }
    if (byLayer)
        merged.message = messageOf(diagnosis, group);
    return merged;
}

}

std::vector<FindingGroup> groupFindings(const Diagnosis& diagnosis)
{
    std::vector<FindingGroup> groups;
    for (size_t i = 0; i < diagnosis.findings.size(); ++i) {
        const auto& finding = diagnosis.findings[i];
        auto known = std::find_if(groups.begin(), groups.end(), [&](const FindingGroup& group) {
            return group.cause == finding.cause &&
                fixCode(diagnosis.findings[group.findings.front()].fix) == fixCode(finding.fix);
        });
        if (known == groups.end()) {
            FindingGroup group;
            group.cause = finding.cause;
            known = groups.insert(groups.end(), std::move(group));
        }
        known->findings.push_back(i);
        known->severity = std::max(known->severity, finding.severity);
    }
    for (auto& group : groups)
        if (diagnosis.findings[group.findings.front()].fix)
            group.fix = mergedFix(diagnosis, group);
    return groups;
}

}
