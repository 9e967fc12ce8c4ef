// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

#include "experiments/ablation.h"
#include "gui/document/run.h"
#include "learn/stepspage.h"

namespace quantscope {

class Document;
class RunList;

// The steps of an ablation as ordinary runs, one after the other in the queue. It stops when a step fails or is
// stopped, and can go on from there; the recipe in the editor has nothing to do with it.
class AblationRunner : public QObject
{
    Q_OBJECT

public:
    // `calibration` replaces the steps' own, for tests.
    AblationRunner(Document&, RunList&, const Ablation&, QObject* parent,
                   const CalibrationRecipe* calibration = nullptr);

    void start(bool fromTheFirst);
    void stop(); // after the step under way
    bool isRunning() const;
    std::vector<StepRow> rows() const;

Q_SIGNALS:
    void changed();

private:
    const Run* runOf(size_t step) const; // complete, with the window's number of questions
    QString problemOf(size_t step) const;
    void look();
    void findDemo();

    Document& m_document;
    RunList& m_runs;
    const Ablation& m_ablation;
    std::string m_group; // in the queue
    std::vector<Recipe> m_recipes;
    std::vector<std::string> m_queued; // by step: its id in the queue
    bool m_isDemo = false; // the open model
    size_t m_refused = 0; // the step that could not start, and why
    QString m_refusal;
};

}
