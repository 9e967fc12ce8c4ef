// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "common/saveas.h"
#include "plots/scorerow.h"

class QLabel;
class QSplitter;
class QTableView;

namespace quantscope {

class ScorePlot;
class ScoreTableModel;

// The score at a glance: the total in large figures, the categories as bars and as a table.
class ScoresPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ScoresPanel(SaveAs, QWidget* parent = nullptr);

    void setRows(std::vector<ScoreRow>, const QString& pinnedName); // empty name: nothing but float is pinned
    // What the score means, one clause each and the most telling first; empty: not known.
    void setFacts(const QStringList&);
    void setTotalInterval(std::optional<Interval>); // of the hits of all answered questions
    void setUpdating(bool);
    void setPlaceholder(const QString&);

    ScorePlot* plot() const;
    QTableView* table() const;

protected:
    void changeEvent(QEvent*) override;

private:
    void makeTable(SaveAs);
    void fill();
    void fillTotal();
    void fillFacts();
    QString baselineName() const;

    std::vector<ScoreRow> m_rows;
    QString m_pinnedName;
    QStringList m_factList;
    std::optional<Interval> m_interval;
    QLabel* m_total = nullptr;
    QLabel* m_details = nullptr;
    QLabel* m_facts = nullptr;
    ScorePlot* m_plot = nullptr;
    QTableView* m_table = nullptr;
    ScoreTableModel* m_model = nullptr;
};

}
