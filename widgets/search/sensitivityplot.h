// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "plots/layeraxis.h"
#include "plots/plotview.h"

namespace quantscope {

// One number for every layer along the depth of the model, as bars or as steps, with another run of numbers behind.
class SensitivityPlot : public PlotView
{
    Q_OBJECT

public:
    enum class Style { Bars, Steps };

    struct Series
    {
        QString title;
        std::vector<std::optional<double>> values; // by layer
    };

    SensitivityPlot(const QString& name, Style, QWidget* parent = nullptr);

    void setLayers(const std::vector<Layer>&);
    // `behind` may have no values. `logarithmic`: values of 0 and below are not drawn.
    void setSeries(Series now, Series behind, bool logarithmic);
    void setSelectedLayer(int); // -1: none
    int selectedLayer() const;

    QString csv() const override;

signals:
    void layerSelected(int layer); // by mouse or keys

protected:
    bool hasData() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;
    void click(QPointF pixel) override;
    bool redrawsOnZoom() const override;
    void keyPressEvent(QKeyEvent*) override;

private:
    int count() const;
    std::optional<double> drawable(const Series&, int layer) const;
    Extent extent() const;
    void prepareAxes(const QPalette&);
    void drawColumn(const QPalette&);
    std::pair<QVector<double>, QVector<double>> points(const Series&) const; // places and values that can be drawn
    void drawBars(const Series&, double width, const QColor& fill);
    void drawSteps(const Series&, const QPen&);
    void selectByUser(int layer);
    int layerAt(QPointF pixel) const;

    Style m_style;
    std::vector<Layer> m_layers;
    std::vector<LayerLabel> m_labels;
    Series m_now, m_behind;
    bool m_logarithmic = false;
    int m_selected = -1;
    double m_floor = 0;
    QCPAxis* m_towerAxis = nullptr;
};

}
