// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/viewstate.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QWidget>

namespace quantscope {
namespace {

struct ControlRow
{
    const char* kind; // class
    const char* property; // that the user changes
};

constexpr ControlRow controlRows[]{
    {"QTabBar", "currentIndex"},     {"QComboBox", "currentIndex"},
    {"QAbstractButton", "checked"},  {"QLineEdit", "text"},
    {"QPlainTextEdit", "plainText"}, {"QSpinBox", "value"},
    {"QDoubleSpinBox", "value"},     {"QSlider", "value"},
};

// Null: not a control, or a part of one.
const char* changedProperty(const QWidget& widget)
{
    const auto* parent = widget.parentWidget();
    if (qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent))
        return nullptr;
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget); button && !button->isCheckable())
        return nullptr;
    for (const auto& row : controlRows)
        if (widget.inherits(row.kind))
            return row.property;
    return nullptr;
}

// As its user does it: views listen to clicks and choices.
void setControl(QWidget& widget, const char* property, const QVariant& value)
{
    if (auto* button = qobject_cast<QAbstractButton*>(&widget))
        return button->click();
    widget.setProperty(property, value);
    if (auto* box = qobject_cast<QComboBox*>(&widget))
        Q_EMIT box->activated(box->currentIndex());
}

// Which child of which child, by class and number.
QString controlPlace(const QWidget& widget, const QWidget& view)
{
    if (&widget == &view)
        return {};
    const auto* parent = widget.parentWidget();
    int number = 0;
    for (const auto* sibling : parent->children()) {
        if (sibling == &widget)
            break;
        number += sibling->isWidgetType() && sibling->metaObject() == widget.metaObject();
    }
    return controlPlace(*parent, view) +
        QStringLiteral("/%1 %2").arg(QLatin1String(widget.metaObject()->className())).arg(number);
}

}

ViewState::ViewState(const QWidget& view)
{
    for (const auto* widget : view.findChildren<QWidget*>())
        if (const auto* property = changedProperty(*widget))
            m_values[controlPlace(*widget, view)] = widget->property(property);
}

void ViewState::restore(QWidget& view) const
{
    for (const bool onlyPages : {true, false}) // which may make more controls
        for (auto* widget : view.findChildren<QWidget*>()) {
            const auto* property = changedProperty(*widget);
            if (!property || (onlyPages && !widget->inherits("QTabBar")))
                continue;
            const auto kept = m_values.constFind(controlPlace(*widget, view));
            if (kept != m_values.constEnd() && *kept != widget->property(property))
                setControl(*widget, property, *kept);
        }
}

}
