// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace quantscope {

class ElidedLabel;

// The suggestions of a first start, in one line of constant height that goes away by a click: steps, which are ticked,
// a sentence, and in the end where to go from here.
class TourBar : public QWidget
{
    Q_OBJECT

public:
    explicit TourBar(QWidget* parent = nullptr);

    enum State { Later, Next, Done };
    struct Step
    {
        QString title, text; // on its button, its tool tip
    };
    struct Lead
    {
        QString id, title, text;
    };
    // A click on one emits its number from 0. All are Later.
    void showSteps(const QString& sentence, const QList<Step>&);
    // Keys that the bar has wait in it and go on to the next step once that can be chosen.
    void setStep(int step, State, bool enabled);
    void setCurrent(int step); // -1: none
    void setLeads(const QList<Lead>&); // shown by showLeads()
    void showLeads(bool); // in the place of Play
    void setPlaying(bool);
    bool hasKeys() const;
    void giveKeysToLeads();
    void say(const QString& sentence);
    QString text() const;

Q_SIGNALS:
    void stepChosen(int step);
    void playToggled(bool on); // all steps by themselves
    void leadChosen(QString id);
    void dismissed();

private:
    void nameStep(int step, State);

    ElidedLabel* m_text;
    QWidget* m_steps;
    QWidget* m_leads;
    QToolButton* m_play;
    QHBoxLayout* m_stepLayout;
    QList<QToolButton*> m_buttons;
    QList<Step> m_list;
};

}
