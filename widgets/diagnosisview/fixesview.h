// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "common/saveas.h"
#include "common/scoremeaning.h"
#include "diagnosis/trialresult.h"

class QLabel;
class QPushButton;
class QTableView;

namespace quantscope {

class CheckBar;
class TextTableModel;

// What single changes of a run's recipe bring, measured, as a list that fills while they are tried: the best first.
class FixesView : public QWidget
{
    Q_OBJECT

public:
    explicit FixesView(SaveAs, QWidget* parent = nullptr);

    void setAvailable(bool, const QString& reason); // a run is there to change; else why not
    void setTrials(std::shared_ptr<const FixTrials>); // null: none yet
    void setRunning(bool, double fraction = 0, const QString& what = {});
    void setProblem(const QString&);
    void setMeaning(const ScoreMeaning&); // of the answers that it counts
    QTableView* table() const
    {
        return m_table;
    }

signals:
    void startRequested(int questions);
    void stopRequested();
    void runRequested(const quantscope::Fix&); // with this change

protected:
    void changeEvent(QEvent*) override;

private:
    void fill();
    void select(const Fix&);
    void showSelected();
    void updateControls();
    QString summary() const;
    const TriedFix* selected() const;

    std::shared_ptr<const FixTrials> m_trials;
    QString m_reason, m_problem;
    bool m_available = false;
    CheckBar* m_bar;
    QLabel* m_summary;
    QLabel* m_hint;
    TextTableModel* m_model;
    QTableView* m_table;
    QLabel* m_change;
    QPushButton* m_run;
};

}
