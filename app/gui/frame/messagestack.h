// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>
#include <QPointer>
#include <QTimer>

#include <functional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace quantscope {

class MessageCard;

// What the user should know now, over the lower right corner of its window: the newest lowest, the oldest counted. It
// moves nothing and takes no focus. A note leaves after six seconds of an active window, a problem when it is closed.
class MessageStack : public QWidget
{
    Q_OBJECT

public:
    enum Kind { Note, Problem };
    static constexpr int noteMilliseconds = 6000;
    static constexpr int mostCards = 3; // on the screen at once

    explicit MessageStack(QWidget* window);

    // The same text again starts its time anew; no text clears all.
    void showMessage(Kind, const QString& text);
    // A note with a button that does something with what has come. It stays five times as long.
    void showOffer(const QString& text, const QString& title, const QString& tip, const std::function<void()>& then);
    struct Offer
    {
        QString title, tip;
        std::function<void()> then;
    };
    // Stays until it is closed, a button is pressed or another of its topic takes its place.
    void showOffers(const QString& topic, const QString& text, const QList<Offer>&);
    void closeTopic(const QString& topic);
    // Milliseconds that later notes stay.
    void setNoteTime(int milliseconds)
    {
        m_noteTime = milliseconds;
    }
    // Pixels at the lower edge of the window that stay free.
    void setFreeBelow(int pixels);
    // Of the newest message; empty: there is none.
    QString text() const;
    int count() const;
    // The newest message takes the focus; Esc then closes it and gives the focus back.
    void takeFocus();

Q_SIGNALS:
    void logRequested();

private:
    bool eventFilter(QObject*, QEvent*) override;
    MessageCard* cardOf(Kind, const QString& text);
    void put(MessageCard*, int milliseconds);
    void tick();
    void close(MessageCard*);
    void closeAll();
    void place();

    QList<MessageCard*> m_cards; // the newest last
    QLabel* m_more;
    QPointer<QWidget> m_focusBefore;
    QTimer m_clock;
    int m_freeBelow = 0, m_noteTime = noteMilliseconds;
};

// One message: a sign, at most four lines of its text, and buttons. What does not fit opens in a window of its own.
class MessageCard : public QFrame
{
    Q_OBJECT

public:
    MessageCard(MessageStack::Kind, const QString& text, QWidget* parent);

    MessageStack::Kind kind() const
    {
        return m_kind;
    }
    const QString& text() const
    {
        return m_text;
    }
    // One more button, which ends the card.
    void setOffer(const QString& title, const QString& tip, const std::function<void()>& then);
    // For a card of this width; it then has the height that it needs.
    void setCardWidth(int pixels);
    void startAgain(int milliseconds);
    // Counts down while nobody looks at the card closely; true: its time is over.
    bool isOver(int milliseconds);
    void takeFocus();

Q_SIGNALS:
    void closed();
    void logRequested();

private:
    bool event(QEvent*) override;
    void changeEvent(QEvent*) override;
    void restyle();
    void retranslate();
    void showDetails();

    MessageStack::Kind m_kind;
    QString m_text;
    int m_left = MessageStack::noteMilliseconds; // milliseconds
    QLabel *m_sign, *m_label;
    QHBoxLayout* m_buttons;
    QToolButton *m_details, *m_log, *m_close;
};

}
