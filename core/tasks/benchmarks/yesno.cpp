// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/benchmarks/yesno.h"

#include <algorithm>

#include "tasks/metrics/yesno.h"
#include "tasks/prompts.h"

namespace quantscope {
namespace {

bool isPopeCategory(const std::string& category)
{
    static constexpr std::string_view parts[] = {"random", "popular", "adversarial"};
    std::string_view rest = category;
    for (;;) {
        const auto part = rest.substr(0, rest.find(','));
        if (std::find(std::begin(parts), std::end(parts), part) == std::end(parts))
            return false;
        if (part.size() == rest.size())
            return true;
        rest.remove_prefix(part.size() + 1);
    }
}

bool looksLikePope(const DatasetTraits& traits)
{
    const auto& categories = traits.categories;
    return std::any_of(categories.begin(), categories.end(),
                       [](const std::string& name) { return name.find("adversarial") != name.npos; }) &&
        std::all_of(categories.begin(), categories.end(), isPopeCategory);
}

// Visually dependent and visually supplemented questions.
bool looksLikeHallusionBench(const DatasetTraits& traits)
{
    const auto& categories = traits.categories;
    return traits.columns.contains("l2-category") && !categories.empty() &&
        std::all_of(categories.begin(), categories.end(),
                    [](const std::string& name) { return name == "VD" || name == "VS"; });
}

}

const Benchmark mme{
    .id = "mme",
    .names = "mme",
    .otherNames = "mme-realworld mme_realworld mme-cot mme_cot mme-reasoning mme-sci video-mme mme-unify mme-videoocr",
    .recognizes = [](const DatasetTraits& traits) { return hasOnlyMmeCategories(traits.categories); },
    .prompt = shortAnswerAfterBlankPrompt,
    .metric = &mmeMetric,
};

const Benchmark pope{
    .id = "pope", .names = "pope", .recognizes = looksLikePope, .prompt = barePrompt, .metric = &popeMetric};

const Benchmark hallusionBench{
    .id = "hallusionbench",
    .names = "hallusion",
    .recognizes = looksLikeHallusionBench,
    .prompt = yesOrNoPrompt,
    .reasoning = Reasoning::FinalAnswer,
    .metric = &hallusionMetric,
};

}
