// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QElapsedTimer>
#include <QString>

#include "engine/jobs.h"

namespace quantscope {

// One run of the session. Run 0 is the float model: always there, complete once all its answers are known.
struct Run
{
    enum State { Running, Complete, Cancelled, Failed };

    int id = 0;
    QString name, note, problem;
    Recipe recipe;
    Plan plan;
    std::string transforms; // transformKey() of recipe and plan
    int64_t limit = -1;
    State state = Running;
    QDateTime when;
    RunOutcome outcome;
};

// A report per layer that knows only what is planned.
std::vector<LayerReport> plannedLayers(const ModelOutline&, const Plan&);

// "transform, quantize weights": what the run found in the cache.
QString reusedText(const RunOutcome&);

double hitsOf(const Answers&);
int64_t answeredOf(const Answers&);

// What the job under way has told so far.
struct LiveRun
{
    int id = 0; // 0: the float baseline
    Recipe recipe;
    Plan plan;
    std::string transforms;
    FeedPtr feed;
    QElapsedTimer clock;
    std::vector<LayerReport> layers;
    std::vector<char> weightFresh, errorFresh; // by site
    Answers answers;
    QString stage, what;
    double stageFraction = 0, fraction = 0;

    // Seconds; negative while it cannot be told.
    double timeLeft() const;
};

}
