// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace quantscope {

class LayerTableModel;
struct LayerScale;

// One metric of all layers of a LayerTableModel in a low strip, one bar each, with the baseline as a grey mark. A
// window marks the layers that another view shows. Hover tells, a click or ←, → select, the wheel, + and − zoom, a drag
// marks a window or moves it, Esc or a double click show all and leave the selection alone.
class OverviewStrip : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewStrip(const LayerTableModel*, QWidget* parent = nullptr);

    void setSelectedLayer(int); // -1: none; does not emit layerSelected; moves a window to the layer
    int selectedLayer() const;
    void setHighlightedLayers(std::vector<int>);
    void setWindow(int first, int last); // without a signal; all layers: no window
    void setEmptyText(const QString&); // shown while no layer has a value
    bool isZoomed() const;
    int firstShown() const;
    int lastShown() const;
    int layerAt(double x) const; // the nearest one to this pixel
    QString layerTip(int layer) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    void zoom(double factor); // above 1: closer, around the selected layer
    void showAll();

signals:
    void layerSelected(int layer);
    void windowChanged(int first, int last);

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void changeEvent(QEvent*) override;

private:
    enum class Drag { None, Pressed, Range, Window };

    int count() const;
    std::vector<double> finiteValues() const;
    bool hasValues() const;
    QRectF barArea() const;
    double left(double layer) const; // pixels
    void selectByUser(int layer);
    void changeWindow(int first, int last);
    void zoomAround(double factor, double layer);
    void drawEmptyText(QPainter&) const;
    void drawBands(QPainter&) const;
    void drawBars(QPainter&, const LayerScale&) const;
    void drawScale(QPainter&, const LayerScale&) const;
    void drawTowers(QPainter&) const;
    void drawMarks(QPainter&) const;
    void drawWindow(QPainter&) const;

    const LayerTableModel* m_layers;
    std::vector<int> m_highlighted;
    QString m_emptyText;
    int m_selected = -1, m_selectedBefore = -1; // before the last press
    int m_first = -1, m_last = -1; // -1: all
    Drag m_drag = Drag::None;
    QPoint m_pressed;
    int m_pressedFirst = -1, m_pressedLast = -1;
};

}
