// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QStringList>

#include <optional>

#include "archive/comparison.h"
#include "run/runrecord.h"

namespace quantscope {

inline bool canCompare(qsizetype runs)
{
    return runs >= 2 && runs <= static_cast<qsizetype>(mostCompared);
}

// One run as the list shows it.
// Against another run, on the questions of both.
struct PairedScore
{
    double difference = 0; // of correct answers, more than the other run
    qint64 questions = 0;

    bool operator==(const PairedScore&) const = default;
};

struct RunRow
{
    QString id; // of the record
    bool isBaseline = false; // the float model of what is open: keeps its name and stays
    bool here = true; // belongs to the open model and benchmark
    QString name, note, experiment;
    QString parent; // name of the run that it was edited from
    QStringList tags;
    QString model, data;
    QString state; // a sentence: "running 40 %", "interrupted, 212 of 400 answered", "failed: …"
    RunState phase = RunState::Complete;
    bool pinned = false, current = false;
    std::optional<double> correct; // of `total` scored questions; fractional where a question is worth a share
    qint64 total = 0, answered = 0;
    qint64 wanted = 0; // 0 while it is not known
    bool isPart = false; // has answered a part of the benchmark only
    std::optional<PairedScore> paired; // against the pinned run, where the answers of both are known
    double bitsPerWeight = 0, bytes = 0, seconds = 0; // 0: not known
    QDateTime started;
    QStringList problems;
    QString protocol; // in a word
    QStringList facts; // what its score means

    bool operator==(const RunRow&) const = default;
};

// Its state; a run that has all its answers waits for nothing.
inline RunState phaseOf(const RunRow& run)
{
    const bool whole = run.wanted > 0 && run.answered >= run.wanted;
    return run.phase == RunState::Waiting && whole ? RunState::Complete : run.phase;
}

// From 0 to 1. A run that has not ended well has none: its first few answers say little.
inline std::optional<double> scoreOf(const RunRow& run)
{
    if (phaseOf(run) != RunState::Complete || !run.correct || run.total <= 0)
        return {};
    return *run.correct / static_cast<double>(run.total);
}

// It can go on from where it stopped.
inline bool canContinue(const RunRow& run)
{
    const auto phase = phaseOf(run);
    return phase == RunState::Interrupted || phase == RunState::Cancelled || phase == RunState::Failed;
}

}
