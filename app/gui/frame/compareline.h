// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QToolButton;

namespace quantscope {

class Document;
class RunList;

// What all views compare, in one line: the shown run or the one under way, the baseline, and on how many questions. Its
// parts keep their places, whatever stands in them.
class CompareLine : public QWidget
{
    Q_OBJECT

public:
    CompareLine(const Document&, RunList&, QWidget* parent = nullptr);

    void setRebuild(QAction*); // as a button, while it can be done
    QString shownText() const; // whole, also where it is cut on the screen
    QString questionsText() const;

Q_SIGNALS:
    void shownClicked();
    void questionsClicked();

private:
    void fillBaselines();
    void showRuns();
    void showQuestions();

    const Document& m_document;
    RunList& m_runs;
    QToolButton* m_shown;
    QComboBox* m_baseline;
    QToolButton* m_questions;
    QToolButton* m_rebuild;
};

}
