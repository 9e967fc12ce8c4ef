// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/messagestack.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "common/appearance.h"

namespace quantscope {
namespace {

constexpr int tickMilliseconds = 200;
constexpr int cardWidth = 420, edge = 12, gap = 6; // pixels
constexpr int mostLines = 4;
constexpr int offerTimes = 5; // of a note's time

QToolButton* cardButton(const QString& text, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

// For screen readers.
QAccessibleInterface* interfaceOfCard(const QString&, QObject* object)
{
    auto* card = qobject_cast<MessageCard*>(object);
    return card ? new QAccessibleWidget(card, QAccessible::AlertMessage, card->accessibleName()) : nullptr;
}

// As much of the text as these lines hold.
QString cutToLines(const QString& text, const QFontMetrics& metrics, int width, int lines)
{
    const auto fits = [&](const QString& part) {
        return metrics.boundingRect(0, 0, width, 100000, Qt::TextWordWrap | Qt::TextWrapAnywhere, part).height() <=
            lines * metrics.lineSpacing();
    };
    if (fits(text))
        return text;
    qsizetype good = 0, bad = text.size();
    while (bad - good > 1) {
        const auto middle = (good + bad) / 2;
        (fits(text.left(middle) + QStringLiteral("…")) ? good : bad) = middle;
    }
    return text.left(good) + QStringLiteral("…");
}

}

MessageCard::MessageCard(MessageStack::Kind kind, const QString& text, QWidget* parent)
    : QFrame(parent)
    , m_kind(kind)
    , m_text(text)
    , m_sign(new QLabel(this))
    , m_label(new QLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_details(cardButton(tr("Details"), tr("The whole message in a window of its own"), this))
    , m_log(cardButton(tr("Show log"), tr("All messages so far"), this))
    , m_close(cardButton(QStringLiteral("✕"), tr("Dismiss (F6, then Esc)"), this))
{
    setObjectName(QStringLiteral("messageCard"));
    setAccessibleName(kind == MessageStack::Problem ? tr("Problem: %1").arg(text) : tr("Message: %1").arg(text));
    setAutoFillBackground(true);
    setAttribute(Qt::WA_StyledBackground);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Dismiss the message"));
    m_log->setAccessibleName(tr("Show the log"));
    m_log->setVisible(kind == MessageStack::Problem);
    m_buttons->addStretch(1);
    m_buttons->addWidget(m_details);
    m_buttons->addWidget(m_log);
    auto* middle = new QVBoxLayout;
    middle->addWidget(m_label);
    middle->addLayout(m_buttons);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 8, 6, 8);
    layout->addWidget(m_sign, 0, Qt::AlignTop);
    layout->addLayout(middle, 1);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &MessageCard::closed);
    connect(m_log, &QToolButton::clicked, this, &MessageCard::logRequested);
    connect(m_details, &QToolButton::clicked, this, &MessageCard::showDetails);
    restyle();
}

void MessageCard::setOffer(const QString& title, const QString& tip, const std::function<void()>& then)
{
    auto* button = cardButton(title, tip, this);
    button->setObjectName(QStringLiteral("offer"));
    button->setAccessibleName(title);
    m_buttons->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, then] {
        then();
        Q_EMIT closed();
    });
}

void MessageCard::setCardWidth(int pixels)
{
    const int besides = 30 + m_sign->sizeHint().width() + m_close->sizeHint().width();
    const int room = std::max(60, pixels - besides - 10);
    const auto shown = cutToLines(m_text, m_label->fontMetrics(), room, mostLines);
    m_label->setText(shown);
    m_details->setVisible(shown != m_text);
    m_label->setFixedWidth(room);
    setFixedWidth(pixels);
    m_label->setFixedHeight(m_label->heightForWidth(room));
    layout()->invalidate(); // what has just been shown or resized counts at once
    layout()->activate();
    setFixedHeight(layout()->totalMinimumSize().height());
}

void MessageCard::startAgain(int milliseconds)
{
    m_left = milliseconds;
}

bool MessageCard::isOver(int milliseconds)
{
    if (m_kind == MessageStack::Problem || underMouse() || isAncestorOf(QApplication::focusWidget()))
        return false;
    m_left -= milliseconds;
    return m_left <= 0;
}

void MessageCard::takeFocus()
{
    m_close->setFocus(Qt::ShortcutFocusReason);
}

// Esc stops runs elsewhere; here it closes the card.
bool MessageCard::event(QEvent* event)
{
    const auto* key = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress
        ? static_cast<QKeyEvent*>(event)
        : nullptr;
    if (!key || key->key() != Qt::Key_Escape)
        return QFrame::event(event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        Q_EMIT closed();
    return true;
}

void MessageCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        restyle();
}

void MessageCard::restyle()
{
    const bool bad = m_kind == MessageStack::Problem;
    const auto colors = QApplication::palette();
    const auto line = bad ? worseColor(colors) : betterColor(colors);
    const auto style =
        QStringLiteral("#messageCard { background: %1; border: 1px solid %2; border-left: 4px solid %2; }")
            .arg(colors.color(QPalette::Base).name(), line.name());
    if (style != styleSheet())
        setStyleSheet(style);
    const auto sign = bad ? QStyle::SP_MessageBoxWarning : QStyle::SP_MessageBoxInformation;
    m_sign->setPixmap(QApplication::style()->standardIcon(sign).pixmap(20, 20));
}

