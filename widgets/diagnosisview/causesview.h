// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "common/saveas.h"
#include "diagnosis/checkresult.h"
#include "diagnosis/diagnose.h"

class QLabel;
class QPushButton;
class QTableView;

namespace quantscope {

class TextTableModel;

// What is wrong with a run: the first bad layer, the causes as a list, and for the selected one its sentence and its
// fix.
class CausesView : public QWidget
{
    Q_OBJECT

public:
    explicit CausesView(SaveAs, QWidget* parent = nullptr);

    void setDiagnosis(std::shared_ptr<const Diagnosis>); // null: none yet
    // What the guided check of the same run has found, with the causes; null: it has not come to an end.
    void setCheck(std::shared_ptr<const GuidedCheck>);
    void setPlaceholder(const QString&); // what is said without one
    void setUpdating(bool);
    void setSelectedLayer(int);
    QTableView* table() const
    {
        return m_table;
    }

signals:
    void layerSelected(int layer);
    void checkRequested(); // to be seen
    void fixRequested(const quantscope::Fix&);

protected:
    void changeEvent(QEvent*) override;

private:
    void fill();
    void showFinding();
    const Finding* selected() const;

    void showCheck();

    std::shared_ptr<const Diagnosis> m_diagnosis;
    std::shared_ptr<const GuidedCheck> m_check;
    QString m_placeholder;
    QLabel* m_first;
    QPushButton* m_showFirst;
    QLabel* m_found; // by the check
    QPushButton* m_showCheck;
    QLabel* m_hint;
    TextTableModel* m_model;
    QTableView* m_table;
    QWidget* m_details;
    QLabel* m_sentence;
    QLabel* m_help;
    QPushButton* m_apply;
};

}
