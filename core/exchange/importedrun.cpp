// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/importedrun.h"

#include <cmath>

#include "answering/evaluate.h"
#include "base/unicode.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

std::string lowered(const std::string& name)
{
    return lowerCase(validUtf8(name));
}

// "ORG/MODEL" of the folder "ORG__MODEL".
std::string modelOfFolder(const std::filesystem::path& file)
{
    auto name = std::filesystem::absolute(file).parent_path().filename().string();
    const auto at = name.find("__");
    return at == std::string::npos ? std::string() : name.replace(at, 2, "/");
}

void addAnswer(RunRecord& record, const Dataset& data, size_t question, const ImportedRow& row)
{
    const auto& metric = metricOf(data);
    const auto& asked = data.questions[question];
    Prediction prediction;
    prediction.row = question;
    prediction.index = asked.index;
    prediction.text = *row.prediction;
    prediction.tokens = row.tokens;
    prediction.problem = row.problem;
    prediction.isScored = row.problem.empty() && canScore(metric, asked);
    if (prediction.isScored)
        prediction.score = metric.score(asked, prediction.text);
    record.predictions.push_back(std::move(prediction));
    record.asked.push_back({asked.category, asked.question, asked.answers});
}

ImportSource sourceOf(const ImportedPredictions& predictions, const MatchedPredictions& matched)
{
    ImportSource source;
    source.file.file = std::filesystem::absolute(predictions.file).lexically_normal();
    source.format = predictions.format;
    source.rows = static_cast<int64_t>(predictions.rows.size());
    source.unmatched = static_cast<int64_t>(matched.unmatched.size());
    source.unanswered = matched.unanswered();
    source.claim = predictions.claim;
    return source;
}

// How the questions were asked is not known.
ProtocolFacts factsOf(const Dataset& data)
{
    ProtocolFacts facts;
    facts.protocol = facts.images = facts.normFusion = "";
    facts.metric = metricOf(data).id;
    return facts;
}

// Of the whole benchmark: answers may lack anywhere in it.
void scoreAnswers(RunRecord& record, const Dataset& data)
{
    record.problems = data.problems;
    for (const auto& prediction : record.predictions)
        if (!prediction.problem.empty())
            record.problems.push_back({data.questions[prediction.row].line, prediction.index, prediction.problem});
    record.score = scoreOf(data, record.predictions);
    record.score.failed = static_cast<int64_t>(record.problems.size());
}

void noteMatching(RunRecord& record, const ImportedPredictions& predictions, const MatchedPredictions& matched)
{
    record.warnings = predictions.notes;
    if (!matched.unmatched.empty()) {
        const auto& first = matched.unmatched.front();
        record.warnings.push_back(message(
            "import.unmatched",
            {{"count", matched.unmatched.size()}, {"line", predictions.rows[first.row].line}, {"first", first.why}}));
    }
    if (matched.unanswered() > 0)
        record.warnings.push_back(message("import.unanswered", {{"count", matched.unanswered()}}));
}

}

std::string modelInFileName(const ImportedPredictions& predictions, const Dataset& data)
{
    if (predictions.format == "lmms-eval")
        return modelOfFolder(predictions.file);
    const auto stem = predictions.file.stem().string(), end = "_" + lowered(data.name);
    const auto name = lowered(stem);
    if (name.size() != stem.size())
        return {}; // places in the one would not be places in the other
    for (auto at = name.rfind(end); at != std::string::npos && at > 0; at = name.rfind(end, at - 1)) {
        const auto next = at + end.size();
        if (next == name.size() || name[next] == '_')
            return stem.substr(0, at);
    }
    return {};
}

RunRecord importedRun(const ImportedPredictions& predictions, const MatchedPredictions& matched, const Dataset& data,
                      std::string name)
{
    RunRecord record;
    record.id = newRunId();
    record.state = RunState::Complete;
    record.started = timeNow();
    record.name = name.empty() ? validUtf8(predictions.file.stem().string()) : std::move(name);
    record.model = validUtf8(modelInFileName(predictions, data));
    record.data = data.name;
    record.dataFile.file = data.file;
    record.spec.sources.data = data.file;
    record.spec.sources.metric = data.chosenMetric ? data.chosenMetric->id : "";
    record.imported = sourceOf(predictions, matched);
    record.protocol = factsOf(data);
    record.rowsWithoutImage = data.withoutImage;
    for (size_t i = 0; i < matched.rows.size(); ++i)
        if (matched.rows[i])
            addAnswer(record, data, i, predictions.rows[*matched.rows[i]]);
    scoreAnswers(record, data);
    noteMatching(record, predictions, matched);
    if (auto m = noteOf(lackOf(data, record.predictions)); !m.empty())
        record.warnings.push_back(std::move(m));
    if (auto assumption = assumptionOf(data))
        record.warnings.push_back(std::move(*assumption));
    return record;
}

std::optional<Score> claimedScore(const ImportedPredictions& predictions, const MatchedPredictions& matched,
                                  const Dataset& data)
{
    if (!predictions.claim || !predictions.claim->isShare)
        return std::nullopt;
    std::vector<ScoredAnswer> scored;
    for (size_t i = 0; i < matched.rows.size(); ++i)
        if (const auto place = matched.rows[i]; place && predictions.rows[*place].score)
            scored.push_back(
                {&data.questions[i], *predictions.rows[*place].score, *predictions.rows[*place].prediction});
    return summarize(metricOf(data), scored);
}

std::vector<size_t> scoredOtherwise(const ImportedPredictions& predictions, const MatchedPredictions& matched,
                                    const RunRecord& record)
{
    constexpr double rounding = 1e-6; // files write few digits
    std::vector<size_t> places;
    if (!predictions.claim || !predictions.claim->isShare)
        return places;
    for (size_t i = 0; i < record.predictions.size(); ++i) {
        const auto& prediction = record.predictions[i];
        const auto& score = predictions.rows[matched.rows.at(prediction.row).value()].score;
        if (score && prediction.isScored && std::abs(*score - prediction.score) > rounding)
            places.push_back(i);
    }
    return places;
}

}
