// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/tourbar.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "recipe/controls.h"

namespace quantscope {

TourBar::TourBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new ElidedLabel(this))
    , m_steps(new QWidget(this))
    , m_stepLayout(new QHBoxLayout(m_steps))
{
    setObjectName(QStringLiteral("tour"));
    setAccessibleName(tr("First steps"));
    m_stepLayout->setContentsMargins(0, 0, 0, 0);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("✕"));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    close->setAccessibleName(tr("Dismiss the first steps"));
    close->setToolTip(tr("Dismiss; Help → First steps shows them again"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 1, 6, 1);
    layout->addWidget(m_steps);
    layout->addWidget(m_text, 1);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    hide();
}

void TourBar::showSteps(const QString& invitation, const QList<Step>& steps)
{
    qDeleteAll(m_steps->findChildren<QToolButton*>(Qt::FindDirectChildrenOnly));
    say(invitation);
    for (int i = 0; i < steps.size(); ++i) {
        auto* button = new QToolButton(m_steps);
        button->setText(QStringLiteral("%1 %2").arg(i + 1).arg(steps[i].title));
        button->setToolTip(steps[i].text);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_stepLayout->addWidget(button);
        if (i == 0)
            setFocusProxy(button);
        connect(button, &QToolButton::clicked, this, [this, i, text = steps[i].text] {
            say(text);
            Q_EMIT stepChosen(i);
        });
    }
    show();
}

QString TourBar::text() const
{
    return m_text->text();
}

void TourBar::say(const QString& text)
{
    m_text->setText(text);
    m_text->setToolTip(text);
}

}
