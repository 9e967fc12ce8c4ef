// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/recipetree.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

#include "recipe/fieldtext.h"
#include "recipe/recipetreedelegate.h"
#include "recipe/recipetreemodel.h"

namespace quantscope {
namespace {

constexpr int nameCharacters = 18;
constexpr int cellPadding = 16;

// What a cell of the field may say, apart from numbers.
QStringList cellTexts(const SchemeField& field)
{
    QStringList texts{fieldColumn(field), RecipeTreeModel::tr("mixed")};
    if (field.min == -1)
        texts << wholeRangeText(field);
    if (std::holds_alternative<std::string Scheme::*>(field.member))
        for (const auto& choice : field.choices)
            texts << RecipeTreeModel::tr("%1 …").arg(shortValueText(field, QString::fromStdString(choice)));
    return texts;
}

// Rows whose names hold the text and, if asked, that set something themselves; the rows above them stay.
class RecipeFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setFilter(const QString& text, bool onlyOwn)
    {
        m_text = text;
        m_onlyOwn = onlyOwn;
        invalidateRowsFilter();
    }

    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        const auto index = sourceModel()->index(row, 0, parent);
        return (!m_onlyOwn || index.data(RecipeTreeModel::HasOwnRole).toBool()) &&
            (m_text.isEmpty() ||
             index.data(RecipeTreeModel::SearchRole).toString().contains(m_text, Qt::CaseInsensitive));
    }

private:
    QString m_text;
    bool m_onlyOwn = false;
};

}

RecipeTree::RecipeTree(QWidget* parent)
    : QWidget(parent)
    , m_model(new RecipeTreeModel(this))
    , m_filter(new RecipeFilter(this))
    , m_delegate(new RecipeTreeDelegate(this))
{
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setSourceModel(m_model);
    createFilter();
    createView();
    createActions();
    createColumnChoice();
    auto* filters = new QHBoxLayout;
    filters->addWidget(m_text, 1);
    filters->addWidget(m_onlyOwn);
    filters->addWidget(m_columns);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 6);
    layout->setSpacing(4);
    layout->addLayout(filters);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_view, 1);
    connect(m_model, &RecipeTreeModel::recipeEdited, this, &RecipeTree::recipeEdited);
    connect(m_delegate, &RecipeTreeDelegate::valueChosen, this, &RecipeTree::applyValue);
    showState();
}

void RecipeTree::createFilter()
{
    m_text = new QLineEdit(this);
    m_text->setObjectName("search");
    m_text->setPlaceholderText(tr("Filter layers"));
    m_text->setAccessibleName(tr("Filter layers by name"));
    m_text->setClearButtonEnabled(true);
    m_onlyOwn = new QToolButton(this);
    m_onlyOwn->setToolTip(tr("Show only rows that set something themselves"));
    m_onlyOwn->setAccessibleName(tr("Only rows with overrides"));
    m_onlyOwn->setCheckable(true);
    m_onlyOwn->setFocusPolicy(Qt::StrongFocus);
    m_hint = new QLabel(this);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    connect(m_text, &QLineEdit::textChanged, this, &RecipeTree::applyFilter);
    connect(m_onlyOwn, &QToolButton::toggled, this, &RecipeTree::applyFilter);
}

void RecipeTree::createView()
{
    m_view = new QTreeView(this);
    m_view->setAccessibleName(tr("Settings of every layer"));
    m_view->setModel(m_filter);
    m_view->setItemDelegate(m_delegate);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setAllColumnsShowFocus(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::AnyKeyPressed);
    m_view->setIndentation(14);
    m_view->setIconSize(QSize(10, 10));
    m_view->installEventFilter(this);
    auto* header = m_view->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(24);
    for (const auto& field : schemeFields())
        header->setSectionHidden(RecipeTreeModel::columnOf(field), !isCommonColumn(field));
    fitColumns();
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecipeTree::currentChanged);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RecipeTree::selectionChanged);
}

// As wide as the longest text, for the font as it is now.
void RecipeTree::fitColumns()
{
    auto* header = m_view->header();
    auto font = this->font();
    font.setBold(true); // as overrides are
    const QFontMetrics metrics(font);
    header->resizeSection(0, metrics.averageCharWidth() * nameCharacters + 2 * m_view->indentation());
    for (const auto& field : schemeFields()) {
        int widest = 0;
        for (const auto& text : cellTexts(field))
            widest = std::max(widest, metrics.horizontalAdvance(text));
        header->resizeSection(RecipeTreeModel::columnOf(field), widest + cellPadding);
    }
}

void RecipeTree::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_view)
        fitColumns();
}

void RecipeTree::createActions()
{
    m_resetCells = new QAction(tr("Reset cell"), m_view);
    m_resetCells->setShortcut(QKeySequence::Delete);
    m_resetRows = new QAction(tr("Reset row"), m_view);
    m_resetRows->setShortcut(Qt::SHIFT | Qt::Key_Delete);
    m_resetBelow = new QAction(tr("Reset all overrides below"), m_view);
    for (auto* action : {m_resetCells, m_resetRows, m_resetBelow})
        action->setShortcutContext(Qt::WidgetShortcut);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->addActions({m_resetCells, m_resetRows, m_resetBelow});
    connect(m_resetCells, &QAction::triggered, this, [this] { m_model->resetCells(selectedCells()); });
    connect(m_resetRows, &QAction::triggered, this, [this] { m_model->resetRows(selectedCells()); });
    connect(m_resetBelow, &QAction::triggered, this,
            [this] { m_model->resetBelow(m_filter->mapToSource(m_view->currentIndex())); });
    selectionChanged();
}

