// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "common/saveas.h"
#include "logview/logmodel.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace quantscope {

// The log with a least level and a text filter. Follows new lines unless the user scrolled up.
class LogPanel : public QWidget
{
    Q_OBJECT

public:
    // Without a model it has one of its own; another one outlives it.
    explicit LogPanel(SaveAs, LogModel* = nullptr, QWidget* parent = nullptr);

    void append(LogLine);

protected:
private:
    void createView();
    void follow();
    QWidget* createBar();
    void applyFilter();
    void showState();
    void copy();
    void save();
    QString shownText(bool selectedOnly) const;

    SaveAs m_saveAs;
    LogModel* m_model;
    QSortFilterProxyModel* m_filter;
    QTableView* m_view = nullptr;
    QLabel* m_hint = nullptr;
    QComboBox* m_level = nullptr;
    bool m_follows = true, m_wasEmpty = true; // before the line that is being appended
    QLineEdit* m_text = nullptr;
};

}
