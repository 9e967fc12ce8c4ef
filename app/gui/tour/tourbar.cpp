// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tour/tourbar.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "recipe/controls.h"

namespace quantscope {

TourBar::TourBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new ElidedLabel(this))
    , m_steps(new QWidget(this))
    , m_leads(new QWidget(this))
    , m_play(new QToolButton(this))
    , m_stepLayout(new QHBoxLayout(m_steps))
{
    setObjectName(QStringLiteral("tour"));
    setAccessibleName(tr("First steps"));
    m_text->setObjectName(QStringLiteral("tourText"));
    m_stepLayout->setContentsMargins(0, 0, 0, 0);
    auto* leads = new QHBoxLayout(m_leads);
    leads->setContentsMargins(0, 0, 0, 0);
    m_leads->hide();
    m_play->setText(tr("▶ Play"));
    m_play->setCheckable(true);
    m_play->setFocusPolicy(Qt::StrongFocus);
    m_play->setAccessibleName(tr("Play the first steps"));
    m_play->setToolTip(tr("Takes one step after the other, with time to look at each; a click on a step stops it"));
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("✕"));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    close->setAccessibleName(tr("Dismiss the first steps"));
    close->setToolTip(tr("Dismiss; Help → First steps shows them again"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 1, 6, 1);
    layout->addWidget(m_play);
    layout->addWidget(m_steps);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_leads);
    layout->addWidget(close);
    connect(m_play, &QToolButton::toggled, this, &TourBar::playToggled);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    hide();
}

void TourBar::showSteps(const QString& sentence, const QList<Step>& steps)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    m_list = steps;
    say(sentence);
    showLeads(false);
    for (int i = 0; i < steps.size(); ++i) {
        auto* button = new QToolButton(m_steps);
        button->setToolTip(steps[i].text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_stepLayout->addWidget(button);
        m_buttons << button;
        nameStep(i, Later);
        connect(button, &QToolButton::clicked, this, [this, i] {
            setCurrent(i);
            Q_EMIT stepChosen(i);
        });
    }
    show();
}

void TourBar::nameStep(int step, State state)
{
    auto* button = m_buttons[step];
    const auto& title = m_list[step].title;
    const auto mark = state == Done ? QStringLiteral("✓") : QString::number(step + 1);
    const auto text = mark + ' ' + title;
    if (button->text() == text && button->font().bold() == (state == Next))
        return;
    button->setText(text);
    const auto spoken = state == Done ? tr("Step %1, %2: done")
        : state == Next               ? tr("Step %1, %2: the next one")
                                      : tr("Step %1, %2");
    button->setAccessibleName(spoken.arg(step + 1).arg(title));
    auto font = button->font();
    font.setBold(state == Next);
    button->setFont(font);
}

void TourBar::setStep(int step, State state, bool enabled)
{
    nameStep(step, state);
    auto* button = m_buttons[step];
    if (!enabled && button->hasFocus())
        setFocus();
    button->setEnabled(enabled);
    if (enabled && state == Next && hasFocus())
        button->setFocus(Qt::TabFocusReason);
}

void TourBar::setCurrent(int step)
{
    for (int i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(i == step);
}

void TourBar::setLeads(const QList<Lead>& leads)
{
    qDeleteAll(m_leads->findChildren<QToolButton*>(Qt::FindDirectChildrenOnly));
    for (const auto& lead : leads) {
        auto* button = new QToolButton(m_leads);
        button->setObjectName(QStringLiteral("lead-") + lead.id);
        button->setText(lead.title);
        button->setToolTip(lead.text);
        button->setFocusPolicy(Qt::StrongFocus);
        m_leads->layout()->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, id = lead.id] { Q_EMIT leadChosen(id); });
    }
}

void TourBar::showLeads(bool shown)
{
    m_leads->setVisible(shown);
    m_play->setVisible(!shown);
}

void TourBar::setPlaying(bool on)
{
    m_play->setChecked(on);
}

bool TourBar::hasKeys() const
{
    const auto* focus = window()->focusWidget();
    return focus && (focus == this || isAncestorOf(focus));
}

void TourBar::giveKeysToLeads()
{
    if (auto* first = m_leads->findChild<QToolButton*>(QString(), Qt::FindDirectChildrenOnly))
        first->setFocus(Qt::TabFocusReason);
}

QString TourBar::text() const
{
    return m_text->text();
}

void TourBar::say(const QString& sentence)
{
    if (sentence == m_text->text())
        return;
    m_text->setText(sentence);
    m_text->setToolTip(sentence);
}

}
