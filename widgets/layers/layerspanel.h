// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariantMap>
#include <QWidget>

#include <functional>
#include <vector>

#include "common/saveas.h"
#include "diagnosis/layermetrics.h"
#include "plots/layerrow.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QTreeView;

namespace quantscope {

class LayerBlocksModel;
class LayerFilter;
class LayerPlot;
class LayerTableModel;
class OverviewStrip;
class SegmentedButtons;

// The error of every layer: an overview strip, and below it a table with bars in its cells, or a plot, of all layers or
// of those that the strip's window marks. More than 60 layers stand in their blocks, unless they are sorted by a
// column or searched. A line says what is shown of how many. `layerSelected` tells what the user picked in any of them;
// setSelectedLayer does not emit it.
class LayersPanel : public QWidget
{
    Q_OBJECT

public:
    enum class View { Table, Bars, Line };
    static constexpr int mostUngrouped = 60;

    explicit LayersPanel(SaveAs, QWidget* parent = nullptr);

    // `baseline` is parallel to `now`, or empty.
    void setLayers(std::vector<LayerRow> now, std::vector<LayerReport> baseline, const QString& baselineName);
    void updateLayer(int layer, const LayerRow&); // cheap: drawn some milliseconds later with all others until then
    void setSelectedLayer(int); // -1: none
    void setHighlightedLayers(std::vector<int>);
    void setAwaited(const QString&); // what the errors wait for; empty: nothing
    // No error is known but previews of weights are: their metric is chosen until that changes.
    void setOnlyWeights(bool);
    void setErrorQuestions(qint64); // that the errors were measured on; 0: not known
    void setPlaceholder(const QString&); // without layers, and in place of bars while no layer has a value

    QVariantMap state() const; // metric, scope, view and sizes
    void restoreState(const QVariantMap&);

    LayerPlot* plot() const;
    QTreeView* table() const;
    OverviewStrip* strip() const;
    LayerFilter* filter() const;
    QString statusText() const; // all of it, also what has no room
    void setView(View);

signals:
    void layerSelected(int layer);

protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    bool event(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    QWidget* makeToolBar();
    void makeTable(SaveAs);
    void makeStrip();
    void applyMetric();
    void applyView();
    void applySearch();
    void applyWindow(int first, int last);
    void applyGrouping();
    void tableSelectionChanged();
    void selectRow(int layer);
    void keepSelectedRowInSight();
    void userSelected(int layer);
    bool leaveSearchOrZoom(); // false: neither is there
    void updateStatus();
    QStringList statusParts() const;
    QList<int> exportedLayers(bool selectedOnly) const;
    int layerCount() const;
    void withPlotSize(const std::function<void()>&);

    LayerTableModel* m_model = nullptr;
    LayerBlocksModel* m_blocks = nullptr;
    LayerFilter* m_filter = nullptr;
    OverviewStrip* m_strip = nullptr;
    LayerPlot* m_plot = nullptr;
    QTreeView* m_table = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_status = nullptr;
    QStackedWidget* m_stack = nullptr;
    QSplitter* m_splitter = nullptr;
    QComboBox* m_metric = nullptr;
    int m_metricBefore = -1; // that weights alone have replaced; -1: none
    SegmentedButtons* m_scope = nullptr;
    SegmentedButtons* m_view = nullptr;
    QLineEdit* m_search = nullptr;
    QString m_awaited, m_placeholder;
    qint64 m_errorQuestions = 0;
    int m_selected = -1;
    bool m_settingSelection = false;
    bool m_scrolled = false; // by the user, since a layer was selected
};

}
