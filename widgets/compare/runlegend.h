// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

#include "archive/comparability.h"

class QAction;
class QTableWidget;

namespace quantscope {

// The runs of a comparison with their letters: what they are, which of them is the reference of differences, and their
// order. Every wish is a signal; the owner answers with setRuns().
class RunLegend : public QWidget
{
    Q_OBJECT

public:
    enum Column { Letter, Name, Model, Protocol, Score, Against, Remove, ColumnCount };

    explicit RunLegend(QWidget* parent = nullptr);

    void setRuns(const ComparedRuns&, size_t reference);
    QTableWidget* table() const;
    int heightForRows(int most) const; // of all runs, or of so many

Q_SIGNALS:
    void moveRequested(int from, int to);
    void removeRequested(int run);
    void referenceChosen(int run);
    void showRequested(int run); // by a double click or Enter

protected:
    void changeEvent(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

private:
    QAction* createAction(const QString& text, const QString& help, const QKeySequence&, std::function<void(int)>);
    void move(int run, int step);
    void fillRow(int row, const RunRecord&, bool isReference);
    void paintLetters();
    void updateActions();

    QTableWidget* m_table = nullptr;
    QAction* m_up = nullptr;
    QAction* m_down = nullptr;
    QAction* m_against = nullptr;
    QAction* m_remove = nullptr;
    int m_reference = 0;
};

}
