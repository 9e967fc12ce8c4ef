// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "common/saveas.h"
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
    void setPlaceholder(const QString&); // what is said without one
    void setUpdating(bool);
    void setSelectedLayer(int);
    QTableView* table() const
    {
        return m_table;
    }

signals:
    void layerSelected(int layer);
    void fixRequested(const quantscope::Fix&);

protected:
    void changeEvent(QEvent*) override;

private:
    void fill();
    void showFinding();
    const Finding* selected() const;

    std::shared_ptr<const Diagnosis> m_diagnosis;
    QString m_placeholder;
    QLabel* m_first;
    QPushButton* m_showFirst;
    QLabel* m_hint;
    TextTableModel* m_model;
    QTableView* m_table;
    QWidget* m_details;
    QLabel* m_sentence;
    QLabel* m_help;
    QPushButton* m_apply;
};

}
