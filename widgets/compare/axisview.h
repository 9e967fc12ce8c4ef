// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "archive/runaxis.h"
#include "common/saveas.h"

class QComboBox;
class QLabel;
class QSplitter;
class QTableView;

namespace quantscope {

class AxisPlot;
class TextTableModel;

// Runs that differ in one field alone, along this field: a choice of it, a plot and a table.
class AxisView : public QWidget
{
    Q_OBJECT

public:
    explicit AxisView(SaveAs, QWidget* parent = nullptr);

    void setAxis(const RunAxis&); // with the choices and, for a path, its lines
    void setBusy(bool);
    void setProblem(const QString&); // why there is none
    QString path() const; // that was chosen last; empty: none
    void setPath(const QString&); // asks for it once it is seen
    AxisPlot* plot() const;
    QTableView* table() const;

Q_SIGNALS:
    void axisRequested(QString path);
    void showRunRequested(QString id);

protected:
    void showEvent(QShowEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    void fillChoices();
    void choose(const QString& path);
    QString pathOf(const QString& typed) const;
    void selectPoint(int point);
    void activate(int point);
    int currentPoint() const;
    QString emptyText() const;

    RunAxis m_axis;
    QString m_path, m_problem;
    QComboBox* m_choice = nullptr;
    QLabel* m_count = nullptr;
    QSplitter* m_splitter = nullptr;
    AxisPlot* m_plot = nullptr;
    TextTableModel* m_model = nullptr;
    QTableView* m_table = nullptr;
};

}
