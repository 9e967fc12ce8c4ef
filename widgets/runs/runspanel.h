// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <array>

#include "common/saveas.h"
#include "runs/runsfilter.h"
#include "runs/runtablemodel.h"

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QTableView;

namespace quantscope {

class RunColumns;
class RunsFilterBar;

// All runs that are known, and what can be done with the selected ones. Signals carry ids of runs; the owner answers
// with setRows or updateRow.
class RunsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPanel(SaveAs, QWidget* parent = nullptr);

    // Selection, current cell, place in the list and an open editor stay with their runs.
    void setRows(std::vector<RunRow>);
    void updateRow(const RunRow&); // as its progress comes

    QStringList selectedIds() const; // of those that are shown, from top to bottom
    void select(const QStringList& ids); // hidden ones as soon as they are shown

    const RunsFilter& filter() const;
    void setFilter(const RunsFilter&);
    // Columns and order, for a settings file. False, and nothing happens, when it is none.
    QByteArray viewState() const;
    bool setViewState(const QByteArray&);

    QTableView* view() const
    {
        return m_view;
    }

signals:
    void showRequested(QString id);
    void compareRequested(QStringList ids); // as many as canCompare()
    void pinRequested(QString id);
    void applyRequested(QString id);
    void renamed(QString id, QString name);
    void noteEdited(QString id, QString note);
    void tagsEdited(QString id, QStringList tags);
    void experimentEdited(QString id, QString experiment);
    void continueRequested(QString id);
    void exportRequested(QString id);
    void deleteRequested(QStringList ids);
    void selectionChanged(QStringList ids);
    void filterChanged();
    void viewStateChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Chosen = QList<const RunRow*>;
    struct ActionRow;
    static constexpr size_t actionCount = 11;

    static const std::array<ActionRow, actionCount>& actionRows();
    void createView();
    void createActions();
    QMenu* createMenu();
    QWidget* createButtons();
    QWidget* createHint();
    void tieModel();

    void keepingPlace(const std::function<void()>& change);
    void restorePlace(const QString& current, int column, const QString& top);
    void selectRows(const QStringList& ids);
    QString idAt(int row) const;
    void selected();
    void tellSelection();
    void showFilter(const RunsFilter&);
    void showState();
    void updateActions();
    QList<QStringList> tableText(bool selectedOnly) const;
    QList<QStringList> tableCsv(bool selectedOnly) const;
    QList<int> rowsOf(bool selectedOnly) const;

    Chosen chosen() const;
    QString chosenTitle() const;
    void act(void (RunsPanel::*signal)(QString));
    void edit(int column);
    void rename();
    void showRun();
    void compare();
    void remove();
    void editNote();
    void editTags();
    void editExperiment();
    QLineEdit* ask(const QString& title, const QString& label, const QString& help, const QString& value,
                   const std::function<void(const QString&)>& entered);

    RunTableModel* m_model;
    QTableView* m_view = nullptr;
    RunColumns* m_columns = nullptr;
    RunsFilterBar* m_bar = nullptr;
    QWidget* m_empty = nullptr;
    QLabel* m_hint = nullptr;
    QPushButton* m_clear = nullptr;
    QPushButton* m_everywhere = nullptr;
    std::array<QAction*, actionCount> m_actions{};
    QStringList m_selected; // by the user, also while some are hidden
    QStringList m_told;
    bool m_quiet = false; // rows change, and with them the selection, but not by the user
    bool m_moved = false; // rows have come or gone
};

}
