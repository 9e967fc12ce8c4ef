// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "settings/programsetting.h"

class QLabel;
class QLineEdit;
class QToolButton;

namespace quantscope {

// A setting in one line of a window: the control of its kind, its button, and one that sets it back.
class SettingEditor : public QWidget
{
    Q_OBJECT

public:
    explicit SettingEditor(ProgramSetting, QWidget* parent = nullptr);

    const ProgramSetting& row() const
    {
        return m_row;
    }
    bool isStandard() const;
    bool waitsForRestart() const;
    bool fits(const QString& query) const; // label, help, section or a choice has all its words
    void reset();
    // From the row, where something else has changed it.
    void refresh();
    void takeFocus();

Q_SIGNALS:
    void changed();

private:
    QWidget* makeControl();
    QWidget* makeChoice();
    QWidget* makeNumber();
    QWidget* makeDecimal();
    QWidget* makePath();
    void choosePath();
    void set(const QVariant&);
    void updateState();

    ProgramSetting m_row;
    std::function<void(const QVariant&)> m_show; // in the control, without a signal
    QLineEdit* m_path = nullptr;
    QWidget* m_control = nullptr;
    QToolButton* m_reset = nullptr;
};

}
