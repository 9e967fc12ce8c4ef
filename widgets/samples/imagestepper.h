// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace quantscope {

// Which of a question's images is looked at: "image 2 of 3" between two arrows. Hidden while there is only one. Keys,
// as long as the focus is inside the parent: I next, Shift+I previous.
class ImageStepper : public QWidget
{
    Q_OBJECT

public:
    explicit ImageStepper(QWidget* parent);

    void setCount(int images); // begins at the first; says nothing
    int index() const;

signals:
    void indexChanged(int index); // by the user

protected:
    void changeEvent(QEvent*) override;

private:
    QToolButton* addButton(const QString& tip, int direction);
    void step(int direction);
    void showPosition();
    void updateIcons();

    int m_count = 0, m_index = 0;
    QToolButton* m_previous;
    QLabel* m_position;
    QToolButton* m_next;
};

}