void MessageCard::showDetails()
{
    auto* dialog = new QDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(m_kind == MessageStack::Problem ? tr("Problem") : tr("Message"));
    auto* text = new QPlainTextEdit(m_text, dialog);
    text->setReadOnly(true);
    text->setAccessibleName(tr("Whole message"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    auto* copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, text, [text] {
        text->selectAll();
        text->copy();
    });
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    dialog->resize(560, 300);
    dialog->open();
}

MessageStack::MessageStack(QWidget* window)
    : QWidget(window)
    , m_more(new QLabel(this))
{
    setObjectName(QStringLiteral("messages"));
    setAccessibleName(tr("Messages"));
    m_more->setAlignment(Qt::AlignRight);
    QAccessible::installFactory(interfaceOfCard); // once for the program: it knows what it has
    m_clock.setInterval(tickMilliseconds);
    connect(&m_clock, &QTimer::timeout, this, &MessageStack::tick);
    window->installEventFilter(this);
    hide();
}

void MessageStack::showMessage(Kind kind, const QString& text)
{
    if (text.isEmpty())
        return closeAll();
    put(cardOf(kind, text), m_noteTime);
}

void MessageStack::showOffer(const QString& text, const QString& title, const QString& tip,
                             const std::function<void()>& then)
{
    auto* card = cardOf(Note, text);
    card->setOffer(title, tip, then);
    put(card, offerTimes * m_noteTime);
}

// The one that says the same without an offer, or a new one.
MessageCard* MessageStack::cardOf(Kind kind, const QString& text)
{
    for (auto* card : m_cards)
        if (card->text() == text && card->kind() == kind && !card->findChild<QToolButton*>(QStringLiteral("offer")))
            return card;
    auto* card = new MessageCard(kind, text, this);
    connect(card, &MessageCard::closed, this, [this, card] { close(card); });
    connect(card, &MessageCard::logRequested, this, [this, card] {
        close(card);
        Q_EMIT logRequested();
    });
    return card;
}

// Lowest, where the newest stands.
void MessageStack::put(MessageCard* card, int milliseconds)
{
    const bool isNew = !m_cards.removeOne(card);
    card->startAgain(milliseconds);
    m_cards.append(card);
    place();
    m_clock.start();
    if (!isNew)
        return;
    QAccessibleEvent alert(card, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageStack::setFreeBelow(int pixels)
{
    m_freeBelow = pixels;
    place();
}

QString MessageStack::text() const
{
    return m_cards.isEmpty() ? QString() : m_cards.last()->text();
}

int MessageStack::count() const
{
    return static_cast<int>(m_cards.size());
}

void MessageStack::takeFocus()
{
    if (m_cards.isEmpty())
        return;
    if (!isAncestorOf(QApplication::focusWidget()))
        m_focusBefore = QApplication::focusWidget();
    m_cards.last()->takeFocus();
}

// Nobody reads a note in a window that is not in front. A dock that has come meanwhile lies over the cards.
void MessageStack::tick()
{
    raise();
    if (!window()->isActiveWindow())
        return;
    const auto cards = m_cards;
    for (qsizetype i = std::max<qsizetype>(0, cards.size() - mostCards); i < cards.size(); ++i)
        if (cards[i]->isOver(tickMilliseconds))
            close(cards[i]);
}

void MessageStack::close(MessageCard* card)
{
    const bool hadFocus = card->isAncestorOf(QApplication::focusWidget());
    m_cards.removeOne(card);
    card->hide();
    card->deleteLater();
    place();
    if (!hadFocus)
        return;
    if (!m_cards.isEmpty())
        m_cards.last()->takeFocus();
    else if (m_focusBefore)
        m_focusBefore->setFocus(Qt::ShortcutFocusReason);
}

void MessageStack::closeAll()
{
    while (!m_cards.isEmpty())
        close(m_cards.last());
}

void MessageStack::place()
{
    setVisible(!m_cards.isEmpty());
    if (m_cards.isEmpty())
        return m_clock.stop();
    const auto* under = parentWidget();
    const int width = std::min(cardWidth, under->width() - 2 * edge);
    const auto hidden = std::max<qsizetype>(0, m_cards.size() - mostCards);
    m_more->setText(hidden == 1 ? tr("1 older message, in the log") : tr("%1 older messages, in the log").arg(hidden));
    m_more->setVisible(hidden > 0);
    int y = 0;
    if (hidden > 0) {
        m_more->setGeometry(0, 0, width, m_more->sizeHint().height());
        y = m_more->height() + gap;
    }
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        auto* card = m_cards[i];
        card->setVisible(i >= hidden);
        if (i < hidden)
            continue;
        card->setCardWidth(width);
        card->move(0, y);
        y += card->height() + gap;
    }
    setGeometry(under->width() - edge - width, under->height() - m_freeBelow - edge - (y - gap), width, y - gap);
    raise();
}

bool MessageStack::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() &&
        (event->type() == QEvent::Resize || event->type() == QEvent::FontChange || event->type() == QEvent::Show))
        place();
    return QWidget::eventFilter(watched, event);
}

}
