// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariantMap>
#include <QWidget>

#include <vector>

#include "common/saveas.h"
#include "diagnosis/layermetrics.h"
#include "plots/layerrow.h"

class QComboBox;
class QItemSelection;
class QSplitter;
class QTableView;

namespace quantscope {

class LayerPlot;
class LayerTableModel;
class MissingLastProxy;
class SegmentedButtons;

// The error of every layer as a plot above a sortable table, with the choice of metric and scope. `layerSelected` tells
// what the user picked in either; setSelectedLayer does not emit it.
class LayersPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LayersPanel(SaveAs, QWidget* parent = nullptr);

    // `baseline` is parallel to `now`, or empty.
    void setLayers(std::vector<LayerRow> now, std::vector<LayerReport> baseline, const QString& baselineName);
    void updateLayer(int layer, const LayerRow&); // cheap: drawn some milliseconds later with all others until then
    void setSelectedLayer(int); // -1: none
    void setHighlightedLayers(std::vector<int>);
    void setUpdating(bool);
    void setPlaceholder(const QString&);

    QVariantMap state() const; // metric, scope, style and sizes
    void restoreState(const QVariantMap&);

    LayerPlot* plot() const;
    QTableView* table() const;

signals:
    void layerSelected(int layer);

protected:
    void changeEvent(QEvent*) override;

private:
    QWidget* makeToolBar();
    void makeTable(SaveAs);
    void applyMetric();
    void tableSelectionChanged();
    void selectRow(int layer);

    LayerPlot* m_plot = nullptr;
    QTableView* m_table = nullptr;
    LayerTableModel* m_model = nullptr;
    MissingLastProxy* m_proxy = nullptr;
    QSplitter* m_splitter = nullptr;
    QComboBox* m_metric = nullptr;
    SegmentedButtons* m_scope = nullptr;
    SegmentedButtons* m_style = nullptr;
    int m_selected = -1;
    bool m_settingSelection = false;
};

}
