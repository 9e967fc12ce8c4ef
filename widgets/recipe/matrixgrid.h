// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "quant/plan.h"

class QGridLayout;

namespace quantscope {

// Rows of equal height: a head, a sign for more, and three columns that share what width is left. Cells with an issue
// have its sign at their left edge.
class MatrixGrid : public QWidget
{
    Q_OBJECT

public:
    static constexpr int towerColumns = 3;

    explicit MatrixGrid(QWidget* parent = nullptr);

    void addTitles(QWidget* corner, const std::vector<QWidget*>& titles); // of the towers' columns
    void addRule(); // a line above the next row
    // One cell reaches over all columns; null: none.
    void addRow(QWidget* head, QWidget* sign, const std::vector<QWidget*>& cells);
    void setWidths(int head, int column);
    void setRowHeight(int);

    struct Mark
    {
        const QWidget* cell;
        Severity severity;
    };
    void setMarks(std::vector<Mark>);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void take(QWidget*);

    QGridLayout* m_layout;
    std::vector<QWidget*> m_widgets;
    std::vector<QWidget*> m_titles; // parallel to allTowers()
    std::vector<int> m_rules; // rows of the layout
    std::vector<Mark> m_marks;
    int m_row = 0;
};

QString severitySign(Severity);

}
