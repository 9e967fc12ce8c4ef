// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/messagebar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

#include "common/appearance.h"

namespace quantscope {
namespace {

constexpr int minimumTextWidth = 120; // pixels
constexpr int mostLines = 4; // of a message; all of it is in its tool tip and in the log

}

MessageBar::MessageBar(QWidget* parent)
    : QToolBar(tr("Messages"), parent)
    , m_content(new QWidget(this))
    , m_sign(new QLabel(m_content))
    , m_text(new QLabel(m_content))
    , m_steps(new QWidget(m_content))
    , m_stepLayout(new QHBoxLayout(m_steps))
    , m_log(new QToolButton(m_content))
{
    setObjectName(QStringLiteral("messageBar"));
    setAccessibleName(tr("Messages"));
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    toggleViewAction()->setVisible(false);
    m_content->setObjectName(QStringLiteral("message"));
    m_content->setAttribute(Qt::WA_StyledBackground);
    m_content->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Maximum);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_stepLayout->setContentsMargins(0, 0, 0, 0);
    m_log->setText(tr("Show log"));
    m_log->setAccessibleName(tr("Show the log"));
    auto* close = new QToolButton(m_content);
    close->setText(QStringLiteral("✕"));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Dismiss the message"));
    close->setToolTip(tr("Dismiss"));
    auto* layout = new QHBoxLayout(m_content);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(m_sign);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_steps);
    layout->addWidget(m_log);
    layout->addWidget(close);
    addWidget(m_content);
    connect(m_log, &QToolButton::clicked, this, &MessageBar::logRequested);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed(m_firstSteps);
    });
    hide();
}

void MessageBar::showMessage(Kind kind, const QString& text)
{
    clearSteps();
    m_kind = kind;
    m_sign->setText(kind == Problem ? QStringLiteral("⚠") : QStringLiteral("ⓘ"));
    m_text->setText(text);
    m_log->setVisible(kind == Problem);
    restyle();
    show();
    wrapWhatIsLong();
}

void MessageBar::showOffer(const QString& text, const QString& title, const QString& tip,
                           const std::function<void()>& then)
{
    showMessage(Note, text);
    auto* button = new QToolButton(m_steps);
    button->setObjectName(QStringLiteral("offer"));
    button->setText(title);
    button->setToolTip(tip);
    button->setAccessibleName(title);
    button->setFocusPolicy(Qt::StrongFocus);
    m_stepLayout->addWidget(button);
    connect(button, &QToolButton::clicked, this, then);
    m_steps->show();
    wrapWhatIsLong();
}

void MessageBar::showFirstSteps(const QString& invitation, const QList<Step>& steps)
{
    clearSteps();
    m_firstSteps = true;
    m_kind = Note;
    m_sign->setText(QStringLiteral("➊"));
    m_text->setText(invitation);
    m_log->hide();
    for (int i = 0; i < steps.size(); ++i) {
        auto* button = new QToolButton(m_steps);
        button->setText(QStringLiteral("%1 %2").arg(i + 1).arg(steps[i].title));
        button->setToolTip(steps[i].text);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_stepLayout->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, i, text = steps[i].text] {
            m_text->setText(text);
            wrapWhatIsLong();
            Q_EMIT stepChosen(i);
        });
    }
    m_steps->show();
    restyle();
    show();
    wrapWhatIsLong();
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::clearSteps()
{
    m_firstSteps = false;
    m_steps->hide();
    qDeleteAll(m_steps->findChildren<QToolButton*>(Qt::FindDirectChildrenOnly));
}

void MessageBar::restyle()
{
    const auto base = palette();
    const QColor sign = m_kind == Problem ? worseColor(base) : betterColor(base);
    QColor background = sign;
    background.setAlpha(isDark(base) ? 60 : 30);
    m_content->setStyleSheet(QStringLiteral("#message { background-color: rgba(%1,%2,%3,%4); }")
                                 .arg(background.red())
                                 .arg(background.green())
                                 .arg(background.blue())
                                 .arg(background.alpha()));
}

void MessageBar::changeEvent(QEvent* event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible())
        restyle();
}

// A tool bar gives wrapped text the height of a narrow column, so the label gets the height that its text needs here.
void MessageBar::wrapWhatIsLong()
{
    constexpr int besides = 110; // sign, closing button, margins, spacing
    const int room = std::max(minimumTextWidth,
                              width() - besides - (m_log->isVisibleTo(m_content) ? m_log->sizeHint().width() : 0) -
                                  (m_steps->isVisibleTo(m_content) ? m_steps->sizeHint().width() : 0));
    const auto metrics = m_text->fontMetrics();
    const bool wraps = metrics.horizontalAdvance(m_text->text()) > room;
    m_text->setWordWrap(wraps);
    const int needed = metrics.boundingRect(0, 0, room, 10000, Qt::TextWordWrap, m_text->text()).height();
    m_text->setFixedHeight(wraps ? std::min(needed, mostLines * metrics.lineSpacing()) : metrics.height());
    m_text->setToolTip(wraps ? m_text->text() : QString());
}

void MessageBar::resizeEvent(QResizeEvent* event)
{
    QToolBar::resizeEvent(event);
    wrapWhatIsLong();
}

}
