// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "common/saveas.h"
#include "common/scoremeaning.h"
#include "diagnosis/checkresult.h"

class QLabel;
class QPushButton;
class QTableView;

namespace quantscope {

class CheckBar;
class TextTableModel;

// The guided check as a list that fills while it runs: each step with its evidence and its verdict.
class CheckView : public QWidget
{
    Q_OBJECT

public:
    explicit CheckView(SaveAs, QWidget* parent = nullptr);

    void setAvailable(bool, const QString& reason); // a run is there to check; else why not
    void setCheck(std::shared_ptr<const GuidedCheck>); // null: none yet
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
    void layerSelected(int layer);
    void fixRequested(const quantscope::Fix&);

protected:
    void changeEvent(QEvent*) override;

private:
    void fill();
    void updateControls();

    std::shared_ptr<const GuidedCheck> m_check;
    QString m_reason, m_problem;
    bool m_available = false;
    CheckBar* m_bar;
    QLabel* m_hint;
    TextTableModel* m_model;
    QTableView* m_table;
    QLabel* m_help;
    QPushButton* m_apply;
};

}
