// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/checkresult.h"

#include "messages/sentence.h"

namespace quantscope {

nlohmann::json guidedCheckToJson(const GuidedCheck& check, const std::vector<Layer>& layers)
{
    nlohmann::json json;
    json["steps"] = nlohmann::json::array();
    for (const auto& step : check.steps) {
        nlohmann::json evidence = nlohmann::json::array();
        for (const auto& row : step.evidence)
            evidence.push_back({{"name", englishText(row.part)},
                                {"hits", row.correct},
                                {"questions", row.questions},
                                {"kl_nats", row.klNats},
                                {"worst", row.worst}});
        json["steps"].push_back({{"id", step.id},
                                 {"title", englishText(step.title)},
                                 {"evidence", evidence},
                                 {"verdict", englishText(step.verdict)},
                                 {"next", englishText(step.next)}});
    }
    json["layer"] =
        check.layer < 0 ? nlohmann::json() : nlohmann::json(layers.at(static_cast<size_t>(check.layer)).name);
    json["fix"] = check.fix ? nlohmann::json(englishText(check.fix->message)) : nlohmann::json();
    return json;
}

}