void RecipeTree::createColumnChoice()
{
    m_columns = new QPushButton(this);
    m_columns->setText(tr("Columns"));
    m_columns->setToolTip(tr("Which settings the table shows"));
    m_columns->setAccessibleName(tr("Choose columns"));
    auto* menu = new QMenu(m_columns);
    for (const auto& field : schemeFields()) {
        auto* action = menu->addAction(fieldTitle(field));
        const int column = RecipeTreeModel::columnOf(field);
        action->setCheckable(true);
        action->setData(column);
        connect(action, &QAction::toggled, this, [this, column](bool on) { m_view->setColumnHidden(column, !on); });
    }
    m_columns->setMenu(menu);
    m_view->header()->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->header()->addActions(menu->actions());
    syncColumnChoice();
}

void RecipeTree::syncColumnChoice()
{
    for (auto* action : m_columns->menu()->actions())
        action->setChecked(!m_view->isColumnHidden(action->data().toInt()));
}

void RecipeTree::setOutline(std::shared_ptr<const ModelOutline> outline)
{
    if (!m_model->setOutline(std::move(outline)))
        return;
    m_layer = -1;
    m_view->expandToDepth(0);
    showState();
}

void RecipeTree::setRecipe(const Recipe& recipe, const Plan& plan)
{
    m_model->setRecipe(recipe, plan);
    selectionChanged();
    showState();
}

void RecipeTree::setSelectedLayer(int layer)
{
    if (layer == m_layer)
        return;
    const QScopedValueRollback quiet(m_quiet, true);
    m_layer = layer;
    const auto row = m_filter->mapFromSource(m_model->indexOfLayer(layer));
    if (!row.isValid()) {
        m_view->selectionModel()->clear();
        return;
    }
    const int column = std::max(0, m_view->currentIndex().column());
    const auto index = row.siblingAtColumn(column);
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_view->scrollTo(index);
}

QByteArray RecipeTree::columnState() const
{
    return m_view->header()->saveState();
}

void RecipeTree::setColumnState(const QByteArray& state)
{
    m_view->header()->restoreState(state);
    syncColumnChoice();
}

void RecipeTree::applyFilter()
{
    static_cast<RecipeFilter*>(m_filter)->setFilter(m_text->text().trimmed(), m_onlyOwn->isChecked());
    if (!m_text->text().trimmed().isEmpty() || m_onlyOwn->isChecked())
        m_view->expandAll();
    if (m_view->currentIndex().isValid())
        m_view->scrollTo(m_view->currentIndex());
    showState();
}

void RecipeTree::showState()
{
    const bool noModel = m_model->rowCount() == 0;
    const bool nothing = m_filter->rowCount() == 0;
    m_hint->setText(noModel ? tr("Here is every layer with its settings, once a model is open. Layers and blocks can "
                                 "differ from their tower.")
                        : m_text->text().trimmed().isEmpty() ? tr("No block or layer has values of its own.")
                                                             : tr("No layer fits the filter."));
    m_onlyOwn->setText(tr("Only overrides (%1)").arg(m_model->ownCount()));
    m_hint->setVisible(nothing);
    m_view->setVisible(!nothing);
}

QModelIndexList RecipeTree::selectedCells() const
{
    QModelIndexList cells;
    for (const auto& index : m_view->selectionModel()->selectedIndexes())
        cells << m_filter->mapToSource(index);
    return cells;
}

void RecipeTree::selectionChanged()
{
    bool cells = false, rows = false;
    for (const auto& index : m_view->selectionModel()->selectedIndexes()) {
        const bool own = index.data(RecipeTreeModel::StatusRole).toInt() == RecipeTreeModel::Own;
        cells = cells || (own && index.column() > 0);
        rows = rows || index.data(RecipeTreeModel::HasOwnRole).toBool();
    }
    m_resetCells->setEnabled(cells);
    m_resetRows->setEnabled(rows);
    m_resetBelow->setEnabled(m_view->currentIndex().isValid());
}

void RecipeTree::currentChanged(const QModelIndex& current)
{
    const int layer = current.isValid() ? current.data(RecipeTreeModel::LayerRole).toInt() : -1;
    if (m_quiet || layer < 0 || layer == m_layer)
        return;
    m_layer = layer;
    emit layerSelected(layer);
}

void RecipeTree::applyValue(const QModelIndex& cell, const QVariant& value)
{
    const auto edited = m_filter->mapToSource(cell);
    QModelIndexList cells{edited};
    const auto selected = selectedCells();
    if (selected.contains(edited))
        for (const auto& other : selected)
            if (other.column() == edited.column() && other != edited)
                cells << other;
    m_model->setCells(cells, value);
}

bool RecipeTree::eventFilter(QObject* watched, QEvent* event)
{
    // Keys that an open control leaves over arrive here too.
    if (watched == m_view && event->type() == QEvent::KeyPress && m_view->hasFocus()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const auto current = m_view->currentIndex();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && current.flags() & Qt::ItemIsEditable) {
            if (!m_delegate->toggle(current))
                m_view->edit(current);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}
