// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/controls.h"

#include <QEvent>
#include <QStylePainter>

#include <algorithm>

#include "common/numbertext.h"

namespace quantscope {
namespace {

constexpr int smallestStep = 16;

class WheelGuard : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

class HoverWatch : public QObject
{
public:
    HoverWatch(QObject* parent, std::function<void(bool)> inside)
        : QObject(parent)
        , m_inside(std::move(inside))
    {
    }

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
            m_inside(event->type() == QEvent::Enter);
        return false;
    }

private:
    std::function<void(bool)> m_inside;
};

}

GroupSpinBox::GroupSpinBox(QWidget* parent)
    : QSpinBox(parent)
{
    setMinimum(-1);
    setValue(-1);
    setAccelerated(false);
}

void GroupSpinBox::stepBy(int steps)
{
    int size = value();
    for (; steps > 0; --steps)
        size = size < smallestStep ? smallestStep : std::min(maximum(), size * 2);
    for (; steps < 0; ++steps)
        size = size <= smallestStep ? -1 : size / 2;
    setValue(size);
}

QValidator::State GroupSpinBox::validate(QString& text, int& position) const
{
    const auto state = QSpinBox::validate(text, position);
    return state == QValidator::Acceptable && text.trimmed() == "0" ? QValidator::Intermediate : state;
}

void GroupSpinBox::fixup(QString& text) const
{
    if (text.trimmed() == "0")
        text = QStringLiteral("-1");
    else
        QSpinBox::fixup(text);
}

QString PlainDoubleSpinBox::textFromValue(double value) const
{
    return shortNumber(value, 6);
}

void ElidedComboBox::paintEvent(QPaintEvent*)
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const int room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width();
    option.currentText = fontMetrics().elidedText(option.currentText, Qt::ElideRight, room - 4);
    QStylePainter painter(this);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, width());
    style()->drawItemText(&painter, rect(), static_cast<int>(alignment()), palette(), isEnabled(), shown,
                          foregroundRole());
}

void ignoreWheelUnlessFocused(QWidget* widget)
{
    widget->setFocusPolicy(Qt::StrongFocus);
    widget->installEventFilter(new WheelGuard(widget));
}

void watchHover(QWidget* widget, std::function<void(bool)> inside)
{
    widget->installEventFilter(new HoverWatch(widget, std::move(inside)));
}

}
