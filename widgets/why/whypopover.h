// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QPushButton;

namespace quantscope {

// What a person may want to know of a setting before it is touched.
struct WhyCard
{
    QString title; // "Rotation, vision tower"
    QString does, costs, hurts;
    int layerCount = 0; // that the setting touches
    QStringList layers; // their names, in few lines
    QString page; // of Learn; empty: none
    QString selectedLayer; // which Learn will show; empty: none is selected
    bool touchesSelected = false;

    bool operator==(const WhyCard&) const = default;
};

// A card beside a control; a click elsewhere or Esc closes it, Enter opens the lesson.
class WhyPopover : public QFrame
{
    Q_OBJECT

public:
    explicit WhyPopover(QWidget* parent = nullptr);

    void showBeside(const QWidget& anchor, const WhyCard&);
    const WhyCard& card() const
    {
        return m_card;
    }

signals:
    void lessonAsked(QString page);
    void closed();

protected:
    void hideEvent(QHideEvent*) override;

private:
    void fill();
    void place(const QWidget& anchor);
    QString touchedText() const;

    WhyCard m_card;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_layers;
    QPushButton* m_lesson;
    QPushButton* m_close;
};

}
