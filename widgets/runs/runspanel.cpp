// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runspanel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "common/appearance.h"
#include "common/tableexport.h"

namespace quantscope {
namespace {

// Tints differences; the arrow says the same without colour.
class RunDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    // A running run changes its row while somebody types its name.
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        const auto* line = qobject_cast<QLineEdit*>(editor);
        if (!line || !line->isModified())
            QStyledItemDelegate::setEditorData(editor, index);
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const int direction = index.data(RunTableModel::DirectionRole).toInt();
        if (direction != 0)
            option->palette.setColor(QPalette::Text,
                                     direction > 0 ? betterColor(option->palette) : worseColor(option->palette));
    }
};

}

RunsPanel::RunsPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_model(new RunTableModel(this))
{
    createView(std::move(saveAs));
    m_pin = createAction(tr("Pin as baseline"), tr("Compare everything with this run"), {}, &RunsPanel::pin);
    m_show = createAction(tr("Show"), tr("Show this run in all views (Enter)"), {}, &RunsPanel::showRun);
    m_apply = createAction(tr("Apply recipe"), tr("Take this run's recipe for the next run"), {}, &RunsPanel::apply);
    m_rename = createAction(tr("Rename"), tr("Change the run's name"), Qt::Key_F2, &RunsPanel::rename);
    m_delete =
        createAction(tr("Delete"), tr("Remove the run from the session"), QKeySequence::Delete, &RunsPanel::remove);
    m_pin->setIconText(tr("Pin"));
    m_apply->setIconText(tr("Apply"));
    m_hint =
        new QLabel(tr("Every run appears here with its score, size and time. Press Run to make the first one."), this);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_view, 1);
    layout->addWidget(createButtons());
    connect(m_model, &RunTableModel::renamed, this, &RunsPanel::renamed);
    connect(m_model, &RunTableModel::noteEdited, this, &RunsPanel::noteEdited);
    setRows({});
}

void RunsPanel::createView(SaveAs saveAs)
{
    m_view = new QTableView(this);
    m_view->setAccessibleName(tr("Runs"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RunDelegate(m_view));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 8);
    auto* header = m_view->horizontalHeader();
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(20);
    const std::pair<int, const char*> samples[] = {{RunTableModel::Pinned, "★"},
                                                   {RunTableModel::Current, "●"},
                                                   {RunTableModel::Name, "MQuant W8A8 + W"},
                                                   {RunTableModel::Correct, "352 / 400 "},
                                                   {RunTableModel::Difference, "Δ to pinned"},
                                                   {RunTableModel::Bits, "Bits/weight"},
                                                   {RunTableModel::Size, "00.0 MB"},
                                                   {RunTableModel::Time, "00 min 00 s"}};
    for (const auto& [column, sample] : samples)
        header->resizeSection(column, header->fontMetrics().horizontalAdvance(QString::fromUtf8(sample)) + 14);
    m_view->installEventFilter(this);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPanel::updateActions);
    connect(m_view, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() == RunTableModel::Note)
            m_view->edit(index);
        else
            showRun();
    });
    addTableExport(m_view, QStringLiteral("runs"), std::move(saveAs));
    auto* separator = new QAction(m_view);
    separator->setSeparator(true);
    m_view->insertAction(m_view->actions().constFirst(), separator);
}

QAction* RunsPanel::createAction(const QString& title, const QString& help, const QKeySequence& key,
                                 void (RunsPanel::*act)())
{
    auto* action = new QAction(title, m_view);
    action->setToolTip(key.isEmpty() ? help : tr("%1 (%2)").arg(help, key.toString(QKeySequence::NativeText)));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, act);
    const auto actions = m_view->actions();
    const auto separator =
        std::find_if(actions.begin(), actions.end(), [](const QAction* other) { return other->isSeparator(); });
    m_view->insertAction(*separator, action);
    return action;
}

QWidget* RunsPanel::createButtons()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (auto* action : {m_pin, m_show, m_apply, m_rename, m_delete}) {
        auto* button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setAccessibleName(action->text());
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
    }
    layout->addStretch(1);
    return bar;
}

void RunsPanel::setRows(std::vector<RunRow> rows)
{
    const int id = selectedId();
    const int column = std::max(0, m_view->currentIndex().column());
    m_model->setRows(std::move(rows));
    if (id >= 0 && selectedId() != id)
        if (const int row = m_model->rowOfId(id); row >= 0)
            m_view->setCurrentIndex(m_model->index(row, column));
    m_hint->setVisible(m_model->rowCount() == 0);
    m_view->setVisible(m_model->rowCount() > 0);
    updateActions();
}

int RunsPanel::selectedId() const
{
    const auto rows = m_view->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.constFirst().data(RunTableModel::IdRole).toInt();
}

void RunsPanel::updateActions()
{
    const auto* run = m_model->row(m_model->rowOfId(selectedId()));
    m_pin->setEnabled(run && run->complete && !run->pinned);
    m_show->setEnabled(run && !run->current);
    m_apply->setEnabled(run);
    m_rename->setEnabled(run && run->id != 0);
    m_delete->setEnabled(run && run->id != 0);
}

void RunsPanel::edit(int column)
{
    const int row = m_model->rowOfId(selectedId());
    if (row < 0)
        return;
    const auto index = m_model->index(row, column);
    if (index.flags() & Qt::ItemIsEditable) {
        m_view->setCurrentIndex(index);
        m_view->edit(index);
    }
}

void RunsPanel::pin()
{
    emit pinRequested(selectedId());
}

void RunsPanel::showRun()
{
    if (m_show->isEnabled())
        emit showRequested(selectedId());
}

void RunsPanel::apply()
{
    emit applyRequested(selectedId());
}

void RunsPanel::rename()
{
    edit(RunTableModel::Name);
}

void RunsPanel::remove()
{
    emit deleteRequested(selectedId());
}

// Enter shows the run, but edits where the cursor stands on a note. Keys that an open editor leaves over arrive here
// too.
bool RunsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress && m_view->hasFocus()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (m_view->currentIndex().column() == RunTableModel::Note)
                edit(RunTableModel::Note);
            else
                showRun();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}
