// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QAction;
class QMenu;
class QToolButton;

namespace quantscope {

// Buttons of actions side by side, the most important first. Those that do not fit disappear, from the end; the menu at
// the end, which always stays, has them all.
class ButtonRow : public QWidget
{
    Q_OBJECT

public:
    explicit ButtonRow(QMenu* all, QWidget* parent = nullptr);

    void add(QAction*);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent*) override;
    bool event(QEvent*) override;

private:
    void place();

    std::vector<QToolButton*> m_buttons;
    QToolButton* m_menu;
};

}
