// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "common/scoremeaning.h"
#include "learn/learnpage.h"

class QTableWidget;

namespace quantscope {

class LessonPlot;

// One line of the step-through.
struct StepRow
{
    enum State { Waiting, Running, Done, Failed };

    QString title, why, problem;
    State state = Waiting;
    std::optional<double> correct, meanSqnrDb, seconds;
    int expected = -1; // correct answers of the whole benchmark, as measured before; -1: not known
    int64_t questions = 0;
    bool isFloat = false; // the line to compare with
    ScoreMeaning meaning = {}; // of the score
};

// Recipes in steps, each of them a run of the window: hits and layer errors after every one. Two pages: what breaks and
// heals the demo, and the parts of the published recipe.
class StepsPage : public LearnPage
{
    Q_OBJECT

public:
    enum Walk { Ladder, Published };
    Q_ENUM(Walk)

    explicit StepsPage(Walk, QWidget* parent = nullptr);

    Walk walk() const
    {
        return m_walk;
    }

    void setRows(const std::vector<StepRow>&, bool running);
    QString text() const override;
    bool needsLesson() const override;

Q_SIGNALS:
    void startRequested(bool fromTheFirst);
    void stopRequested();

protected:
    void refresh(const LessonData&) override;

private:
    void fillTable(const std::vector<StepRow>&);
    void drawPlots(const std::vector<StepRow>&);

    const Walk m_walk;
    QPushButton* m_start = nullptr;
    QPushButton* m_continue = nullptr;
    QPushButton* m_stop = nullptr;
    QTableWidget* m_table = nullptr;
    LessonPlot* m_correct = nullptr;
    LessonPlot* m_errors = nullptr;
};

}
