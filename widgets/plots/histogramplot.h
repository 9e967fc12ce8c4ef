// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QVector>

#include <optional>
#include <vector>

#include "layerview/layerview.h"
#include "plots/plotview.h"

namespace quantscope {

struct HistogramSeries
{
    enum class Look { Before, After, Text }; // filled grey, line, dashed line

    QString name;
    Look look = Look::After;
    Histogram histogram;
};

// Histograms over each other, in bins as wide as the plot can show, with the quantization grid drawn in.
class HistogramPlot : public PlotView
{
    Q_OBJECT

public:
    explicit HistogramPlot(QWidget* parent = nullptr);

    void setSeries(std::vector<HistogramSeries>, const QColor&, const QString& xTitle);
    // oneRow: the histograms show the row of this grid. With `image` the grid is that of text tokens.
    void setGrid(std::optional<GridView>, bool oneRow, std::optional<GridView> image = {});
    void setQuantizes(bool); // without a grid: it is not known yet, else there is none
    void setLogCounts(bool);

    QStringList caption() const; // about the grid
    QString csv() const override;
    QString fingerprint() const override; // with the grids

protected:
    bool hasData() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;
    bool redrawsOnZoom() const override;

private:
    struct Span
    {
        double low = 0, high = 0;
    };

    struct Steps
    {
        QVector<double> keys, heights;
    };

    Steps stepsOf(const Histogram&) const;
    Span dataSpan() const; // without empty bins at the ends
    Span viewSpan() const; // data and grid
    void rebin();
    void prepareAxes();
    // A grid and the part of the height that is its own.
    struct Layer
    {
        GridView grid;
        QString name; // empty: the only one
        double bottom = 0, top = 1;
    };

    std::vector<Layer> layers() const;
    void drawSeries(const QPalette&);
    void drawLevels(const Layer&, const QPalette&);
    void drawClipping(const QPalette&);
    bool isOneOfSeveral() const;
    bool shadeClipping(const Layer&, const QBrush&); // false: nothing visible is outside

    std::vector<HistogramSeries> m_series;
    std::vector<Histogram> m_shown; // parallel to m_series, rebinned; counts per bins of one width
    QColor m_color;
    QString m_title;
    std::optional<GridView> m_grid, m_imageGrid;
    bool m_oneRow = false;
    bool m_quantizes = false;
    bool m_log = true;
};

}
