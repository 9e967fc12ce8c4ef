#pragma once

#include <QColor>

#include <optional>
#include <vector>

#include "analysis/layerview.h"
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
    void setGrid(std::optional<GridView>, bool oneRow); // oneRow: the histograms show the row of this grid
    void setLogCounts(bool);

    QStringList caption() const; // about the grid
    QString csv() const override;

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

    Span dataSpan() const; // without empty bins at the ends
    Span viewSpan() const; // data and grid
    void rebin();
    void prepareAxes();
    void drawSeries(const QPalette&);
    void drawLevels(const QPalette&);
    void drawClipping(const QPalette&);

    std::vector<HistogramSeries> m_series;
    std::vector<Histogram> m_shown; // parallel to m_series, rebinned; counts per bins of one width
    QColor m_color;
    QString m_title;
    std::optional<GridView> m_grid;
    bool m_oneRow = false;
    bool m_log = true;
};

}
