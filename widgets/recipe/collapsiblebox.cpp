#include "recipe/collapsiblebox.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "common/appearance.h"

namespace quantscope {
namespace {

constexpr int stripeWidth = 4;

}

CollapsibleBox::CollapsibleBox(const QString& title, const QColor& stripe, QWidget* parent)
    : QWidget(parent)
    , m_stripe(stripe)
    , m_header(new QToolButton(this))
    , m_summary(new QLabel(this))
    , m_content(new QWidget(this))
{
    m_header->setText(title);
    m_header->setAccessibleName(title);
    m_header->setCheckable(true);
    m_header->setChecked(true);
    m_header->setAutoRaise(true);
    m_header->setArrowType(Qt::DownArrow);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setFocusPolicy(Qt::StrongFocus);
    QFont bold = m_header->font();
    bold.setBold(true);
    m_header->setFont(bold);
    m_summary->setTextInteractionFlags(Qt::NoTextInteraction);
    m_summary->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    tintSummary();

    auto* head = new QHBoxLayout;
    head->addWidget(m_header);
    head->addWidget(m_summary, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(stripeWidth + 4, 2, 4, 4);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_content);
    connect(m_header, &QToolButton::toggled, this, &CollapsibleBox::setOpen);
}

void CollapsibleBox::setSummary(const QString& text)
{
    m_summary->setText(text);
    m_summary->setToolTip(text);
    m_header->setAccessibleDescription(text);
}

bool CollapsibleBox::isOpen() const
{
    return m_header->isChecked();
}

void CollapsibleBox::setOpen(bool open)
{
    m_header->setChecked(open);
    m_header->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_content->setVisible(open);
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
