// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/disclosure.h"

namespace quantscope {

Disclosure::Disclosure(const QString& title, QWidget* parent)
    : QToolButton(parent)
{
    setText(title);
    setAccessibleName(title);
    setAutoRaise(true);
    setArrowType(Qt::RightArrow);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QToolButton::clicked, this, [this] { setOpen(!m_open); });
}

void Disclosure::setOpen(bool open)
{
    m_open = open;
    setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    setToolTip(open ? tr("Close") : tr("Open"));
    emit opened(open);
}

}
