// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/imagestepper.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QToolButton>

#include "common/appearance.h"

namespace quantscope {

ImageStepper::ImageStepper(QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    m_previous = addButton(tr("Previous image (Shift+I)"), -1);
    m_position = new QLabel;
    m_position->setAccessibleName(tr("Image of the question"));
    row->addWidget(m_position);
    m_next = addButton(tr("Next image (I)"), 1);
    for (const auto& [keys, direction] :
         {std::pair{QKeySequence(Qt::Key_I), 1}, {QKeySequence(Qt::SHIFT | Qt::Key_I), -1}})
        connect(new QShortcut(keys, parent, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated,
                this, [this, direction = direction] { step(direction); });
    updateIcons();
    showPosition();
}

QToolButton* ImageStepper::addButton(const QString& tip, int direction)
{
    auto* button = new QToolButton;
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, direction] { step(direction); });
    return button;
}

void ImageStepper::setCount(int images)
{
    m_count = images;
    m_index = 0;
    showPosition();
}

int ImageStepper::index() const
{
    return m_index;
}

void ImageStepper::step(int direction)
{
    const int wanted = m_index + direction;
    if (wanted < 0 || wanted >= m_count)
        return;
    m_index = wanted;
    showPosition();
    emit indexChanged(m_index);
}

void ImageStepper::showPosition()
{
    setVisible(m_count > 1);
    m_position->setText(tr("image %1 of %2").arg(m_index + 1).arg(m_count));
    m_previous->setEnabled(m_index > 0);
    m_next->setEnabled(m_index + 1 < m_count);
}

void ImageStepper::updateIcons()
{
    m_previous->setIcon(themedIcon(QStringLiteral("previous"), palette()));
    m_next->setIcon(themedIcon(QStringLiteral("next"), palette()));
}

void ImageStepper::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
}

}
