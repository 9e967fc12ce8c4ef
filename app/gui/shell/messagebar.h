// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolBar>

#include <functional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace quantscope {

// A line above the views for what the user should know now: a failure with its cause, a note, or the first steps. Never
// takes the focus, goes away by a click or when something newer comes.
class MessageBar : public QToolBar
{
    Q_OBJECT

public:
    enum Kind { Note, Problem };

    explicit MessageBar(QWidget* parent = nullptr);

    void showMessage(Kind, const QString& text);
    // A note with a button that does something with what has come.
    void showOffer(const QString& text, const QString& title, const QString& tip, const std::function<void()>& then);
    struct Step
    {
        QString title, text; // on its button; beside the buttons once it was clicked
    };
    // The suggestions of a first start; a click on one emits its number from 0.
    void showFirstSteps(const QString& invitation, const QList<Step>&);
    QString text() const;
    bool showsFirstSteps() const
    {
        return m_firstSteps;
    }

Q_SIGNALS:
    void logRequested();
    void stepChosen(int step);
    void dismissed(bool firstSteps);

private:
    void clearSteps();
    void restyle();
    void wrapWhatIsLong();
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

    QWidget* m_content;
    QLabel* m_sign;
    QLabel* m_text;
    QWidget* m_steps;
    QHBoxLayout* m_stepLayout;
    QToolButton* m_log;
    bool m_firstSteps = false;
    Kind m_kind = Note;
};

}
