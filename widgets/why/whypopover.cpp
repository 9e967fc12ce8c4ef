// SPDX-License-Identifier: GPL-3.0-or-later
#include "why/whypopover.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

#include "common/appearance.h"

namespace quantscope {
namespace {

constexpr int charactersWide = 46;

QLabel* createText(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}

WhyPopover::WhyPopover(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_title(createText("whyTitle", this))
    , m_text(createText("whyText", this))
    , m_layers(createText("whyLayers", this))
    , m_lesson(new QPushButton(tr("Show in &Learn"), this))
    , m_close(new QPushButton(tr("&Close"), this))
{
    setObjectName(QStringLiteral("why"));
    setFrameShape(QFrame::StyledPanel);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::RichText);
    m_layers->setTextFormat(Qt::PlainText);
    m_lesson->setAccessibleName(tr("Show in Learn"));
    m_close->setAccessibleName(tr("Close"));
    m_lesson->setAutoDefault(true);
    m_close->setAutoDefault(true);
    m_close->setToolTip(tr("Closes this card (Esc)"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_lesson);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    for (auto* label : {m_title, m_text, m_layers})
        layout->addWidget(label);
    layout->addLayout(buttons);
    connect(m_lesson, &QPushButton::clicked, this, [this] {
        const QString page = m_card.page;
        close();
        emit lessonAsked(page);
    });
    connect(m_close, &QPushButton::clicked, this, &QWidget::close);
}

QString WhyPopover::touchedText() const
{
    if (m_card.layers.isEmpty())
        return tr("It touches no layer of this recipe now.");
    QStringList lines{m_card.layerCount == 1 ? tr("It touches 1 layer:")
                                             : tr("It touches %1 layers:").arg(m_card.layerCount)};
    lines << m_card.layers;
    if (!m_card.selectedLayer.isEmpty())
        lines << (m_card.touchesSelected ? tr("The selected layer, %1, is one of them.")
                                         : tr("The selected layer, %1, is not one of them."))
                     .arg(m_card.selectedLayer);
    return lines.join('\n');
}

void WhyPopover::fill()
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setText(m_card.title);
    QStringList lines;
    for (const auto& [lead, line] : {std::pair(tr("What it does:"), m_card.does),
                                     {tr("What it costs:"), m_card.costs},
                                     {tr("When it hurts:"), m_card.hurts}})
        if (!line.isEmpty())
            lines << QStringLiteral("<p style='margin-top:0; margin-bottom:4px'><b>%1</b> %2</p>")
                         .arg(lead.toHtmlEscaped(), line.toHtmlEscaped());
    m_text->setText(lines.join(QString()));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    m_layers->setPalette(quiet);
    m_layers->setText(touchedText());
    m_lesson->setVisible(!m_card.page.isEmpty());
    m_lesson->setToolTip(m_card.selectedLayer.isEmpty()
                             ? tr("Opens the lesson that shows it")
                             : tr("Opens the lesson that shows it, on %1").arg(m_card.selectedLayer));
    setAccessibleName(tr("Why: %1").arg(m_card.title));
    setAccessibleDescription(QStringList{m_card.does, m_card.costs, m_card.hurts, m_layers->text()}.join('\n'));
}

// Beside the control where there is room, else below or above it; always on its screen.
void WhyPopover::place(const QWidget& anchor)
{
    const int wide = fontMetrics().averageCharWidth() * charactersWide;
    for (auto* label : {m_title, m_text, m_layers})
        label->setFixedWidth(wide);
    adjustSize();
    const QRect at(anchor.mapToGlobal(QPoint(0, 0)), anchor.size());
    const QRect room = anchor.screen()->availableGeometry();
    QPoint corner(at.right() + 6, at.top());
    if (corner.x() + width() > room.right())
        corner = {at.left(), at.bottom() + 2};
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())));
    corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    move(corner);
}

void WhyPopover::showBeside(const QWidget& anchor, const WhyCard& card)
{
    m_card = card;
    fill();
    place(anchor);
    show();
    (m_card.page.isEmpty() ? m_close : m_lesson)->setFocus(Qt::PopupFocusReason);
}

void WhyPopover::hideEvent(QHideEvent* event)
{
    QFrame::hideEvent(event);
    emit closed();
}

}
