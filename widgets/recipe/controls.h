// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSpinBox>

#include <functional>

class QWidget;

namespace quantscope {

// Size of a group: a number from 1, or -1 for all, shown as a word. Steps through powers of two; never 0.
class GroupSpinBox : public QSpinBox
{
    Q_OBJECT

public:
    explicit GroupSpinBox(QWidget* parent = nullptr);

    void stepBy(int steps) override;
    QValidator::State validate(QString& text, int& position) const override;
    void fixup(QString& text) const override;
};

// Shows a number without trailing zeros.
class PlainDoubleSpinBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    using QDoubleSpinBox::QDoubleSpinBox;

    QString textFromValue(double value) const override;
};

// Cuts a long current choice with an ellipsis; its list shows all of it.
class ElidedComboBox : public QComboBox
{
    Q_OBJECT

public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent*) override;
};

// One line of text that gives way to what stands beside it.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent*) override;
};

// Lets the wheel scroll the page unless the control has the focus, so that scrolling past edits nothing.
void ignoreWheelUnlessFocused(QWidget*);

// Calls back with true when the mouse comes over the widget, and with false when it leaves.
void watchHover(QWidget*, std::function<void(bool inside)>);

}
