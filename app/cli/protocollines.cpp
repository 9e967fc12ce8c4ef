// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/protocollines.h"

#include <algorithm>

#include "base/text.h"
#include "log/log.h"
#include "messages/sentence.h"
#include "quant/protocol.h"

namespace quantscope::cli {
namespace {

constexpr size_t mostNames = 3; // in front of a line

RunChanges changesBeside(const Options& o)
{
    return {o.evalNum > 0 || !o.subset.empty(), o.calibrationData.empty() && asksDemoQuestions(o)};
}

Recipe underMQuants(Recipe recipe)
{
    recipe.protocol = Protocol::MQuant;
    return recipe;
}

bool isWarning(const Message& m)
{
    return m.code == "protocol.nothing_quantized";
}

}

std::vector<std::string> linesOnce(const std::vector<NamedLine>& lines)
{
    std::vector<std::pair<std::string, std::vector<std::string>>> groups;
    std::vector<std::string> all;
    for (const auto& [name, line] : lines) {
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&text = line](const auto& other) { return other.first == text; });
        if (group == groups.end())
            group = groups.insert(groups.end(), {line, {}});
        group->second.push_back(name);
        if (std::find(all.begin(), all.end(), name) == all.end())
            all.push_back(name);
    }
    std::vector<std::string> result;
    for (const auto& [line, names] : groups)
        if (!line.empty())
            result.push_back(names.size() >= all.size() ? line : listed(names, mostNames) + ": " + line);
    return result;
}

std::string factsLine(const ProtocolFacts& facts)
{
    std::string line;
    for (const auto& m : factMessages(facts))
        line += (line.empty() ? "" : "; ") + englishText(m);
    return line;
}

void sayProtocol(const Options& o, const Recipe& recipe)
{
    const auto besides = changesBeside(o);
    for (const auto& m : openingMessages(recipe, besides))
        isWarning(m) ? logWarning(englishText(m)) : logInfo(englishText(m));
    const bool fromOptions = o.preset.empty() && o.recipe.empty();
    if (!fromOptions || recipe.protocol != Protocol::Exact || !o.mquant.quant)
        return;
    auto asMQuant = o.mquant;
    asMQuant.protocol = protocolId(Protocol::MQuant);
    if (const auto m = differenceFromMQuant(recipe, recipeFromOptions(asMQuant), besides); !m.empty())
        logInfo(englishText(m));
}

void sayProtocols(const Options& o, const std::vector<NamedRecipe>& recipes)
{
    const auto besides = changesBeside(o);
    std::vector<NamedLine> warnings, notes;
    for (const auto& [name, recipe] : recipes) {
        auto messages = openingMessages(recipe, besides);
        if (recipe.protocol == Protocol::Exact && std::none_of(messages.begin(), messages.end(), isWarning))
            if (auto m = differenceFromMQuant(recipe, underMQuants(recipe), besides); !m.empty())
                messages.push_back(std::move(m));
        warnings.push_back({name, {}});
        notes.push_back({name, {}});
        for (const auto& m : messages)
            (isWarning(m) ? warnings : notes).push_back({name, englishText(m)});
    }
    for (const auto& line : linesOnce(warnings))
        logWarning(line);
    for (const auto& line : linesOnce(notes))
        logInfo(line);
}

}
