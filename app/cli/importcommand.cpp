// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/importcommand.h"

#include <algorithm>
#include <ostream>

#include <fmt/core.h>

#include "base/text.h"
#include "cli/console.h"
#include "exchange/importedrun.h"
#include "log/log.h"
#include "messages/sentence.h"
#include "record/report.h"
#include "tasks/chosenmetric.h"

namespace quantscope::cli {
namespace {

constexpr size_t shownRows = 20;

struct Imported
{
    const Dataset& data;
    const ImportedPredictions& predictions;
    const MatchedPredictions& matched;
    const RunRecord& record;
};

std::string claimText(const ImportClaim& claim)
{
    const auto sum = claim.isShare ? scoreText(claim.sum, claim.answers)
                                   : fmt::format("{} in {} rows", rounded(claim.sum, 6), claim.answers);
    return fmt::format("{} {}", claim.name, sum);
}

void printUnmatched(const Imported& work, std::ostream& out)
{
    const auto& unmatched = work.matched.unmatched;
    for (size_t i = 0; i < std::min(unmatched.size(), shownRows); ++i)
        out << fmt::format("  row {}: {}\n", work.predictions.rows[unmatched[i].row].line,
                           englishText(unmatched[i].why));
    if (unmatched.size() > shownRows)
        out << "  and " << unmatched.size() - shownRows << " more\n";
}

void printUnanswered(const Imported& work, std::ostream& out)
{
    std::vector<std::string> indices;
    for (size_t i = 0; i < work.matched.rows.size(); ++i)
        if (!work.matched.rows[i])
            indices.push_back(work.data.questions[i].index);
    if (!indices.empty())
        out << "  " << listed(indices, shownRows) << "\n";
}

void printMatching(const Imported& work, std::ostream& out)
{
    const auto& m = work.matched;
    out << fmt::format("{:<13} {} of {} rows: {} by index, {} by position, {} by question\n", "matched", m.matched(),
                       work.predictions.rows.size(), m.byIndex, m.byPosition, m.byQuestion)
        << fmt::format("{:<13} {} rows, {} of them for a question that another row answers\n", "not matched",
                       m.unmatched.size(), m.repeated);
    printUnmatched(work, out);
    out << fmt::format("{:<13} {} of {} questions\n", "without row", m.unanswered(), m.rows.size());
    printUnanswered(work, out);
}

void printScores(const Imported& work, std::ostream& out)
{
    const auto claimed = claimedScore(work.predictions, work.matched, work.data);
    out << scoreTable(work.record.score, "here", claimed ? &*claimed : nullptr, "the file");
    if (!work.predictions.claim)
        return;
    out << "the file says " << claimText(*work.predictions.claim) << "\n";
    const auto otherwise = scoredOtherwise(work.predictions, work.matched, work.record);
    if (otherwise.empty())
        return;
    std::vector<std::string> indices;
    for (const auto place : otherwise)
        indices.push_back(work.record.predictions[place].index);
    out << otherwise.size() << " answers are scored otherwise here: " << listed(indices, shownRows) << "\n";
}

}

std::string importText(const RunRecord& record)
{
    if (!record.imported)
        return {};
    const auto& source = *record.imported;
    auto text = fmt::format("{} ({}), {} rows", source.file.file.string(), source.format, source.rows);
    if (source.unmatched > 0)
        text += fmt::format(", {} of them not matched", source.unmatched);
    return source.claim ? text + "; it says " + claimText(*source.claim) : text;
}

void importPredictions(const RunsOptions& o, RunArchive& archive, std::ostream& out)
{
    const auto predictions = readPredictions(o.source);
    if (o.data.empty())
        throw Error(o.source.string() + ": is a file of predictions; name their benchmark with --data");
    const auto data = withMetric(loadDataset(o.data), o.metric);
    const auto matched = matchPredictions(predictions, data);
    if (matched.matched() == 0)
        throw Error(fmt::format("{}: none of its {} rows answers a question of {}; the first: {}", o.source.string(),
                                predictions.rows.size(), o.data.string(), englishText(matched.unmatched.front().why)));
    auto record = importedRun(predictions, matched, data, o.text);
    hashFiles(record);
    RunOrigin origin;
    origin.wanted = static_cast<int64_t>(data.questions.size());
    archive.finish(record, origin);
    const Imported work{data, predictions, matched, record};
    out << fmt::format("{:<13} {}\n{:<13} {}\n", "id", record.id, "name", record.name);
    if (!record.model.empty())
        out << fmt::format("{:<13} {}\n", "model", record.model);
    printMatching(work, out);
    printScores(work, out);
    for (const auto& warning : record.warnings)
        logWarning(englishText(warning));
}

}
