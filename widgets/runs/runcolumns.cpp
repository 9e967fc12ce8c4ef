// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runcolumns.h"

#include <QAction>
#include <QActionGroup>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QTableView>

#include <algorithm>

#include "runs/runtablemodel.h"

namespace quantscope {
namespace {

constexpr int stateVersion = 1;
constexpr int laterMilliseconds = 300;
constexpr int narrowestColumn = 20, widestColumn = 2000;

int columnOf(const QString& id)
{
    const auto table = RunTableModel::columns();
    const auto it =
        std::find_if(table.begin(), table.end(), [&](const auto& row) { return id == QLatin1String(row.id); });
    return it == table.end() ? -1 : static_cast<int>(it - table.begin());
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
    connect(header, &QHeaderView::sectionResized, this, later);
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
        const int sample = metrics.horizontalAdvance(QString::fromUtf8(row.sample));
        header->resizeSection(column, std::max(title, sample) + 16);
        header->setSectionHidden(column, !row.shown);
    }
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

// The last shown column is as wide as the view leaves it: its width says nothing.
QByteArray RunColumns::state() const
{
    const auto* header = m_view->horizontalHeader();
    QJsonArray columns;
    int last = -1;
    for (int place = 0; place < header->count(); ++place)
        if (!header->isSectionHidden(header->logicalIndex(place)))
            last = place;
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        const bool shown = !header->isSectionHidden(column);
        QJsonObject one{{"id", idOf(column)}, {"shown", shown}};
        if (shown && place != last)
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
        if (const int width = one["width"].toInt(); width >= narrowestColumn && width <= widestColumn)
            header->resizeSection(column, width);
    }
    syncChoice();
    const int sorted = columnOf(state["sortedBy"].toString());
    m_view->sortByColumn(sorted, state["descending"].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    return true;
}

}
