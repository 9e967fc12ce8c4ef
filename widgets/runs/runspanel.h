// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "common/saveas.h"
#include "runs/runtablemodel.h"

class QAction;
class QLabel;
class QTableView;

namespace quantscope {

// The runs of the session and what can be done with the selected one. Every signal carries the run's id; the owner
// answers with setRows.
class RunsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPanel(SaveAs, QWidget* parent = nullptr);

    void setRows(std::vector<RunRow>); // the selection stays with its run
    int selectedId() const; // -1 when nothing is selected

    QTableView* view() const
    {
        return m_view;
    }

signals:
    void pinRequested(int id);
    void showRequested(int id);
    void applyRequested(int id);
    void deleteRequested(int id);
    void renamed(int id, QString name);
    void noteEdited(int id, QString note);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createView(SaveAs);
    QAction* createAction(const QString& title, const QString& help, const QKeySequence&, void (RunsPanel::*act)());
    QWidget* createButtons();
    void updateActions();
    void edit(int column);
    void pin();
    void showRun();
    void apply();
    void rename();
    void remove();

    RunTableModel* m_model;
    QTableView* m_view = nullptr;
    QLabel* m_hint = nullptr;
    QAction* m_pin = nullptr;
    QAction* m_show = nullptr;
    QAction* m_apply = nullptr;
    QAction* m_rename = nullptr;
    QAction* m_delete = nullptr;
};

}
