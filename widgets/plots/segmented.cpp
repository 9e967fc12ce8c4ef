// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/segmented.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include "plots/plotcolors.h"

namespace quantscope {

SegmentedButtons::SegmentedButtons(const QStringList& titles, const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(accessibleName);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    for (const QString& title : titles) {
        auto* button = new QToolButton;
        button->setText(title);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(accessibleName + QStringLiteral(": ") + QString(title).remove('&'));
        button->setChecked(m_group->buttons().isEmpty());
        m_group->addButton(button, static_cast<int>(m_group->buttons().size()));
        layout->addWidget(button);
    }
    connect(m_group, &QButtonGroup::idToggled, this, &SegmentedButtons::colorButtons);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedButtons::chosen);
    colorButtons();
}

int SegmentedButtons::index() const
{
    return m_group->checkedId();
}

void SegmentedButtons::setIndex(int index)
{
    if (auto* button = m_group->button(index))
        button->setChecked(true);
}

// Styles tell a button that is down hardly apart on dark backgrounds.
void SegmentedButtons::colorButtons()
{
    for (auto* button : m_group->buttons()) {
        QPalette colors;
        if (button->isChecked())
            colors.setColor(QPalette::Button,
                            mixed(palette().color(QPalette::Highlight), palette().color(QPalette::Button), 0.45));
        button->setPalette(colors);
    }
}

void SegmentedButtons::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        colorButtons();
    QWidget::changeEvent(event);
}

void SegmentedButtons::setToolTips(const QStringList& texts)
{
    for (int i = 0; i < texts.size(); ++i)
        if (auto* button = m_group->button(i))
            button->setToolTip(texts[i]);
}

}
