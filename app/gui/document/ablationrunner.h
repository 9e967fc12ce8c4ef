// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

#include "gui/document/run.h"
#include "learn/stepspage.h"
#include "run/ablation.h"

namespace quantscope {

class Document;
class RunList;

// Takes the session through the steps of an ablation, one ordinary run after the other. It stops when somebody else
// changes the recipe or stops the run, and can go on from there.
class AblationRunner : public QObject
{
    Q_OBJECT

public:
    // `calibration` replaces the steps' own, for tests.
    AblationRunner(Document&, RunList&, const Ablation&, QObject* parent,
                   const CalibrationRecipe* calibration = nullptr);

    void start(bool fromTheFirst);
    void stop(); // after the step under way
    bool isRunning() const
    {
        return m_running;
    }
    std::vector<StepRow> rows() const;

Q_SIGNALS:
    void changed();

private:
    const Run* runOf(size_t stage) const; // complete, with the window's number of questions
    void runNext();
    void look();
    void findDemo();
    void giveUp(const QString& why);

    Document& m_document;
    RunList& m_runs;
    const Ablation& m_ablation;
    std::vector<Recipe> m_recipes;
    size_t m_stage = 0;
    bool m_isDemo = false; // the open model
    QString m_problem;
    bool m_running = false, m_stopping = false, m_starting = false;
};

}
