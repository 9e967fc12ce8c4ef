// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <vector>

#include "settings/programsetting.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace quantscope {

class SettingEditor;

// All settings by section, with a search, and what waits for a restart. Changes work as they are made.
class SettingsWindow : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsWindow(const std::vector<ProgramSetting>&, QWidget* parent = nullptr);

    // Scrolls there and takes the focus; nothing happens where there is none.
    void showSetting(const QString& id);
    QString currentSetting() const; // that has the focus; empty: none
    QString query() const;
    void setQuery(const QString&);
    // From the rows, where something else has changed them.
    void refresh();

Q_SIGNALS:
    void restartRequested();

private:
    void changeEvent(QEvent*) override;
    void quieten(QLabel* help) const;

    struct Line
    {
        QWidget* label;
        SettingEditor* editor;
        QLabel* help;
        QLabel* heading; // of its section
    };

    void addRow(QGridLayout*, const ProgramSetting&, QLabel* heading);
    void applyFilter();
    void updateRestart();
    void resetAll();

    QLineEdit* m_search;
    QScrollArea* m_area;
    QLabel *m_none, *m_waiting;
    QPushButton *m_restart, *m_resetAll;
    std::vector<Line> m_lines;
};

}
