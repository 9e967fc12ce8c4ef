// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/checkrecipe.h"

#include "base/error.h"
#include "messages/sentence.h"

namespace quantscope {

std::vector<Message> checkRecipe(const Recipe& recipe, const Plan& plan, const ModelOutline& model)
{
    std::vector<Message> warnings;
    std::string errors;
    for (const auto& issue : validate(recipe, plan, model)) {
        if (issue.severity == Severity::Error)
            errors += (errors.empty() ? "" : "; ") + englishText(issue.message);
        else if (issue.severity == Severity::Warning)
            warnings.push_back(issue.message);
    }
    if (!errors.empty())
        throw Error("the recipe cannot run: " + errors);
    return warnings;
}

}
