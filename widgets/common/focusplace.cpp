// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/focusplace.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QToolBar>

namespace quantscope {

FocusPlace::FocusPlace(const QMainWindow& window)
{
    auto* focus = window.focusWidget();
    const auto* part = focus;
    while (part && !qobject_cast<const QDockWidget*>(part) && !qobject_cast<const QToolBar*>(part))
        part = part->parentWidget();
    if (!part)
        return;
    m_part = part->objectName();
    m_number = part->findChildren<QWidget*>().indexOf(focus);
    m_class = focus->metaObject()->className();
}

void FocusPlace::restore(const QMainWindow& window) const
{
    const auto* part = m_part.isEmpty() ? nullptr : window.findChild<QWidget*>(m_part, Qt::FindDirectChildrenOnly);
    if (!part)
        return;
    const auto widgets = part->findChildren<QWidget*>();
    if (m_number >= 0 && m_number < widgets.size() && m_class == widgets[m_number]->metaObject()->className())
        return widgets[m_number]->setFocus(Qt::OtherFocusReason);
    if (const auto* dock = qobject_cast<const QDockWidget*>(part))
        dock->widget()->setFocus(Qt::OtherFocusReason);
}

}
