#pragma once

#include <optional>
#include <vector>

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
    std::optional<double> hits, meanSqnrDb, seconds;
    int64_t questions = 0;
    bool isFloat = false; // the line to compare with
};

// The published recipe in steps, each of them a run of the window: hits and layer errors after every one.
class StepsPage : public LearnPage
{
    Q_OBJECT

public:
    explicit StepsPage(QWidget* parent = nullptr);

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

    QPushButton* m_start = nullptr;
    QPushButton* m_continue = nullptr;
    QPushButton* m_stop = nullptr;
    QTableWidget* m_table = nullptr;
    LessonPlot* m_hits = nullptr;
    LessonPlot* m_errors = nullptr;
};

}
