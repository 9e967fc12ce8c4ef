#include "plots/segmented.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

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
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedButtons::chosen);
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

void SegmentedButtons::setToolTips(const QStringList& texts)
{
    for (int i = 0; i < texts.size(); ++i)
        if (auto* button = m_group->button(i))
            button->setToolTip(texts[i]);
}

}
