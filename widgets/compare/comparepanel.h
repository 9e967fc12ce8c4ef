// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "archive/comparability.h"
#include "common/saveas.h"
#include "tasks/dataset.h"

class QLabel;
class QStackedWidget;
class QTableView;
class QTabWidget;

namespace quantscope {

class AxisView;
class CurvesPlot;
class QuestionsView;
class RunLegend;
class TextTableModel;

// Two to eight runs side by side: scores, tests of every two, errors of the layers, recipes, questions, and runs along
// one field of the recipe. Runs are chosen by id; the owner answers runsChanged() with setComparison().
class ComparePanel : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Scores, Pairs, Layers, Recipe, Questions, Axis, TabCount };

    explicit ComparePanel(SaveAs, QWidget* parent = nullptr);

    // Each once, the first mostCompared; says so when there are more.
    void setRuns(const QStringList& ids);
    void addRuns(const QStringList& ids);
    const QStringList& runs() const
    {
        return m_ids;
    }
    // Of these runs, in their order; null: it is not known yet.
    void setComparison(std::shared_ptr<const ComparedRuns>);
    void setBusy(bool);
    void setProblem(const QString&); // empty: none
    void setReference(int run); // of differences
    void setDataset(std::shared_ptr<const Dataset>); // that is open; null: none
    void showTab(Tab);

    RunLegend* legend() const;
    QTableView* table(Tab) const; // of Scores, Pairs and Recipe
    CurvesPlot* curves() const;
    QuestionsView* questions() const;
    AxisView* axis() const;

Q_SIGNALS:
    void runsChanged(QStringList ids);
    void showRunRequested(QString id);
    void questionChosen(int row); // of the open benchmark
    void axisRequested(QString path);

protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;

private:
    // A tab's content, or why there is none.
    struct Page
    {
        QStackedWidget* stack = nullptr;
        QLabel* hint = nullptr;
        TextTableModel* model = nullptr; // of a table
        QTableView* table = nullptr;
    };

    void addPage(Tab, const QString& title, QWidget* content);
    void addTablePage(Tab, const QString& title, const QString& accessibleName, const QString& exportName);
    QWidget* createLayers();
    void connectLegend();
    void openCategory(const QModelIndex&);
    void fill();
    void fillTables();
    void fillTable(Tab);
    void fitColumns(const Page&);
    int cellWidth(const Page&, int column) const; // in pixels
    void fillNotes();
    void fillHints();
    void updateLegendHeight();
    QString hintFor(Tab) const; // empty: there is content
    bool isCompared() const;

    SaveAs m_saveAs;
    QStringList m_ids;
    std::shared_ptr<const ComparedRuns> m_compared;
    QString m_problem, m_surplus;
    bool m_busy = false;
    int m_reference = 0;
    RunLegend* m_legend = nullptr;
    QLabel* m_notes = nullptr;
    QTabWidget* m_tabs = nullptr;
    std::vector<Page> m_pages;
    CurvesPlot* m_curves = nullptr;
    QuestionsView* m_questions = nullptr;
    AxisView* m_axis = nullptr;
};

}
