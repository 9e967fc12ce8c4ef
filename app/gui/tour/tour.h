// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>

#include "gui/document/session.h"
#include "gui/tour/spotlight.h"

class QWidget;

namespace quantscope {

class TourBar;

// The first minute on the demo: the float model answers a few questions of each category, every step changes one switch
// and answers the same ones, the last one opens an answer that has changed. A step waits for the one before. While the
// tour goes on runs answer its questions; with its end the others follow. Played, it takes its steps by itself.
class Tour : public QObject
{
    Q_OBJECT

public:
    // What the window has for it.
    struct Window
    {
        QWidget* itself = nullptr;
        std::function<void()> openDemo;
        std::function<void(const QString& mode)> setMode;
        std::function<QList<QWidget*>(const char* setting)> switchOf; // in the recipe, for all towers
        std::function<QWidget*()> score; // the number that moves
        std::function<void(const QString& lead)> leadOn; // "model", "compare", "why", "learn"
    };
    Tour(TourBar*, Session&, Window, QObject* parent = nullptr);
    ~Tour() override;

    void begin(); // opens the demo, unless it is open
    void end();
    bool isActive() const
    {
        return m_active;
    }
    // The questions that the user has chosen, while runs answer those of the tour.
    const QuestionSubset& questions() const;

private:
    bool isDemo() const;
    void takeQuestions();
    void giveQuestionsBack();
    void opened();
    void take(int step);
    void showFlips();
    void look();
    void play(bool on);
    void playOn();
    void point();
    const Run* runOf(int step) const;
    bool isWaiting() const;
    bool isDone(int step) const;
    QString floatText() const;
    QString resultText(int step) const;
    QString sentence() const;

    TourBar* m_bar;
    Session& m_session;
    Window m_window;
    QPointer<Spotlight> m_switch, m_number; // the window's
    QTimer m_pause; // to look at a result, while it is played
    bool m_active = false, m_playing = false, m_sawFlips = false;
    int m_step = -1; // the last that was chosen
    bool m_hasRun = false; // it, or nothing could start
    std::optional<QuestionSubset> m_before; // what runs answered before the tour
};

}
