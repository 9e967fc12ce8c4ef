// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/trialresult.h"

#include "messages/sentence.h"

namespace quantscope {
namespace {

constexpr const char* costNames[] = {"ranges", "weights", "transforms"};

nlohmann::json editsToJson(const Fix& fix)
{
    auto edits = nlohmann::json::array();
    for (const auto& edit : fix.edits)
        edits.push_back(edit.pointer.empty()
                            ? nlohmann::json{{"layer", edit.match.name}, {"field", edit.field}, {"value", edit.value}}
                            : nlohmann::json{{"setting", edit.pointer}, {"value", edit.value}});
    return edits;
}

nlohmann::json triedToJson(const TriedFix& tried)
{
    nlohmann::json json{{"kind", tried.candidate.kind},
                        {"change", englishText(tried.candidate.fix.message)},
                        {"repeats", costNames[static_cast<size_t>(tried.candidate.cost)]},
                        {"edits", editsToJson(tried.candidate.fix)}};
    if (!tried.problem.empty()) {
        json["problem"] = tried.problem;
        return json;
    }
    json["kl_nats"] = tried.klNats;
    if (tried.questions > 0) {
        json["correct"] = tried.correct;
        json["questions"] = tried.questions;
    }
    return json;
}

}

nlohmann::json fixTrialsToJson(const FixTrials& trials)
{
    nlohmann::json json{
        {"questions", trials.questions}, {"kl_questions", trials.klQuestions}, {"float_correct", trials.floatCorrect},
        {"correct", trials.correct},     {"kl_nats", trials.klNats},           {"tried", nlohmann::json::array()}};
    for (const auto& tried : trials.tried)
        json["tried"].push_back(triedToJson(tried));
    return json;
}

}
