// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runspanel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSet>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "common/tableexport.h"
#include "runs/runcolumns.h"
#include "runs/rundelegate.h"
#include "runs/runsfilterbar.h"

namespace quantscope {
namespace {

// Double click and Enter edit these; in the others they show the run.
bool isWritten(int column)
{
    return column == RunTableModel::Note || column == RunTableModel::Tags || column == RunTableModel::Experiment;
}

}

RunsPanel::RunsPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_model(new RunTableModel(this))
    , m_bar(new RunsFilterBar(this))
{
    createView();
    m_columns = new RunColumns(m_view, this);
    createActions();
    addTableExport(m_view, QStringLiteral("runs"), std::move(saveAs),
                   {[this](bool selectedOnly) { return tableText(selectedOnly); },
                    [this](bool selectedOnly) { return tableCsv(selectedOnly); }});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    layout->addWidget(m_bar);
    layout->addWidget(createHint(), 1);
    layout->addWidget(m_view, 1);
    layout->addWidget(createButtons());
    setFocusProxy(m_view);
    tieModel();
    connect(m_columns, &RunColumns::changed, this, &RunsPanel::viewStateChanged);
    connect(m_bar, &RunsFilterBar::filterChanged, this, [this] { showFilter(m_bar->filter()); });
    connect(m_bar, &RunsFilterBar::listWanted, this, [this] {
        m_view->setFocus();
        if (!m_view->selectionModel()->hasSelection() && m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0, RunTableModel::Name));
    });
    setRows({});
    showState();
    updateActions();
}

void RunsPanel::createView()
{
    m_view = new QTableView(this);
    m_view->setAccessibleName(tr("Runs"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RunDelegate(m_model, m_view));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setDragDropMode(QAbstractItemView::DragDrop);
    m_view->setDragDropOverwriteMode(true); // on rows, not between them
    m_view->setDefaultDropAction(Qt::CopyAction);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 8);
    m_view->installEventFilter(this);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPanel::selected);
    connect(m_view, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (isWritten(index.column()))
            m_view->edit(index);
        else
            showRun();
    });
}

QWidget* RunsPanel::createHint()
{
    m_empty = new QWidget(this);
    m_hint = new QLabel;
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_clear = new QPushButton(tr("Clear search and filters"));
    m_clear->setToolTip(tr("Empty the search and all filters"));
    m_clear->setAccessibleName(tr("Clear them: list runs again"));
    m_everywhere = new QPushButton;
    m_everywhere->setObjectName("everywhere");
    m_everywhere->setToolTip(tr("List runs of other models and benchmarks too"));
    connect(m_clear, &QPushButton::clicked, this, [this] {
        RunsFilter filter;
        filter.everywhere = this->filter().everywhere;
        setFilter(filter);
        emit filterChanged();
    });
    connect(m_everywhere, &QPushButton::clicked, this, [this] {
        auto filter = this->filter();
        filter.everywhere = true;
        setFilter(filter);
        emit filterChanged();
    });
    auto* layout = new QVBoxLayout(m_empty);
    layout->addStretch(1);
    layout->addWidget(m_hint);
    layout->addWidget(m_clear, 0, Qt::AlignHCenter);
    layout->addWidget(m_everywhere, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    return m_empty;
}

void RunsPanel::tieModel()
{
    connect(m_model, &RunTableModel::renamed, this, &RunsPanel::renamed);
    connect(m_model, &RunTableModel::noteEdited, this, &RunsPanel::noteEdited);
    connect(m_model, &RunTableModel::tagsEdited, this, &RunsPanel::tagsEdited);
    connect(m_model, &RunTableModel::experimentEdited, this, &RunsPanel::experimentEdited);
    connect(m_model, &RunTableModel::compareRequested, this, &RunsPanel::compareRequested);
    connect(m_model, &RunTableModel::choicesChanged, this, [this] { m_bar->setChoices(m_model->choices()); });
    const auto moved = [this] { m_moved = true; };
    connect(m_model, &QAbstractItemModel::rowsInserted, this, moved);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, moved);
    connect(m_model, &QAbstractItemModel::modelReset, this, moved);
}

void RunsPanel::setRows(std::vector<RunRow> rows)
{
    keepingPlace([&] { m_model->setRows(std::move(rows)); });
}

void RunsPanel::updateRow(const RunRow& row)
{
    keepingPlace([&] { m_model->updateRow(row); });
}

const RunsFilter& RunsPanel::filter() const
{
    return m_model->filter();
}

void RunsPanel::setFilter(const RunsFilter& filter)
{
    m_bar->setFilter(filter);
    keepingPlace([&] { m_model->setFilter(filter); });
}

void RunsPanel::showFilter(const RunsFilter& filter)
{
    keepingPlace([&] { m_model->setFilter(filter); });
    emit filterChanged();
}

QByteArray RunsPanel::viewState() const
{
    return m_columns->state();
}

bool RunsPanel::setViewState(const QByteArray& state)
{
    return m_columns->setState(state);
}

void RunsPanel::keepingPlace(const std::function<void()>& change)
{
    const QString current = idAt(m_view->currentIndex().row());
    const int column = std::max(0, m_view->currentIndex().column());
    // At the very top the newest run is wanted.
    const QString top = m_view->verticalScrollBar()->value() > 0 ? idAt(m_view->rowAt(0)) : QString();
    m_moved = false;
    {
        const QScopedValueRollback quiet(m_quiet, true);
        change();
        if (m_moved)
            restorePlace(current, column, top);
    }
    showState();
    if (m_moved)
        tellSelection();
    else
        updateActions();
}

