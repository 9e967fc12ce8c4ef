// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runcolumns.h"

#include <QAction>
#include <QActionGroup>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>

#include "runs/runtablemodel.h"

namespace quantscope {
namespace {

constexpr int stateVersion = 1;
constexpr int cellMargins = 16;
constexpr int laterMilliseconds = 300;
constexpr int narrowestColumn = 20, widestColumn = 2000;

int columnOf(const QString& id)
{
    const auto table = RunTableModel::columns();
    const auto it =
        std::find_if(table.begin(), table.end(), [&](const auto& row) { return id == QLatin1String(row.id); });
    return it == table.end() ? -1 : static_cast<int>(it - table.begin());
}

QString sampleOf(int column)
{
    return QString::fromUtf8(RunTableModel::columns()[static_cast<size_t>(column)].sample);
}

// The column at the end of the view; -1 without any.
int lastShown(const QHeaderView& header)
{
    for (int place = header.count() - 1; place >= 0; --place)
        if (const int column = header.logicalIndex(place); !header.isSectionHidden(column))
            return column;
    return -1;
}

QString idOf(int column)
{
    return QString::fromLatin1(RunTableModel::columns()[static_cast<size_t>(column)].id);
}

}

RunColumns::RunColumns(QTableView* view, QObject* parent)
    : QObject(parent)
    , m_view(view)
{
    m_later.setSingleShot(true);
    m_later.setInterval(laterMilliseconds);
    connect(&m_later, &QTimer::timeout, this, &RunColumns::changed);
    auto* header = m_view->horizontalHeader();
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(narrowestColumn);
    header->setSectionsMovable(true);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    setDefaults();
    createChoice();
    createSorting();
    const auto later = [this] { m_later.start(); };
    connect(header, &QHeaderView::sectionMoved, this, later);
    connect(header, &QHeaderView::sectionResized, this, &RunColumns::resized);
    m_view->viewport()->installEventFilter(this);
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this, later] {
        syncSorting();
        later();
    });
}

void RunColumns::setDefaults()
{
    auto* header = m_view->horizontalHeader();
    const auto table = RunTableModel::columns();
    for (int column = 0; column < RunTableModel::ColumnCount; ++column) {
        const auto& row = table[static_cast<size_t>(column)];
        const auto metrics = header->fontMetrics();
        const int title = metrics.horizontalAdvance(RunTableModel::tr(row.title));
        header->resizeSection(column, std::max(title, metrics.horizontalAdvance(sampleOf(column))) + cellMargins);
        header->setSectionHidden(column, !row.shown);
    }
}

// Not when it comes, goes, or is the last one, which follows the view.
void RunColumns::resized(int column, int before, int after)
{
    if (m_fitting || before == 0 || after == 0 || column == lastShown(*m_view->horizontalHeader()))
        return;
    m_fits = false;
    m_later.start();
}

bool RunColumns::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        fitName();
    return QObject::eventFilter(watched, event);
}

// In a narrow view the score stands beside a short piece of the name; a wide one shows long names.
void RunColumns::fitName()
{
    if (!m_fits)
        return;
    const QScopedValueRollback fitting(m_fitting, true);
    auto* header = m_view->horizontalHeader();
    const auto widthOf = [&](int column) { return header->isSectionHidden(column) ? 0 : header->sectionSize(column); };
    const int usual = header->fontMetrics().horizontalAdvance(sampleOf(RunTableModel::Name)) + cellMargins;
    const int signs = widthOf(RunTableModel::Pinned) + widthOf(RunTableModel::Current);
    const int last = lastShown(*header);
    int others = 0;
    for (int column = 0; column < RunTableModel::ColumnCount; ++column)
        if (column != RunTableModel::Name)
            others += column == last ? header->fontMetrics().horizontalAdvance(sampleOf(column)) + cellMargins
                                     : widthOf(column);
    const int beside = m_view->viewport()->width() - signs - widthOf(RunTableModel::Correct);
    const int left = m_view->viewport()->width() - others;
    header->resizeSection(RunTableModel::Name,
                          left > usual ? std::min(left, 2 * usual) : std::clamp(beside, usual * 2 / 3, usual));
}

