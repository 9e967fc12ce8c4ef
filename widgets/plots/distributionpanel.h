// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

#include "common/saveas.h"
#include "layerview/layerview.h"

class QCheckBox;
class QLabel;
class QSpinBox;
class QSplitter;
class QTabWidget;

namespace quantscope {

class ChannelPlot;
class HeatMapPlot;
class HistogramPlot;
class SegmentedButtons;

// What the selected layer's weights and inputs look like: histogram with the quantization grid, largest value of every
// channel, picture of the weight error; where there is little room, behind each other as tabs. `weightRowRequested`
// asks for a view of one output channel, -1 of all.
class DistributionPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DistributionPanel(SaveAs, QWidget* parent = nullptr);

    void setView(std::shared_ptr<const LayerView>); // null: none
    // The recipe's settings of the layer, told where the view has others; before the view.
    void setPlanned(const std::optional<Scheme>&);
    void setPlaceholder(const QString&);
    void setUpdating(bool);
    void showInput(bool); // the layer's input instead of its weights
    void showError(); // the picture of the weight error

    HistogramPlot* histogram() const;
    ChannelPlot* channels() const;
    HeatMapPlot* heatMap() const;

    QSize minimumSizeHint() const override;

signals:
    void weightRowRequested(qint64 row);

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    QWidget* makeHistogramPart();
    QWidget* makeChannelPart();
    void putHistogramInTabs(bool);
    bool showsInput() const;
    QString origin() const;
    QString plannedText() const;
    void fill();
    void fillWeight();
    void fillInput();
    void fillRowBox(bool otherLayer);

    std::shared_ptr<const LayerView> m_view;
    std::optional<Scheme> m_planned;
    QString m_placeholder;
    QLabel* m_title = nullptr;
    SegmentedButtons* m_what = nullptr;
    QCheckBox* m_logCounts = nullptr;
    QWidget* m_rowPart = nullptr;
    QSpinBox* m_row = nullptr;
    QLabel* m_rows = nullptr;
    HistogramPlot* m_histogram = nullptr;
    ChannelPlot* m_channels = nullptr;
    HeatMapPlot* m_heatMap = nullptr;
    QWidget* m_histogramPart = nullptr;
    QTabWidget* m_tabs = nullptr;
    QSplitter* m_splitter = nullptr;
    qint64 m_awaitedRow = -2; // asked for and not yet here; -2: none
};

}