// Where the current run or a selected one has gone, Qt selects its neighbour, which nobody has chosen.
void RunsPanel::restorePlace(const QString& current, int column, const QString& top)
{
    if (const auto index = m_model->index(m_model->rowOfId(current), column);
        index.isValid() && index != m_view->currentIndex())
        m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    selectRows(m_selected);
    const auto first = m_model->index(m_model->rowOfId(top), RunTableModel::Name);
    if (!first.isValid())
        return;
    auto* bar = m_view->horizontalScrollBar();
    const int left = bar->value();
    m_view->scrollTo(first, QAbstractItemView::PositionAtTop);
    bar->setValue(left);
}

void RunsPanel::selectRows(const QStringList& ids)
{
    QList<int> rows;
    for (const auto& id : ids)
        if (const int row = m_model->rowOfId(id); row >= 0)
            rows << row;
    std::sort(rows.begin(), rows.end());
    QItemSelection selection;
    for (qsizetype i = 0; i < rows.size();) {
        const int first = rows[i];
        int last = first;
        for (++i; i < rows.size() && rows[i] <= last + 1; ++i)
            last = rows[i];
        selection.append(
            QItemSelectionRange(m_model->index(first, 0), m_model->index(last, RunTableModel::ColumnCount - 1)));
    }
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

void RunsPanel::select(const QStringList& ids)
{
    {
        const QScopedValueRollback quiet(m_quiet, true);
        selectRows(ids);
        if (const auto shown = selectedIds(); !shown.isEmpty())
            m_view->selectionModel()->setCurrentIndex(
                m_model->index(m_model->rowOfId(shown.constFirst()), RunTableModel::Name),
                QItemSelectionModel::NoUpdate);
    }
    m_selected = ids;
    m_view->scrollTo(m_view->currentIndex());
    tellSelection();
}

QString RunsPanel::idAt(int row) const
{
    const auto* run = m_model->row(row);
    return run ? run->id : QString();
}

QList<int> RunsPanel::rowsOf(bool selectedOnly) const
{
    QList<int> rows;
    if (selectedOnly) {
        for (const auto& range : m_view->selectionModel()->selection())
            for (int row = range.top(); row <= range.bottom(); ++row)
                rows << row;
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    } else
        for (int row = 0; row < m_model->rowCount(); ++row)
            rows << row;
    return rows;
}

QStringList RunsPanel::selectedIds() const
{
    QStringList ids;
    for (const int row : rowsOf(true))
        ids << idAt(row);
    return ids;
}

void RunsPanel::selected()
{
    if (m_quiet)
        return;
    m_selected = selectedIds();
    tellSelection();
}

void RunsPanel::tellSelection()
{
    const auto ids = selectedIds();
    updateActions();
    if (ids == m_told)
        return;
    m_told = ids;
    emit selectionChanged(ids);
}

void RunsPanel::showState()
{
    const int shown = m_model->rowCount();
    m_bar->setCounts(shown, m_model->count());
    m_empty->setVisible(shown == 0);
    m_view->setVisible(shown > 0);
    if (shown > 0)
        return;
    RunsFilter wider = filter();
    wider.everywhere = true;
    const auto elsewhere = m_model->countWith(wider);
    const bool narrowed = conditionsIn(wider) > 0 || !wider.text.trimmed().isEmpty();
    m_hint->setText(m_model->count() == 0
                        ? tr("Every run appears here with its score, size and time. Press Run to make the first one.")
                        : narrowed ? tr("No run matches the search and filters.")
                                   : tr("No run belongs to what is open."));
    m_clear->setVisible(narrowed && m_model->count() > 0);
    m_everywhere->setVisible(elsewhere > 0);
    m_everywhere->setText(tr("Look in all runs (%1)").arg(elsewhere));
}

QList<QStringList> RunsPanel::tableText(bool selectedOnly) const
{
    const auto* header = m_view->horizontalHeader();
    QList<int> columns;
    for (int place = 0; place < header->count(); ++place)
        if (const int column = header->logicalIndex(place); !header->isSectionHidden(column))
            columns << column;
    QList<QStringList> table(1);
    for (const int column : columns)
        table[0] << RunTableModel::columnTitle(column);
    for (const int row : rowsOf(selectedOnly)) {
        auto& cells = table.emplace_back();
        for (const int column : columns)
            cells << m_model->index(row, column).data().toString();
    }
    return table;
}

QList<QStringList> RunsPanel::tableCsv(bool selectedOnly) const
{
    QList<QStringList> table{RunTableModel::csvTitles()};
    for (const int row : rowsOf(selectedOnly))
        table << m_model->csvRow(*m_model->row(row));
    return table;
}

// Enter shows the run, but edits where the cursor stands on something written. Keys that an open editor leaves over
// arrive here too.
bool RunsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress && m_view->hasFocus()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && !(key->modifiers() & ~Qt::KeypadModifier)) {
            if (const int column = m_view->currentIndex().column(); isWritten(column))
                edit(column);
            else
                showRun();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}
