// SPDX-License-Identifier: GPL-3.0-or-later
#include "layers/layerspanel.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "common/appearance.h"
#include "common/bardelegate.h"
#include "common/foldingrow.h"
#include "common/numbertext.h"
#include "common/tableexport.h"
#include "common/textof.h"
#include "layers/layerblocksmodel.h"
#include "layers/layerfilter.h"
#include "layers/layertablemodel.h"
#include "layers/overviewstrip.h"
#include "plots/layerplot.h"
#include "plots/segmented.h"

namespace quantscope {
namespace {

constexpr int leastLines = 8; // of text: head, five layers and a scroll bar

}

LayersPanel::LayersPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_model(new LayerTableModel(this))
    , m_blocks(new LayerBlocksModel(m_model, this))
    , m_filter(new LayerFilter(m_blocks, this))
    , m_strip(new OverviewStrip(m_model))
    , m_plot(new LayerPlot)
    , m_table(new QTreeView)
    , m_empty(new QLabel)
    , m_status(new QLabel)
    , m_stack(new QStackedWidget)
    , m_splitter(new QSplitter(Qt::Vertical))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeToolBar());
    layout->addWidget(m_status);
    layout->addWidget(m_splitter, 1);
    m_status->setAccessibleName(tr("What is shown of the layers"));
    m_status->setContentsMargins(6, 0, 6, 2);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setAccessibleName(tr("Why there are no layers"));
    m_plot->setSaveAs(saveAs);
    makeTable(std::move(saveAs));
    makeStrip();
    for (QWidget* page :
         {static_cast<QWidget*>(m_table), static_cast<QWidget*>(m_plot), static_cast<QWidget*>(m_empty)})
        m_stack->addWidget(page);
    m_splitter->addWidget(m_strip);
    m_splitter->addWidget(m_stack);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setChildrenCollapsible(false);
    m_stack->setMinimumHeight(leastLines * fontMetrics().height());
    connect(m_plot, &LayerPlot::layerSelected, this, &LayersPanel::userSelected);
    connect(m_plot, &LayerPlot::shownLayersChanged, this, [this](int first, int last) {
        if (!m_plot->isVisible())
            return;
        m_strip->setWindow(first, last);
        applyWindow(first, last);
    });
    applyMetric();
    applyView();
}

