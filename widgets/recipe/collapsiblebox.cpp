// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/collapsiblebox.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "common/appearance.h"
#include "recipe/controls.h"

namespace quantscope {
namespace {

constexpr int stripeWidth = 4;

}

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

CollapsibleBox::CollapsibleBox(const QString& title, const QColor& stripe, QWidget* parent)
    : QWidget(parent)
    , m_stripe(stripe)
    , m_header(new Disclosure(title, this))
    , m_summary(new ElidedLabel(this))
    , m_content(new QWidget(this))
{
    QFont bold = m_header->font();
    bold.setBold(true);
    m_header->setFont(bold);
    m_summary->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    tintSummary();

    auto* head = new QHBoxLayout;
    head->addWidget(m_header);
    head->addWidget(m_summary, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(stripeWidth + 4, 2, 4, 4);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_content);
    connect(m_header, &Disclosure::opened, m_content, &QWidget::setVisible);
    m_header->setOpen(true);
}

void CollapsibleBox::setSummary(const QString& text)
{
    m_summary->setText(text);
    m_summary->setToolTip(text);
    m_header->setAccessibleDescription(text);
}

bool CollapsibleBox::isOpen() const
{
    return m_header->isOpen();
}

void CollapsibleBox::setOpen(bool open)
{
    m_header->setOpen(open);
}

void CollapsibleBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_stripe.isValid() ? m_stripe : baselineColor(palette()));
    painter.drawRoundedRect(QRectF(0, 2, stripeWidth, height() - 4), 2, 2);
}

void CollapsibleBox::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        tintSummary();
    QWidget::changeEvent(event);
}

void CollapsibleBox::tintSummary()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    m_summary->setPalette(quiet);
}

}
