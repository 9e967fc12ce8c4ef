// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

#include "common/saveas.h"
#include "compare/questionfilter.h"
#include "tasks/dataset.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;

namespace quantscope {

class ComparedQuestionView;

// The matrix of questions and runs, and in its place one question large.
class QuestionsView : public QWidget
{
    Q_OBJECT

public:
    explicit QuestionsView(SaveAs, QWidget* parent = nullptr);

    void setRuns(std::shared_ptr<const ComparedRuns>); // null: none
    void setReference(size_t run);
    void setDataset(std::shared_ptr<const Dataset>); // that is open; null: none is
    void openQuestion(int question); // a row of the matrix
    void showTable();
    void showCategory(const QString&); // in the table; empty: all
    bool isLarge() const;
    QuestionMatrix* matrix() const;
    QuestionFilter* filter() const;
    QTableView* table() const;
    ComparedQuestionView* largeView() const;

Q_SIGNALS:
    void questionChosen(int row); // of the open benchmark

protected:
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    QWidget* createList(SaveAs);
    QWidget* createBar();
    QComboBox* createChoice(const QStringList&, const QString& accessibleName, const QString& toolTip);
    void fillCategories();
    void fitColumns();
    void openCurrent();
    void step(int direction);
    void updateLarge();
    void updateCount();
    int openRow(int question) const; // in the open benchmark; -1: it is not the runs' own

    QuestionMatrix* m_matrix;
    QuestionFilter* m_filter;
    std::shared_ptr<const Dataset> m_data;
    QHash<QString, int> m_rows; // of m_data, by index
    int m_question = -1; // in the large view
    QComboBox* m_show = nullptr;
    QComboBox* m_order = nullptr;
    QComboBox* m_category = nullptr;
    QLineEdit* m_search = nullptr;
    QLabel* m_count = nullptr;
    QTableView* m_table = nullptr;
    QStackedWidget* m_stack = nullptr;
    ComparedQuestionView* m_large = nullptr;
};

}
