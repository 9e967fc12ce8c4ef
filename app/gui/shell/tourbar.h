// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace quantscope {

class ElidedLabel;

// The suggestions of a first start, in one line of constant height that goes away by a click.
class TourBar : public QWidget
{
    Q_OBJECT

public:
    explicit TourBar(QWidget* parent = nullptr);

    struct Step
    {
        QString title, text; // on its button; beside the buttons once it was clicked
    };
    // A click on one emits its number from 0.
    void showSteps(const QString& invitation, const QList<Step>&);
    QString text() const;

Q_SIGNALS:
    void stepChosen(int step);
    void dismissed();

private:
    void say(const QString&);

    ElidedLabel* m_text;
    QWidget* m_steps;
    QHBoxLayout* m_stepLayout;
};

}
