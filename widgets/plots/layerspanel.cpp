// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/layerspanel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QTableView>

#include "common/numbertext.h"
#include "common/tableexport.h"
#include "common/textof.h"
#include "plots/layerplot.h"
#include "plots/layertablemodel.h"
#include "plots/missinglastproxy.h"
#include "plots/segmented.h"

namespace quantscope {
LayersPanel::LayersPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_plot(new LayerPlot)
    , m_table(new QTableView)
    , m_model(new LayerTableModel(this))
    , m_proxy(new MissingLastProxy(this))
    , m_splitter(new QSplitter(Qt::Vertical))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeToolBar());
    layout->addWidget(m_splitter, 1);
    m_plot->setSaveAs(saveAs);
    makeTable(std::move(saveAs));
    m_splitter->addWidget(m_plot);
    m_splitter->addWidget(m_table);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setCollapsible(0, false);
    m_plot->setMinimumHeight(8 * fontMetrics().height());
    m_table->setMinimumHeight(4 * fontMetrics().height());
    connect(m_plot, &LayerPlot::layerSelected, this, [this](int layer) {
        setSelectedLayer(layer);
        emit layerSelected(layer);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LayersPanel::tableSelectionChanged);
    applyMetric();
}

QWidget* LayersPanel::makeToolBar()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(4, 4, 4, 4);
    m_metric = new QComboBox;
    m_metric->setAccessibleName(tr("Metric of the layers"));
    for (const auto& metric : layerMetrics())
        m_metric->addItem(metricTitle(metric), textOf(metric.id));
    auto* label = new QLabel(tr("&Metric:"));
    label->setBuddy(m_metric);
    m_scope = new SegmentedButtons({tr("&Isolated"), tr("&Accumulated")}, tr("Error of"));
    m_scope->setToolTips({tr("This layer alone: it gets the float model's input"),
                          tr("This layer and all before it: it gets the quantized model's input")});
    m_scope->setIndex(1);
    m_style = new SegmentedButtons({tr("&Bars"), tr("&Line")}, tr("Draw as"));
    row->addWidget(label);
    row->addWidget(m_metric);
    row->addSpacing(8);
    row->addWidget(m_scope);
    row->addStretch(1);
    row->addWidget(m_style);
    connect(m_metric, &QComboBox::currentIndexChanged, this, &LayersPanel::applyMetric);
    connect(m_scope, &SegmentedButtons::chosen, this, &LayersPanel::applyMetric);
    connect(m_style, &SegmentedButtons::chosen, this,
            [this](int index) { m_plot->setStyle(static_cast<LayerPlot::Style>(index)); });
    return bar;
}

void LayersPanel::makeTable(SaveAs saveAs)
{
    m_proxy->setSourceModel(m_model);
    m_model->setPalette(palette());
    m_table->setModel(m_proxy);
    m_table->setAccessibleName(tr("Table of the layers"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    auto* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setResizeContentsPrecision(50);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(LayerTableModel::Layer, Qt::AscendingOrder);
    addTableExport(m_table, QStringLiteral("layers"), std::move(saveAs));
    m_table->hide();
}

void LayersPanel::setLayers(std::vector<LayerRow> now, std::vector<LayerReport> baseline, const QString& baselineName)
{
    const bool other = static_cast<int>(now.size()) != m_model->rowCount();
    {
        const QScopedValueRollback guard(m_settingSelection, true);
        m_plot->setLayers(now, baseline, baselineName);
        m_model->setLayers(std::move(now), std::move(baseline), baselineName);
    }
    m_table->setVisible(m_model->rowCount() > 0);
    if (other)
        m_table->resizeColumnsToContents();
    setSelectedLayer(m_selected);
}

void LayersPanel::updateLayer(int layer, const LayerRow& row)
{
    m_plot->updateLayer(layer, row);
    m_model->updateLayer(layer, row);
}

void LayersPanel::setSelectedLayer(int layer)
{
    m_selected = layer >= 0 && layer < m_model->rowCount() ? layer : -1;
    m_plot->setSelectedLayer(m_selected);
    selectRow(m_selected);
}

void LayersPanel::selectRow(int layer)
{
    const QScopedValueRollback guard(m_settingSelection, true);
    if (layer < 0) {
        m_table->clearSelection();
        return;
    }
    const QModelIndex index = m_proxy->mapFromSource(m_model->index(layer, 0));
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(index);
}

void LayersPanel::tableSelectionChanged()
{
    const auto rows = m_table->selectionModel()->selectedRows();
    if (m_settingSelection || rows.isEmpty())
        return;
    const int layer = m_proxy->mapToSource(rows.first()).row();
    if (layer == m_selected)
        return;
    m_selected = layer;
    m_plot->setSelectedLayer(layer);
    emit layerSelected(layer);
}

void LayersPanel::setHighlightedLayers(std::vector<int> layers)
{
    m_plot->setHighlightedLayers(std::move(layers));
}

void LayersPanel::setUpdating(bool on)
{
    m_plot->setUpdating(on);
}

void LayersPanel::setPlaceholder(const QString& text)
{
    m_plot->setPlaceholder(text);
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
}

QVariantMap LayersPanel::state() const
{
    return {{QStringLiteral("metric"), m_metric->currentData()},
            {QStringLiteral("scope"), m_scope->index()},
            {QStringLiteral("style"), m_style->index()},
            {QStringLiteral("splitter"), m_splitter->saveState()},
            {QStringLiteral("header"), m_table->horizontalHeader()->saveState()}};
}

void LayersPanel::restoreState(const QVariantMap& state)
{
    if (const int index = m_metric->findData(state.value(QStringLiteral("metric"))); index >= 0)
        m_metric->setCurrentIndex(index);
    m_scope->setIndex(state.value(QStringLiteral("scope"), m_scope->index()).toInt());
    m_style->setIndex(state.value(QStringLiteral("style"), m_style->index()).toInt());
    m_splitter->restoreState(state.value(QStringLiteral("splitter")).toByteArray());
    m_table->horizontalHeader()->restoreState(state.value(QStringLiteral("header")).toByteArray());
    m_plot->setStyle(static_cast<LayerPlot::Style>(m_style->index()));
    applyMetric();
}

LayerPlot* LayersPanel::plot() const
{
    return m_plot;
}

QTableView* LayersPanel::table() const
{
    return m_table;
}

void LayersPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_model->setPalette(palette());
    QWidget::changeEvent(event);
}

}