QWidget* LayersPanel::makeToolBar()
{
    m_metric = new QComboBox;
    m_metric->setAccessibleName(tr("Metric of the layers"));
    m_metric->setToolTip(tr("What the strip, the plot and the column of differences show"));
    m_metric->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_metric->setMinimumContentsLength(13);
    for (const auto& metric : layerMetrics())
        m_metric->addItem(metricTitle(metric), textOf(metric.id));
    m_scope = new SegmentedButtons({tr("Isolate&d"), tr("&Accumulated")}, tr("Error of"));
    m_scope->setToolTips({tr("This layer alone: it gets the float model's input"),
                          tr("This layer and all before it: it gets the quantized model's input")});
    m_scope->setIndex(1);
    m_view = new SegmentedButtons({tr("&Table"), tr("&Bars"), tr("&Line")}, tr("Show as"));
    m_view->setToolTips({tr("Layers as rows with bars in their cells"), tr("Layers as bars along the depth"),
                         tr("Layers as a line along the depth")});
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setAccessibleName(tr("Search layers"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setToolTip(tr("Shows only layers with this text in their name or role"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(9 * fontMetrics().averageCharWidth());
    auto* what = new QHBoxLayout;
    what->addWidget(m_metric, 1);
    what->addWidget(m_scope);
    auto* how = new QHBoxLayout;
    how->addWidget(m_search, 1);
    how->addWidget(m_view);
    connect(m_metric, &QComboBox::currentIndexChanged, this, &LayersPanel::applyMetric);
    connect(m_scope, &SegmentedButtons::chosen, this, &LayersPanel::applyMetric);
    connect(m_view, &SegmentedButtons::chosen, this, &LayersPanel::applyView);
    connect(m_search, &QLineEdit::textChanged, this, &LayersPanel::applySearch);
    auto* bar = new FoldingRow(what, how, FoldingRow::Grows::Second);
    bar->layout()->setContentsMargins(4, 4, 4, 2);
    return bar;
}

void LayersPanel::makeTable(SaveAs saveAs)
{
    m_model->setPalette(palette());
    m_table->setModel(m_filter);
    m_table->installEventFilter(this);
    connect(m_table->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { m_scrolled = true; });
    m_table->setItemDelegate(new BarDelegate(m_table));
    m_table->setAccessibleName(tr("Table of the layers"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->setRootIsDecorated(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* header = m_table->header();
    header->setSectionsMovable(true);
    header->setResizeContentsPrecision(50);
    header->setStretchLastSection(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(LayerTableModel::Layer, Qt::AscendingOrder);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &LayersPanel::applyGrouping);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LayersPanel::tableSelectionChanged);
    const auto rows = [this](bool selectedOnly) { return m_model->csvRows(exportedLayers(selectedOnly)); };
    addTableExport(m_table, QStringLiteral("layers"), std::move(saveAs), {rows, rows});
}

void LayersPanel::makeStrip()
{
    connect(m_strip, &OverviewStrip::layerSelected, this, &LayersPanel::userSelected);
    connect(m_strip, &OverviewStrip::windowChanged, this, [this](int first, int last) {
        m_plot->showLayers(first, last);
        applyWindow(first, last);
    });
    m_strip->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto add = [this](const QString& text, auto then) {
        auto* action = new QAction(text, m_strip);
        connect(action, &QAction::triggered, this, then);
        m_strip->addAction(action);
    };
    add(tr("Show all layers"), [this] { m_strip->showAll(); });
    add(tr("Copy picture"), [this] { withPlotSize([this] { m_plot->copyPicture(); }); });
    add(tr("Export figure…"), [this] { withPlotSize([this] { m_plot->exportFigure(); }); });
}

// The figure is that of the plot, which has no size of its own while the table is shown.
void LayersPanel::withPlotSize(const std::function<void()>& then)
{
    if (!m_plot->isVisible())
        m_plot->resize(std::max(width(), 600), 280);
    then();
}

int LayersPanel::layerCount() const
{
    return m_model->rowCount();
}

void LayersPanel::setLayers(std::vector<LayerRow> now, std::vector<LayerReport> baseline, const QString& baselineName)
{
    const bool other = static_cast<int>(now.size()) != layerCount();
    {
        const QScopedValueRollback guard(m_settingSelection, true);
        m_plot->setLayers(now, baseline, baselineName);
        m_model->setLayers(std::move(now), std::move(baseline), baselineName);
    }
    if (other) {
        m_plot->resetView();
        applyWindow(0, layerCount() - 1);
        for (int column = 0; column < LayerTableModel::ColumnCount; ++column)
            m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(
            LayerTableModel::Layer,
            std::max(m_table->columnWidth(LayerTableModel::Layer), 22 * fontMetrics().averageCharWidth()));
        m_table->setColumnWidth(LayerTableModel::Remark, 60 * fontMetrics().averageCharWidth());
    }
    applyView();
    setSelectedLayer(m_selected);
    updateStatus();
}

void LayersPanel::updateLayer(int layer, const LayerRow& row)
{
    m_plot->updateLayer(layer, row);
    m_model->updateLayer(layer, row);
    updateStatus();
}

void LayersPanel::setSelectedLayer(int layer)
{
    m_selected = layer >= 0 && layer < layerCount() ? layer : -1;
    m_plot->setSelectedLayer(m_selected);
    m_strip->setSelectedLayer(m_selected);
    selectRow(m_selected);
}

// Until the user looks at others: a dock gets its height late.
void LayersPanel::keepSelectedRowInSight()
{
    if (const auto index = m_table->currentIndex(); index.isValid() && m_selected >= 0 && !m_scrolled)
        m_table->scrollTo(index);
}

void LayersPanel::selectRow(int layer)
{
    const QScopedValueRollback guard(m_settingSelection, true);
    m_scrolled = false;
    const QModelIndex index = layer < 0 ? QModelIndex() : m_filter->indexOf(layer);
    if (!index.isValid()) {
        m_table->clearSelection();
        return;
    }
    m_table->scrollTo(index); // opens its block
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void LayersPanel::userSelected(int layer)
{
    setSelectedLayer(layer);
    emit layerSelected(layer);
}

void LayersPanel::tableSelectionChanged()
{
    const auto rows = m_table->selectionModel()->selectedRows();
    const int layer = rows.isEmpty() ? -1 : m_filter->layerAt(rows.first());
    if (m_settingSelection || layer < 0 || layer == m_selected)
        return;
    m_selected = layer;
    m_plot->setSelectedLayer(layer);
    m_strip->setSelectedLayer(layer);
    emit layerSelected(layer);
}

void LayersPanel::setHighlightedLayers(std::vector<int> layers)
{
    m_strip->setHighlightedLayers(layers);
    m_plot->setHighlightedLayers(std::move(layers));
}

void LayersPanel::setAwaited(const QString& text)
{
    m_awaited = text;
    m_strip->setEmptyText(text.isEmpty() ? m_placeholder : text);
    updateStatus();
}

void LayersPanel::setErrorQuestions(qint64 count)
{
    m_errorQuestions = count;
    updateStatus();
}

void LayersPanel::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    m_plot->setPlaceholder(text);
    m_empty->setText(text);
    m_strip->setEmptyText(m_awaited.isEmpty() ? text : m_awaited);
}

void LayersPanel::setOnlyWeights(bool on)
{
    if (on == (m_metricBefore >= 0))
        return;
    const int weights = m_metric->findData(QStringLiteral("weight_sqnr"));
    const int now = m_metric->currentIndex();
    const int before = std::exchange(m_metricBefore, on ? now : -1);
    if (on || now == weights) // what the user has chosen meanwhile stays
        m_metric->setCurrentIndex(on ? weights : before);
}

void LayersPanel::applyMetric()
{
    const auto* metric = findLayerMetric(m_metric->currentData().toString().toStdString());
    if (!metric)
        return;
    const auto scope = m_scope->index() == 0 ? ErrorScope::Isolated : ErrorScope::Accumulated;
    m_scope->setEnabled(metric->scoped);
    m_plot->setMetric(*metric, scope);
    m_model->setMetric(*metric, scope);
    m_strip->update();
}

void LayersPanel::setView(View view)
{
    m_view->setIndex(static_cast<int>(view));
    applyView();
}

void LayersPanel::applyView()
{
    const auto view = static_cast<View>(m_view->index());
    const bool known = layerCount() > 0;
    if (view != View::Table)
        m_plot->setStyle(view == View::Line ? LayerPlot::Style::Line : LayerPlot::Style::Bars);
    m_stack->setCurrentWidget(!known                    ? static_cast<QWidget*>(m_empty)
                                  : view == View::Table ? static_cast<QWidget*>(m_table)
                                                        : static_cast<QWidget*>(m_plot));
    m_strip->setVisible(known && view == View::Table); // a plot is an overview of its own
    m_search->setEnabled(view == View::Table);
    if (view != View::Table)
        m_plot->showLayers(m_strip->firstShown(), m_strip->lastShown());
    updateStatus();
}

void LayersPanel::applySearch()
{
    const QScopedValueRollback guard(m_settingSelection, true);
    m_filter->setSearch(m_search->text().trimmed());
    applyGrouping();
}

void LayersPanel::applyWindow(int first, int last)
{
    const QScopedValueRollback guard(m_settingSelection, true);
    const bool all = first <= 0 && last >= layerCount() - 1;
    m_filter->setRange(all ? -1 : first, all ? -1 : last);
    applyGrouping();
}

// Sorting by a column and searching look at all layers at once, whatever block they are in.
void LayersPanel::applyGrouping()
{
    const QScopedValueRollback guard(m_settingSelection, true);
    const int shown = m_strip->lastShown() - m_strip->firstShown() + 1;
    const bool grouped = shown > mostUngrouped && m_search->text().trimmed().isEmpty() &&
        m_table->header()->sortIndicatorSection() == LayerTableModel::Layer;
    m_blocks->setGrouped(grouped);
    m_table->setRootIsDecorated(grouped);
    selectRow(m_selected);
    updateStatus();
}

QStringList LayersPanel::statusParts() const
{
    const auto& rows = m_model->rows();
    const auto name = [&rows](int layer) { return shortLayerName(rows[static_cast<size_t>(layer)].report.layer); };
    QStringList parts;
    if (!m_awaited.isEmpty())
        parts << m_awaited;
    if (m_strip->isZoomed())
        parts << tr("Layers %1 to %2 of %3: %4 to %5; Esc or double click shows all")
                     .arg(m_strip->firstShown() + 1)
                     .arg(m_strip->lastShown() + 1)
                     .arg(layerCount())
                     .arg(name(m_strip->firstShown()), name(m_strip->lastShown()));
    if (!m_search->text().trimmed().isEmpty() && m_search->isEnabled())
        parts << tr("“%1” is in %2 of %3 layers")
                     .arg(m_search->text().trimmed())
                     .arg(m_filter->layers().size())
                     .arg(layerCount());
    if (parts.isEmpty() || (parts.size() == 1 && !m_awaited.isEmpty()))
        parts << tr("%1 layers").arg(layerCount());
    if (const int bad = m_model->firstDegraded(); bad >= 0)
        parts << tr("first degraded: %1").arg(name(bad));
    const auto negative = std::count_if(rows.begin(), rows.end(), [](const LayerRow& row) {
        return row.report.measured && (row.report.error.accumulated.sqnrDb < 0 || row.report.error.isolated.sqnrDb < 0);
    });
    if (negative > 0)
        parts << tr("%1 below 0 dB: more error than signal").arg(negative);
    if (m_errorQuestions > 0)
        parts << (m_errorQuestions == 1 ? tr("errors over 1 question")
                                        : tr("errors over %1 questions").arg(m_errorQuestions));
    if (!m_strip->isZoomed() && m_strip->isVisibleTo(this))
        parts << tr("wheel on the strip: zoom");
    return parts;
}

QString LayersPanel::statusText() const
{
    return layerCount() > 0 ? statusParts().join(QStringLiteral(" · ")) : QString();
}

// As many parts as there is room for; the tool tip has all.
void LayersPanel::updateStatus()
{
    const QString all = statusText(), gap = QStringLiteral(" · ");
    QString line;
    if (layerCount() > 0)
        for (const auto& part : statusParts()) {
            const QString longer = line.isEmpty() ? part : line + gap + part;
            if (!line.isEmpty() && fontMetrics().horizontalAdvance(longer) > width() - 16)
                break;
            line = longer;
        }
    m_status->setText(line);
    m_status->setToolTip(all);
    m_status->setAccessibleDescription(all);
}

QList<int> LayersPanel::exportedLayers(bool selectedOnly) const
{
    if (!selectedOnly)
        return m_filter->layers();
    QList<int> layers;
    for (const auto& row : m_table->selectionModel()->selectedRows()) {
        const auto group = m_blocks->layersOf(m_filter->mapToSource(row));
        for (int layer = group.first; layer <= group.last; ++layer)
            layers << layer;
    }
    return layers;
}

QVariantMap LayersPanel::state() const
{
    return {{QStringLiteral("metric"), m_metric->currentData()},
            {QStringLiteral("scope"), m_scope->index()},
            {QStringLiteral("view"), m_view->index()},
            {QStringLiteral("strip"), m_splitter->saveState()},
            {QStringLiteral("columns"), m_table->header()->saveState()}};
}

void LayersPanel::restoreState(const QVariantMap& state)
{
    if (const int index = m_metric->findData(state.value(QStringLiteral("metric"))); index >= 0)
        m_metric->setCurrentIndex(index);
    m_scope->setIndex(state.value(QStringLiteral("scope"), m_scope->index()).toInt());
    m_view->setIndex(state.value(QStringLiteral("view"), m_view->index()).toInt());
    m_splitter->restoreState(state.value(QStringLiteral("strip")).toByteArray());
    m_table->header()->restoreState(state.value(QStringLiteral("columns")).toByteArray());
    applyMetric();
    applyView();
    applyGrouping();
}

LayerPlot* LayersPanel::plot() const
{
    return m_plot;
}

QTreeView* LayersPanel::table() const
{
    return m_table;
}

OverviewStrip* LayersPanel::strip() const
{
    return m_strip;
}

LayerFilter* LayersPanel::filter() const
{
    return m_filter;
}

void LayersPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateStatus();
}

bool LayersPanel::event(QEvent* event)
{
    // Esc means something else to the window unless there is something to leave here.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
        (m_strip->isZoomed() || !m_search->text().isEmpty())) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool LayersPanel::leaveSearchOrZoom()
{
    if (!m_search->text().isEmpty())
        m_search->clear();
    else if (m_strip->isZoomed())
        m_strip->showAll();
    else
        return false;
    return true;
}

void LayersPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || !leaveSearchOrZoom())
        QWidget::keyPressEvent(event);
}

// Views take Esc for the first letter of a search.
bool LayersPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        QMetaObject::invokeMethod(this, &LayersPanel::keepSelectedRowInSight, Qt::QueuedConnection);
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && leaveSearchOrZoom())
        return true;
    return QWidget::eventFilter(watched, event);
}

void LayersPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_model->setPalette(palette());
    QWidget::changeEvent(event);
}

}
