// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>

#include <vector>

#include "runs/runrow.h"

namespace quantscope::test {

inline QString runId(int number)
{
    return QStringLiteral("%1").arg(number, 16, 16, QChar('0'));
}

inline RunRow madeUpRun(int number, const QString& name, std::optional<double> correct,
                        RunState phase = RunState::Complete, const QString& state = {})
{
    RunRow run;
    run.id = runId(number);
    run.name = name;
    run.correct = correct;
    run.total = run.wanted = run.answered = 400;
    run.phase = phase;
    run.state = state;
    run.model = "InternVL2-1B";
    run.data = "OCRBench";
    run.started = QDateTime(QDate(2026, 2, 3), QTime(4, number), QTimeZone::utc());
    return run;
}

// The float model, which is pinned; one that is shown and has problems; one under way.
inline std::vector<RunRow> threeRuns()
{
    std::vector<RunRow> rows{madeUpRun(0, "Float", 354), madeUpRun(1, "Naive", 20),
                             madeUpRun(2, "Next", {}, RunState::Running, "running 40 %")};
    rows[0].isBaseline = rows[0].pinned = true;
    rows[0].bitsPerWeight = 16;
    rows[0].bytes = 15.7e6;
    rows[0].seconds = 42;
    rows[1].current = true;
    rows[1].note = "breaks";
    rows[1].bitsPerWeight = 8.1;
    rows[1].bytes = 8.2e6;
    rows[1].seconds = 51;
    rows[1].problems = QStringList{"llm.0: damped"};
    rows[2].answered = 160;
    return rows;
}

// Two models, two benchmarks, tags, experiments and every state.
inline std::vector<RunRow> manyKinds()
{
    auto rows = threeRuns();
    rows[1].tags = QStringList{"bad", "paper"};
    rows[1].experiment = "Down projections";
    rows.push_back(madeUpRun(3, "MQuant W8A8 + W4A8", 352));
    rows[3].tags = QStringList{"paper"};
    rows.push_back(madeUpRun(4, "QuaRot", 100, RunState::Interrupted, "interrupted, 212 of 400 answered"));
    rows[4].answered = rows[4].total = 212;
    rows.push_back(madeUpRun(5, "GPTQ", {}, RunState::Failed, "failed: no room"));
    rows.push_back(madeUpRun(6, "GPTQ", 30, RunState::Cancelled, "cancelled"));
    rows.push_back(madeUpRun(7, "Later", {}, RunState::Waiting, "waiting"));
    rows[7].answered = 0;
    rows.push_back(madeUpRun(8, "Naive on the large one", 70));
    rows[8].total = rows[8].wanted = rows[8].answered = 100;
    rows[8].model = "InternVL2-8B";
    rows[8].data = "TextVQA";
    rows[8].here = false;
    return rows;
}

}
