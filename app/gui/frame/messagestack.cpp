// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/frame/messagestack.h"

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
#include <QTextLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "common/appearance.h"

namespace quantscope {
namespace {

constexpr int tickMilliseconds = 200;
constexpr int cardWidth = 480, edge = 12, gap = 6; // pixels
constexpr int mostLines = 4;
constexpr int offerTimes = 5; // of a note's time

QToolButton* cardButton(QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void setTexts(QToolButton& button, const QString& text, const QString& name, const QString& tip)
{
    button.setText(text);
    button.setAccessibleName(name);
    button.setToolTip(tip);
}

// For screen readers.
QAccessibleInterface* interfaceOfCard(const QString&, QObject* object)
{
    auto* card = qobject_cast<MessageCard*>(object);
    return card ? new QAccessibleWidget(card, QAccessible::AlertMessage, card->accessibleName()) : nullptr;
}

// Broken between words, and inside of words that are longer than a line, as paths are.
QStringList brokenIntoLines(QString text, const QFont& font, int width)
{
    QStringList lines;
    text.replace('\n', QChar::LineSeparator);
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines << text.mid(line.textStart(), line.textLength()).remove(QChar::LineSeparator).trimmed();
    }
    layout.endLayout();
    return lines;
}

}

MessageCard::MessageCard(MessageStack::Kind kind, const QString& text, QWidget* parent)
    : QFrame(parent)
    , m_kind(kind)
    , m_text(text)
    , m_sign(new QLabel(this))
    , m_label(new QLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_details(cardButton(this))
    , m_log(cardButton(this))
    , m_close(cardButton(this))
{
    setObjectName(QStringLiteral("messageCard"));
    setAutoFillBackground(true);
    setAttribute(Qt::WA_StyledBackground);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_close->setAutoRaise(true);
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
    retranslate();
    restyle();
}

void MessageCard::setOffer(const QString& title, const QString& tip, const std::function<void()>& then)
{
    auto* button = cardButton(this);
    setTexts(*button, title, title, tip);
    button->setObjectName(QStringLiteral("offer"));
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
    const auto metrics = m_label->fontMetrics();
    auto lines = brokenIntoLines(m_text, m_label->font(), room);
    m_details->setVisible(lines.size() > mostLines);
    if (lines.size() > mostLines) {
        lines = lines.first(mostLines);
        lines.last() = metrics.elidedText(lines.last() + QStringLiteral("…"), Qt::ElideRight, room);
    }
    m_label->setText(lines.join('\n'));
    m_label->setFixedSize(room, static_cast<int>(lines.size()) * metrics.lineSpacing() + metrics.leading() + 2);
    setFixedWidth(pixels);
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
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

// What the message itself says stays in the language in which it came.
void MessageCard::retranslate()
{
    const bool bad = m_kind == MessageStack::Problem;
    setAccessibleName(bad ? tr("Problem: %1").arg(m_text) : tr("Message: %1").arg(m_text));
    setTexts(*m_details, tr("Details"), tr("Details"), tr("The whole message in a window of its own"));
    setTexts(*m_log, tr("Show log"), tr("Show the log"), tr("All messages so far"));
    setTexts(*m_close, QStringLiteral("✕"), tr("Dismiss the message"), tr("Dismiss (F6, then Esc)"));
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
    m_more->setAutoFillBackground(true);
    m_more->setBackgroundRole(QPalette::Base);
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

void MessageStack::showOffers(const QString& topic, const QString& text, const QList<Offer>& offers)
{
    closeTopic(topic);
    constexpr int untilClosed = 24 * 3600 * 1000; // milliseconds
    auto* card = cardOf(Note, text);
    card->setProperty("topic", topic);
    for (const auto& offer : offers)
        card->setOffer(offer.title, offer.tip, offer.then);
    put(card, untilClosed);
}

void MessageStack::closeTopic(const QString& topic)
{
    for (auto* card : QList(m_cards))
        if (card->property("topic").toString() == topic)
            close(card);
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
    // Docks that are arranged anew come to the front, and so do their tabs.
    if (watched == parent() && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::ChildAdded))
        raise();
    return QWidget::eventFilter(watched, event);
}

}
