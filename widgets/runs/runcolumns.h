// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

class QAction;
class QMenu;
class QTableView;

namespace quantscope {

// Columns of the list of runs: which are shown, in which order, how wide, and which one sorts. The view's model is a
// RunTableModel.
class RunColumns : public QObject
{
    Q_OBJECT

public:
    explicit RunColumns(QTableView*, QObject* parent = nullptr);

    // Checked actions, one for each column; for the keyboard and for the header's context menu.
    QMenu* choice() const
    {
        return m_choice;
    }
    QMenu* sorting() const
    {
        return m_sorting;
    }

    // As JSON with names of columns, so that later versions with other columns can read it.
    QByteArray state() const;
    // Of columns that are not named there, nothing changes. False, and nothing happens, when it is no state.
    bool setState(const QByteArray&);

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void changed(); // a moment after the last of several changes

private:
    void resized(int column, int before, int after);
    void fitName();
    void setDefaults();
    void createChoice();
    void createSorting();
    void sortBy(int column);
    void syncChoice();
    void syncSorting();

    QTableView* m_view;
    QMenu* m_choice = nullptr;
    QMenu* m_sorting = nullptr;
    QTimer m_later;
    bool m_fits = true; // nobody has set a width: names have the room that there is
    bool m_fitting = false;
};

}
