// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QMainWindow;
class QWidget;

namespace quantscope {

// Where the focus is in a window: which widget of which dock or bar. Finds the same place among parts that were made
// anew.
class FocusPlace
{
public:
    explicit FocusPlace(const QMainWindow&);
    // In the part that had it, where its widget is not there any more; nowhere, where the part is not.
    void restore(const QMainWindow&) const;

private:
    QString m_part; // name of the dock or bar; empty: none had it
    qsizetype m_number = -1; // among the widgets of the part; -1: the part itself
    QByteArray m_class;
};

}
