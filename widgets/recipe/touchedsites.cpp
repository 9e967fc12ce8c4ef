// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/touchedsites.h"

#include "quant/overrides.h"
#include "recipe/fieldtext.h"

namespace quantscope {
namespace {

template <typename Condition> std::vector<int> indicesWhere(size_t count, Condition condition)
{
    std::vector<int> indices;
    for (size_t i = 0; i < count; ++i)
        if (condition(i))
            indices.push_back(static_cast<int>(i));
    return indices;
}

}

std::vector<int> rotationSites(const std::vector<Site>& sites, Tower tower)
{
    const auto stream = tower == Tower::Vision ? Stream::Vision : tower == Tower::Llm ? Stream::Llm : Stream::None;
    return indicesWhere(sites.size(), [&](size_t i) {
        return stream != Stream::None && (streamRead(sites[i]) == stream || streamWritten(sites[i]) == stream);
    });
}

std::vector<int> normFoldingSites(const std::vector<Site>& sites, Tower tower)
{
    return indicesWhere(sites.size(),
                        [&](size_t i) { return sites[i].tower == tower && streamRead(sites[i]) != Stream::None; });
}

std::vector<int> onlineHadamardSites(const std::vector<Site>& sites, Tower tower)
{
    return indicesWhere(sites.size(),
                        [&](size_t i) { return sites[i].tower == tower && takesOnlineHadamard(sites[i]); });
}

std::vector<int> switchedSites(const std::vector<Site>& sites)
{
    return indicesWhere(sites.size(),
                        [&](size_t i) { return sites[i].tower == Tower::Llm && sites[i].role != Role::Head; });
}

std::vector<int> fieldSites(const std::vector<Site>& sites, const Recipe& recipe, const Plan& plan, Tower tower,
                            const SchemeField& field)
{
    if (plan.schemes.size() != sites.size())
        return {};
    return indicesWhere(sites.size(), [&](size_t i) {
        const auto& site = sites[i];
        const bool suits = concerns(field, site) && site.role != Role::Head;
        return site.tower == tower && suits && winningOverride(recipe, plan, static_cast<int>(i), field.id) < 0;
    });
}

std::vector<int> gptqSites(const Plan& plan)
{
    return indicesWhere(plan.schemes.size(), [&](size_t i) {
        return plan.schemes[i].quantizesWeight() && plan.schemes[i].weightNeedsInputs();
    });
}

std::vector<int> staticSites(const Plan& plan)
{
    return indicesWhere(plan.schemes.size(), [&](size_t i) {
        return plan.schemes[i].quantizesActivation() && plan.schemes[i].activationStatic;
    });
}

}
