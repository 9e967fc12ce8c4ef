// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <QStringList>

#include "archive/runsummary.h"
#include "common/scoremeaning.h"
#include "engine/jobs.h"
#include "run/timeleft.h"

namespace quantscope {

// A run as the window holds it: its record, as far as it is known, and what follows from it. Run 0 is the float model:
// always there, complete once all its answers are known.
struct Run
{
    int id = 0;
    RunRecord record;
    Plan plan;
    std::string transforms; // transformKey() of the plan
    Answers answers; // by row of the benchmark
    std::string group; // of the queue; empty: it was started by itself
};

// A run with this record, of the open workspace.
Run runOf(int id, RunRecord, const WorkspaceInfo&);

// The float model's before anything is known of it.
Run floatRun(const QString& name);

// Makes the models of a run again; its answers are known and not asked.
RunStart rebuildStart(const RunRecord&);

// By content, wherever the files lie. Answers of other programs belong to every model.
bool isOnOpenedFiles(const RunSummary&, const WorkspaceInfo&);
// A file may have been another benchmark under another name, with other prompts: only the record knows.
bool isOnOpenedFiles(const RunRecord&, const WorkspaceInfo&);
// Made as this window would make it: another device or another type of numbers may give other answers.
bool isOfThisMachine(const RunRecord&, const WorkspaceInfo&);

QString nameOf(const Run&);
// In the language of the window as far as the name is a preset's; what others called a run stays.
QString runNameText(const std::string& name);
Recipe recipeOf(const Run&); // the float model's changes nothing
bool isComplete(const Run&);

// The route on which images reach its model.
ImageRoute imagesOf(const Run&);
// Their answers can be compared: both got the same images and are scored by the same metric.
bool areComparable(const Run&, const Run&, const Dataset&);
// A float run under one of the protocols serves the other one: as answers, and with what enters its layers.
bool haveSameFloatAnswers(Protocol, Protocol, const WorkspaceInfo&);
bool haveSameFloatInputs(Protocol, Protocol, const WorkspaceInfo&);

// The same settings, whatever the names.
bool sameRecipe(Recipe, Recipe);
bool isFloat(const Recipe&);

// What its score means: of a run that has not ended, as far as it follows from its settings and the data.
ScoreMeaning meaningOf(const Run&, const Dataset&);
ScoreMeaning meaningOf(const RunSpec&, const Dataset&);

// "transform, quantize weights": what the run found in the cache.
QString reusedText(const RunRecord&);

double correctOf(const Answers&);
int64_t answeredOf(const Answers&);
int64_t scoredOf(const Answers&); // of these

// Of two runs, on the questions to which both have scored answers.
struct CommonScore
{
    double first = 0, second = 0; // correct ones
    int64_t questions = 0;
};
CommonScore commonScore(const Answers&, const Answers&);

// How far the run under way has come; what it has found stands in the run itself.
struct RunProgress
{
    int id = 0; // 0: the float model
    FeedPtr feed;
    QElapsedTimer clock;
    std::vector<char> weightFresh, errorFresh; // by layer
    QString stage, what;
    double stageFraction = 0;
    double fraction = 0; // of the whole; never falls
    TimeLeft time;

    double elapsed() const // seconds
    {
        return static_cast<double>(clock.elapsed()) / 1000;
    }
    void take(const RunNews&);
    std::optional<SecondsRange> timeLeft() const; // unset: nothing is planned
};

// "quantize weights, 12 %": what a run under way is doing, for views that wait for it.
QString workText(const RunProgress&);

}
