// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <set>

#include "common/saveas.h"
#include "diagnosis/checkresult.h"
#include "diagnosis/findinggroups.h"

class QLabel;
class QPushButton;
class QTableView;

namespace quantscope {

class TextTableModel;

// What is wrong with a run: the first bad layer, the causes as a list, one row for all layers where the same is wrong
// and the same helps, which opens to a row for each; and for the selected one its sentence and its fix.
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
    // A group, or one finding of an open one.
    struct Row
    {
        size_t group = 0;
        std::optional<size_t> finding;
    };

    void buildDetails();
    void fill();
    void fillTable();
    void showSelected();
    void toggle(size_t group);
    void showCheck();
    const Row* selected() const;
    bool isAbout(const Row&, int layer) const;
    const Finding& worstOf(const Row&) const;
    const std::optional<Fix>& fixOf(const Row&) const;
    QString openKey(size_t group) const;

    std::shared_ptr<const Diagnosis> m_diagnosis;
    std::shared_ptr<const GuidedCheck> m_check;
    std::vector<FindingGroup> m_groups;
    std::vector<Row> m_rows; // of the table
    std::set<QString> m_open; // keys of groups
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
    QLabel* m_layers; // of the selected group
    QPushButton* m_toggle;
    QLabel* m_help;
    QPushButton* m_apply;
};

}
