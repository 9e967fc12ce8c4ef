// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "diagnosis/layermetrics.h"
#include "plots/layeraxis.h"
#include "plots/layerrow.h"
#include "plots/plotview.h"

class QCPAxis;

namespace quantscope {

// One metric of every layer along the depth of the model, with the pinned run behind it. `layerSelected` tells what the
// user picked by mouse or arrow keys; setSelectedLayer does not emit it.
class LayerPlot : public PlotView
{
    Q_OBJECT

public:
    enum class Style { Bars, Line };

    explicit LayerPlot(QWidget* parent = nullptr);

    // `baseline` is parallel to `now`, or empty.
    void setLayers(std::vector<LayerRow> now, std::vector<LayerReport> baseline, const QString& baselineName);
    void updateLayer(int layer, const LayerRow&);
    void setMetric(const LayerMetric&, ErrorScope);
    void setStyle(Style);
    void setSelectedLayer(int); // -1: none
    int selectedLayer() const;
    void setHighlightedLayers(std::vector<int>);
    void showLayers(int first, int last); // zooms to them; all of them: as without zoom

    QString csv() const override;

signals:
    void layerSelected(int layer);
    void shownLayersChanged(int first, int last); // by the zoom

protected:
    bool hasData() const override;
    QString emptyText() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;
    void click(QPointF pixel) override;
    void doubleClick() override; // takes back what its first click has selected
    bool redrawsOnZoom() const override;
    QString shownMetric() const override;
    void keyPressEvent(QKeyEvent*) override;

private:
    // Values that cannot be drawn at their height.
    struct Mark
    {
        int layer = 0;
        bool top = true;
        QString text; // "∞", "−∞" or "0"
    };
    struct Values
    {
        std::vector<double> now, baseline; // not-a-number: none
        std::vector<Mark> marks;
    };

    int count() const;
    bool stale(int layer) const;
    std::optional<double> nowValue(int layer) const;
    std::optional<double> baselineValue(int layer) const;
    Values values() const;
    Extent extentOf(const Values&) const;
    double barFloor() const;
    void prepareAxes(const Values&);
    void drawBands(const QPalette&);
    void drawBaseline(const Values&, const QPalette&);
    void drawBars(const Values&, const QPalette&);
    void addBars(const Values&, const std::function<bool(int)>& belongs, const QColor&, const QString& name, bool old,
                 const QPalette&);
    void drawPointsBelowZero(const Values&, const QPalette&);
    bool isBelowZero(const Values&, int layer) const;
    QString belowZeroTitle() const;
    double pointSize() const;
    void drawLines(const Values&, const QPalette&);
    void drawMarks(const Values&, const QPalette&);
    void drawSelection(const QPalette&);
    void drawTowerBorders(const QPalette&);
    void selectByUser(int layer);
    void tellShownLayers();
    int layerAt(QPointF pixel) const;
    double pixelsPerLayer() const;

    std::vector<LayerRow> m_now;
    std::vector<LayerReport> m_baseline;
    QString m_baselineName;
    std::vector<LayerLabel> m_labels;
    std::vector<int> m_highlighted;
    const LayerMetric* m_metric;
    ErrorScope m_scope = ErrorScope::Accumulated;
    Style m_style = Style::Bars;
    int m_selected = -1, m_selectedBefore = -1; // before the last click
    int m_firstShown = -1, m_lastShown = -1;
    double m_lowest = 0; // of the value axis
    QCPAxis* m_towerAxis = nullptr;
};

}
