// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "archive/comparability.h"
#include "plots/layeraxis.h"
#include "plots/plotview.h"

class QCPAxis;

namespace quantscope {

// The SQNR of every layer of several runs, one line each. A click on the legend or the run's letter as a key hides and
// shows its line. Layers without error are gaps; the tool tip tells.
class CurvesPlot : public PlotView
{
    Q_OBJECT

public:
    explicit CurvesPlot(QWidget* parent = nullptr);

    void setRuns(std::shared_ptr<const ComparedRuns>);
    void setAccumulated(bool); // otherwise each layer alone
    void setHidden(size_t run, bool);
    bool isHidden(size_t run) const;

    QString csv() const override;

protected:
    bool hasData() const override;
    QString emptyText() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;
    void click(QPointF pixel) override;
    bool redrawsOnZoom() const override;
    void keyPressEvent(QKeyEvent*) override;

private:
    size_t runCount() const;
    QString runName(size_t run) const;
    std::optional<double> value(size_t run, size_t place) const; // of the layer at this place of the axis
    bool legendHasNames() const;
    int legendRunAt(QPointF pixel) const; // -1: none
    void prepareAxes();
    void drawRun(size_t run, const QPalette&);

    std::shared_ptr<const ComparedRuns> m_runs;
    std::vector<size_t> m_order; // of the curves' layers along the depth
    std::vector<Layer> m_layers; // in this order
    std::vector<LayerLabel> m_labels;
    std::vector<bool> m_hidden;
    bool m_accumulated = true;
    QCPAxis* m_towerAxis = nullptr;
};

}
