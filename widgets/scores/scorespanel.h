// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "common/saveas.h"
#include "plots/scorerow.h"

class QLabel;
class QTableView;

namespace quantscope {

class ScoreOrder;
class ScorePlot;
class ScoreTableModel;

// The score at a glance: the total in large figures, and the categories as a table with bars in its cells, which
// leaves out its last columns where it is narrow. `categoryChosen` when the user clicks a category or presses Enter
// there, with an empty name for the total; `categoryOpened` when they want its first flip.
class ScoresPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ScoresPanel(SaveAs, QWidget* parent = nullptr);

    void setRows(std::vector<ScoreRow>, const QString& pinnedName); // empty name: nothing but float is pinned
    void setShownName(const QString&); // of the run that the rows are about
    // What the score means, one clause each and the most telling first; empty: not known.
    void setFacts(const QStringList&);
    void setAwaited(const QString&); // what the rows wait for: they are of the run before, and pale; empty: nothing
    void setPlaceholder(const QString&); // shown while there are no rows

    ScorePlot* plot() const; // not shown: the figure that is copied and saved
    QTableView* table() const;

signals:
    void categoryChosen(const QString& category);
    void categoryOpened(const QString& category);

protected:
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    void makeLabels();
    void makeTable(SaveAs);
    void addActions();
    void fill();
    void fillTotal();
    void fillDetails(const ScoreRow&);
    void fillFacts();
    void fitColumns();
    int contentWidth(int column, bool words) const;
    int wholeNowWidth() const;
    void tellCategory(const QModelIndex&, bool open);
    QList<int> sourceRows(bool selectedOnly) const;
    QString baselineName() const;

    std::vector<ScoreRow> m_rows;
    QString m_pinnedName, m_shownName, m_awaited, m_placeholder;
    QStringList m_factList;
    QLabel* m_total = nullptr;
    QLabel* m_details = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_empty = nullptr;
    ScorePlot* m_plot = nullptr;
    QTableView* m_table = nullptr;
    ScoreTableModel* m_model = nullptr;
    ScoreOrder* m_order = nullptr;
};

}
