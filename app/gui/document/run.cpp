// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/run.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

#include "archive/runarchive.h"
#include "common/coretext.h"
#include "common/numbertext.h"
#include "common/worktext.h"
#include "experiments/presets.h"
#include "run/protocolfacts.h"

namespace quantscope {

Run runOf(int id, RunRecord record, const WorkspaceInfo& opened)
{
    Run run;
    run.id = id;
    run.record = std::move(record);
    run.plan = resolve(recipeOf(run), opened.outline->layers);
    run.transforms = transformKey(run.plan);
    if (run.record.layers.size() != opened.outline->layers.size())
        run.record.layers = plannedLayers(opened.outline->layers, run.plan);
    if (run.record.size.bytes == 0 && !run.record.imported)
        run.record.size = estimateSize(run.plan, *opened.outline);
    run.answers.resize(opened.data->questions.size());
    for (const auto& prediction : run.record.predictions)
        if (prediction.row < run.answers.size())
            run.answers[prediction.row] = prediction;
    return run;
}

RunStart rebuildStart(const RunRecord& record)
{
    RunStart start;
    start.spec = record.spec;
    start.known = record.predictions;
    return start;
}

Run floatRun(const QString& name)
{
    Run run;
    run.record.id = newRunId();
    run.record.name = name.toStdString();
    run.record.state = RunState::Running;
    run.record.started = timeNow();
    return run;
}

bool isOnOpenedFiles(const RunSummary& run, const WorkspaceInfo& opened)
{
    return (run.modelHash.empty() || run.modelHash == opened.modelHash) && run.dataHash == opened.dataHash;
}

bool isOnOpenedFiles(const RunRecord& record, const WorkspaceInfo& opened)
{
    if (record.dataFile.sha256 != opened.dataHash)
        return false;
    const auto& benchmark = record.protocol.benchmark; // earlier versions did not tell
    return record.imported ||
        (joinedHash(record.modelFiles) == opened.modelHash &&
         (benchmark.empty() || benchmark == opened.data->benchmark->id));
}

bool isOfThisMachine(const RunRecord& record, const WorkspaceInfo& opened)
{
    return !record.imported && isOnOpenedFiles(record, opened) && record.spec.loadWeights.empty() &&
        record.spec.maxNewTokens < 0 && record.environment.device == opened.environment.device &&
        record.environment.dtype == opened.environment.dtype;
}

bool sameRecipe(Recipe a, Recipe b)
{
    a.name = b.name = {};
    return a == b;
}

bool isFloat(const Recipe& recipe)
{
    Recipe plain;
    plain.calibration = recipe.calibration;
    plain.seed = recipe.seed;
    plain.protocol = recipe.protocol;
    return sameRecipe(recipe, plain);
}

QString nameOf(const Run& run)
{
    return run.id == 0 ? QCoreApplication::translate("RunNames", "Float") : runNameText(run.record.name);
}

QString runNameText(const std::string& name)
{
    const Preset* base = nullptr;
    for (const auto& preset : presets()) {
        const bool begins = name.starts_with(preset.title) && (!base || preset.title.size() > base->title.size());
        const auto rest = begins ? std::string_view(name).substr(preset.title.size()) : std::string_view();
        if (begins && (rest.empty() || rest.starts_with(" + ") || rest.starts_with(", ")))
            base = &preset;
    }
    return base ? coreText(base->title) + QString::fromStdString(name.substr(base->title.size()))
                : QString::fromStdString(name);
}

Recipe recipeOf(const Run& run)
{
    return run.record.spec.recipe.value_or(Recipe());
}

bool isComplete(const Run& run)
{
    return run.record.state == RunState::Complete;
}

ImageRoute imagesOf(const Run& run)
{
    return imageRouteOf(protocolOf(run.record.spec));
}

bool areComparable(const Run& a, const Run& b, const Dataset& data)
{
    return answerConventions(protocolOf(a.record.spec), data) == answerConventions(protocolOf(b.record.spec), data);
}

bool haveSameFloatAnswers(Protocol a, Protocol b, const WorkspaceInfo& opened)
{
    return answerConventions(a, *opened.data) == answerConventions(b, *opened.data);
}

bool haveSameFloatInputs(Protocol a, Protocol b, const WorkspaceInfo& opened)
{
    const bool fixed = opened.choseCalibration || opened.calibration == opened.data;
    return imageRouteOf(a) == imageRouteOf(b) && (fixed || calibratesOnBenchmark(a) == calibratesOnBenchmark(b));
}

ScoreMeaning meaningOf(const Run& run, const Dataset& data)
{
    const auto& facts = run.record.protocol;
    return facts.benchmark.empty() ? meaningOf(run.record.spec, data) : scoreMeaning(facts);
}

ScoreMeaning meaningOf(const RunSpec& spec, const Dataset& data)
{
    return scoreMeaning(protocolFacts(spec, data, {}));
}

QString reusedText(const RunRecord& record)
{
    QStringList stages;
    for (const auto stage : record.reused)
        stages << QString::fromUtf8(stageTitle(stage).data(), qsizetype(stageTitle(stage).size()));
    return stages.join(QStringLiteral(", "));
}

double correctOf(const Answers& answers)
{
    double correct = 0;
    for (const auto& answer : answers)
        correct += answer ? answer->score : 0;
    return correct;
}

int64_t answeredOf(const Answers& answers)
{
    return std::count_if(answers.begin(), answers.end(), [](const auto& answer) { return answer.has_value(); });
}

int64_t scoredOf(const Answers& answers)
{
    return std::count_if(answers.begin(), answers.end(), [](const auto& answer) { return answer && answer->isScored; });
}

void RunProgress::take(const RunNews& news)
{
    stage = QString::fromStdString(news.stage);
    what = QString::fromStdString(news.what);
    stageFraction = news.stageFraction;
    if (news.at)
        time.report(*news.at, news.stageFraction, elapsed());
    fraction = std::max(fraction, timeLeft() ? time.done(elapsed()) : news.fraction);
}

std::optional<SecondsRange> RunProgress::timeLeft() const
{
    return time.left(elapsed());
}

CommonScore commonScore(const Answers& first, const Answers& second)
{
    CommonScore common;
    for (size_t row = 0; row < first.size() && row < second.size(); ++row)
        if (first[row] && second[row] && first[row]->isScored && second[row]->isScored) {
            common.first += first[row]->score;
            common.second += second[row]->score;
            ++common.questions;
        }
    return common;
}

QString workText(const RunProgress& live)
{
    const QString percent = percentText(std::floor(100 * std::clamp(live.stageFraction, 0.0, 1.0)) / 100);
    if (live.stage.isEmpty())
        return QCoreApplication::translate("RunProgress", "starting");
    return QCoreApplication::translate("RunProgress", "%1, %2").arg(workText(live.stage), percent);
}

}
