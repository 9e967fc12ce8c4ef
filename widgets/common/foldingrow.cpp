// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/foldingrow.h"

#include <QBoxLayout>

namespace quantscope {

FoldingRow::FoldingRow(QLayout* first, QLayout* second, Grows grows, QWidget* parent)
    : QWidget(parent)
    , m_row(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_first(first)
    , m_second(second)
{
    m_row->setContentsMargins({});
    m_row->addLayout(first, grows == Grows::First ? 1 : 0);
    m_row->addLayout(second, grows == Grows::Second ? 1 : 0);
}

// As narrow as folded, so that it can become so.
QSize FoldingRow::minimumSizeHint() const
{
    const auto margins = m_row->contentsMargins();
    return {std::max(m_first->minimumSize().width(), m_second->minimumSize().width()) + margins.left() +
                margins.right(),
            m_row->minimumSize().height()};
}

void FoldingRow::resizeEvent(QResizeEvent* event)
{
    const auto margins = m_row->contentsMargins();
    const int needed = m_first->minimumSize().width() + m_second->minimumSize().width() + m_row->spacing() +
        margins.left() + margins.right();
    m_row->setDirection(width() < needed ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget::resizeEvent(event);
}

}