void RunColumns::createChoice()
{
    m_choice = new QMenu(tr("Columns"), m_view);
    m_choice->menuAction()->setToolTip(tr("Which columns the list shows"));
    for (int column = 0; column < RunTableModel::ColumnCount; ++column) {
        auto* action = m_choice->addAction(RunTableModel::columnTitle(column));
        action->setCheckable(true);
        action->setData(column);
        action->setEnabled(column != RunTableModel::Name); // there is always one to hold on to
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            m_view->setColumnHidden(column, !on);
            fitName();
            m_later.start();
        });
    }
    m_view->horizontalHeader()->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->horizontalHeader()->addActions(m_choice->actions());
    syncChoice();
}

void RunColumns::createSorting()
{
    m_sorting = new QMenu(tr("Sort by"), m_view);
    m_sorting->menuAction()->setToolTip(tr("Once more on the same column turns the order round"));
    auto* group = new QActionGroup(m_sorting);
    for (int column = -1; column < RunTableModel::ColumnCount; ++column) {
        auto* action =
            m_sorting->addAction(column < 0 ? tr("No column: the newest first") : RunTableModel::columnTitle(column));
        action->setCheckable(true);
        action->setData(column);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, column] { sortBy(column); });
    }
    syncSorting();
}

void RunColumns::sortBy(int column)
{
    const auto* header = m_view->horizontalHeader();
    const bool again = header->sortIndicatorSection() == column && header->sortIndicatorOrder() == Qt::AscendingOrder;
    m_view->sortByColumn(column, again ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void RunColumns::syncChoice()
{
    for (auto* action : m_choice->actions())
        action->setChecked(!m_view->isColumnHidden(action->data().toInt()));
}

void RunColumns::syncSorting()
{
    for (auto* action : m_sorting->actions())
        action->setChecked(action->data().toInt() == m_view->horizontalHeader()->sortIndicatorSection());
}

// Widths that nobody has set say nothing, nor does that of the last column, which is as wide as the view leaves it.
QByteArray RunColumns::state() const
{
    const auto* header = m_view->horizontalHeader();
    QJsonArray columns;
    const int last = lastShown(*header);
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        const bool shown = !header->isSectionHidden(column);
        QJsonObject one{{"id", idOf(column)}, {"shown", shown}};
        if (shown && !m_fits && column != last)
            one["width"] = header->sectionSize(column);
        columns.append(one);
    }
    QJsonObject state{{"version", stateVersion}, {"columns", columns}};
    if (const int column = header->sortIndicatorSection(); column >= 0 && column < RunTableModel::ColumnCount) {
        state["sortedBy"] = idOf(column);
        state["descending"] = header->sortIndicatorOrder() == Qt::DescendingOrder;
    }
    return QJsonDocument(state).toJson(QJsonDocument::Compact);
}

bool RunColumns::setState(const QByteArray& text)
{
    const auto state = QJsonDocument::fromJson(text).object();
    if (state["version"].toInt() != stateVersion || !state["columns"].isArray())
        return false;
    auto* header = m_view->horizontalHeader();
    int place = 0;
    QList<int> seen;
    for (const auto& value : state["columns"].toArray()) {
        const auto one = value.toObject();
        const int column = columnOf(one["id"].toString());
        if (column < 0 || seen.contains(column))
            continue;
        seen << column;
        header->moveSection(header->visualIndex(column), place++);
        m_view->setColumnHidden(column, !one["shown"].toBool(true) && column != RunTableModel::Name);
        if (const int width = one["width"].toInt(); width >= narrowestColumn && width <= widestColumn) {
            m_fits = false;
            header->resizeSection(column, width);
        }
    }
    syncChoice();
    fitName();
    const int sorted = columnOf(state["sortedBy"].toString());
    m_view->sortByColumn(sorted, state["descending"].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    return true;
}

}
