// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/buttonrow.h"

#include <QAction>
#include <QEvent>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace quantscope {
namespace {

constexpr int buttonGap = 4;

}

ButtonRow::ButtonRow(QMenu* all, QWidget* parent)
    : QWidget(parent)
    , m_menu(new QToolButton(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_menu->setText(tr("More"));
    m_menu->setToolTip(tr("All that can be done with the selected runs, columns and order of the list"));
    m_menu->setAccessibleName(tr("More actions"));
    m_menu->setFocusPolicy(Qt::StrongFocus);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setMenu(all);
}

void ButtonRow::add(QAction* action)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAccessibleName(action->text());
    button->setFocusPolicy(Qt::StrongFocus);
    if (m_buttons.empty())
        setTabOrder(button, m_menu);
    else
        setTabOrder(m_buttons.back(), button);
    setTabOrder(button, m_menu);
    m_buttons.push_back(button);
    updateGeometry();
    place();
}

QSize ButtonRow::sizeHint() const
{
    QSize size = m_menu->sizeHint();
    for (const auto* button : m_buttons)
        size = {size.width() + buttonGap + button->sizeHint().width(),
                std::max(size.height(), button->sizeHint().height())};
    return size;
}

QSize ButtonRow::minimumSizeHint() const
{
    return {m_menu->sizeHint().width(), sizeHint().height()};
}

void ButtonRow::place()
{
    int left = 0;
    bool fits = true;
    const auto put = [&](QToolButton* button) {
        const auto size = button->sizeHint();
        const int x = layoutDirection() == Qt::RightToLeft ? width() - left - size.width() : left;
        button->setGeometry(x, (height() - size.height()) / 2, size.width(), size.height());
        left += size.width() + buttonGap;
    };
    const int room = width() - m_menu->sizeHint().width();
    for (auto* button : m_buttons) {
        fits = fits && left + button->sizeHint().width() + buttonGap <= room;
        button->setVisible(fits);
        if (fits)
            put(button);
    }
    put(m_menu);
}

void ButtonRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

bool ButtonRow::event(QEvent* event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
        place();
    }
    return done;
}

}
