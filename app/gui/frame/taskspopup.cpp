// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/frame/taskspopup.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "common/numbertext.h"
#include "common/worktext.h"
#include "gui/document/tasklist.h"

namespace quantscope {
namespace {

enum TaskColumn { What, Done, Left, TaskColumns };
constexpr int rowHeight = 24; // pixels
constexpr int idRole = Qt::UserRole, fractionRole = Qt::UserRole + 1;

// A bar behind the per cent.
class TaskProgressDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const double fraction = index.data(fractionRole).toDouble();
        if (fraction < 0)
            return QStyledItemDelegate::paint(painter, option, index);
        QStyleOptionProgressBar bar;
        bar.rect = option.rect.adjusted(2, 2, -2, -2);
        bar.palette = option.palette;
        bar.fontMetrics = option.fontMetrics;
        bar.state = option.state | QStyle::State_Horizontal;
        bar.minimum = 0;
        bar.maximum = 1000;
        bar.progress = static_cast<int>(1000 * fraction);
        bar.text = index.data().toString();
        bar.textVisible = true;
        bar.textAlignment = Qt::AlignCenter;
        option.widget->style()->drawControl(QStyle::CE_ProgressBar, &bar, painter, option.widget);
    }
};

QString progressText(const Task& task)
{
    if (!task.isRunning)
        return TasksPopup::tr("waiting");
    return task.fraction < 0 ? TasksPopup::tr("running") : TasksPopup::tr("%1 %").arg(int(100 * task.fraction));
}

void fillItem(QTreeWidgetItem& item, const Task& task)
{
    item.setData(What, idRole, task.id);
    item.setText(What,
                 task.what.isEmpty() ? task.title : TasksPopup::tr("%1: %2").arg(task.title, workText(task.what)));
    item.setToolTip(What, item.text(What));
    item.setSizeHint(What, {0, rowHeight});
    item.setText(Done, progressText(task));
    item.setData(Done, fractionRole, task.isRunning ? task.fraction : -1);
    item.setText(Left, task.left ? TasksPopup::tr("%1 left").arg(secondsText(*task.left)) : QString());
}

}

TasksPopup::TasksPopup(TaskList& tasks, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_tasks(tasks)
    , m_list(new QTreeWidget(this))
    , m_empty(new QLabel(tr("Nothing goes on. Runs, checks, traces, searches and reports stand here while they last."),
                         this))
    , m_earlier(addButton(tr("&Earlier"), tr("The waiting run has its turn earlier (Alt+Up)"), QKeySequence("Alt+Up"),
                          &TasksPopup::moveEarlier))
    , m_later(addButton(tr("&Later"), tr("The waiting run has its turn later (Alt+Down)"), QKeySequence("Alt+Down"),
                        &TasksPopup::moveLater))
    , m_cancel(addButton(tr("&Cancel"), tr("Stop the task (Del)"), QKeySequence::Delete, &TasksPopup::cancelCurrent))
{
    setObjectName(QStringLiteral("taskList"));
    setAccessibleName(tr("Tasks"));
    setFrameShape(QFrame::StyledPanel);
    m_empty->setWordWrap(true);
    m_list->setAccessibleName(tr("Tasks"));
    m_list->setColumnCount(TaskColumns);
    m_list->setHeaderLabels({tr("Task"), tr("Progress"), tr("Time left")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setItemDelegateForColumn(Done, new TaskProgressDelegate(m_list));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_list->setMinimumSize(36 * fontMetrics().averageCharWidth() * 2, 9 * fontMetrics().lineSpacing());
    m_list->setColumnWidth(Done, 14 * fontMetrics().averageCharWidth());
    m_list->setColumnWidth(Left, 18 * fontMetrics().averageCharWidth());
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (auto* button : {m_earlier, m_later, m_cancel})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_empty);
    layout->addWidget(m_list);
    layout->addLayout(buttons);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &TasksPopup::updateButtons);
    connect(&tasks, &TaskList::changed, this, &TasksPopup::fill);
    fill();
}

QPushButton* TasksPopup::addButton(const QString& text, const QString& tip, const QKeySequence& keys,
                                   void (TasksPopup::*slot)())
{
    auto* button = new QPushButton(text, this);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    connect(button, &QPushButton::clicked, this, slot);
    connect(new QShortcut(keys, this), &QShortcut::activated, this, slot);
    return button;
}

void TasksPopup::takeFocus()
{
    m_list->setFocus(Qt::PopupFocusReason);
}

QString TasksPopup::currentId() const
{
    const auto* item = m_list->currentItem();
    return item ? item->data(What, idRole).toString() : QString();
}

// The current row stays on its task, wherever that is by now.
void TasksPopup::fill()
{
    const auto& tasks = m_tasks.tasks();
    const auto current = currentId();
    const QSignalBlocker blocker(m_list);
    while (m_list->topLevelItemCount() > static_cast<int>(tasks.size()))
        delete m_list->takeTopLevelItem(m_list->topLevelItemCount() - 1);
    QTreeWidgetItem* stays = nullptr;
    for (size_t i = 0; i < tasks.size(); ++i) {
        if (static_cast<int>(i) >= m_list->topLevelItemCount())
            m_list->addTopLevelItem(new QTreeWidgetItem);
        auto* item = m_list->topLevelItem(static_cast<int>(i));
        fillItem(*item, tasks[i]);
        if (tasks[i].id == current || !stays)
            stays = item;
    }
    m_list->setCurrentItem(stays);
    m_empty->setVisible(tasks.empty());
    m_list->setVisible(!tasks.empty());
    updateButtons();
}

void TasksPopup::updateButtons()
{
    const auto* task = m_tasks.find(currentId());
    m_cancel->setEnabled(task && task->cancel);
    for (auto* button : {m_earlier, m_later})
        button->setEnabled(task && task->move);
}

void TasksPopup::cancelCurrent()
{
    m_tasks.cancel(currentId());
}

void TasksPopup::moveEarlier()
{
    m_tasks.move(currentId(), true);
}

void TasksPopup::moveLater()
{
    m_tasks.move(currentId(), false);
}

}
