// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/predictionimport.h"

#include "archive/runarchive.h"
#include "messages/sentence.h"
#include "record/report.h"

namespace quantscope {

ImportOutcome importPredictions(RunArchive& archive, const std::filesystem::path& file, const WorkspaceInfo& opened)
{
    const auto predictions = readPredictions(file);
    const auto& data = *opened.data;
    const auto matched = matchPredictions(predictions, data);
    if (matched.matched() == 0)
        throw Error(file.string() + ": no row answers a question of " + data.name + "; the first: " +
                    (matched.unmatched.empty() ? "there is none" : englishText(matched.unmatched.front().why)));
    auto record = importedRun(predictions, matched, data);
    hashFiles(record);
    record.spec.sources.metric = opened.sources.metric;
    RunOrigin origin;
    origin.wanted = static_cast<int64_t>(data.questions.size());
    archive.finish(record, origin);
    ImportOutcome outcome;
    outcome.run = record.id;
    outcome.name = record.name;
    outcome.rows = static_cast<int64_t>(predictions.rows.size());
    outcome.matched = matched.matched();
    outcome.unanswered = matched.unanswered();
    if (!matched.unmatched.empty())
        outcome.firstUnmatched = matched.unmatched.front().why;
    outcome.score = record.score;
    outcome.claimed = claimedScore(predictions, matched, data);
    return outcome;
}

}
