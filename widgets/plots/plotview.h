// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "common/saveas.h"
#include "figures/figuresettings.h"
#include "figures/plotexport.h"

class QCPAxis;
class QCPRange;
class QCustomPlot;

namespace quantscope {

class PlotOverlay;

// The common frame of every plot: colours of the palette, zoom and pan by mouse and keys, values under the mouse,
// saving and copying of picture and data. A subclass keeps its data, calls redraw() when they change and draws them
// with the palette that it is given, which is a light one for saved pictures.
class PlotView : public QWidget
{
    Q_OBJECT

public:
    // Saved files are suggested to be called `name`.
    explicit PlotView(const QString& name, QWidget* parent = nullptr);

    void setSaveAs(SaveAs);
    void setPlaceholder(const QString&); // shown while there is no data
    void setUpdating(bool); // dims what is there
    bool isUpdating() const;
    bool isDrawn() const; // nothing waits to be drawn
    bool isZoomed() const;

    QByteArray pictureBytes(PictureFormat);
    QByteArray pngBytes();
    QByteArray svgBytes();
    QByteArray pdfBytes();
    // The view in the size and font of the settings, light and without marks of what is selected; the axes keep their
    // titles. The caption takes its room from the height.
    QByteArray figureBytes(const FigureSettings&, const QString& caption, PictureFormat);
    QString figureCaption() const; // the run, the benchmark and the metric, as far as they are known
    virtual QString csv() const = 0;
    // Of equal plots it is equal: the numbers, and what else is drawn over them.
    virtual QString fingerprint() const
    {
        return csv();
    }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    void resetView();
    void redrawAll(); // of other data than before: without the zoom
    void zoom(double factor); // above 1: closer
    void pan(double share); // of the visible width
    void copyPicture();
    void exportFigure(); // opens the dialog
    void copyData();
    void saveData();

protected:
    struct Extent
    {
        double xLow = 0, xHigh = 1, yLow = 0, yHigh = 1;
    };

    QCustomPlot* plot() const;
    virtual bool hasData() const = 0;
    virtual QString emptyText() const; // the placeholder, or why there is nothing to draw
    virtual void draw(const QPalette&) = 0; // on an empty plot
    virtual QString hoverText(QPointF pixel) const;
    virtual void click(QPointF pixel);
    virtual void doubleClick(); // shows all; its first click has been told
    virtual bool redrawsOnZoom() const; // what is drawn depends on the visible range
    virtual QString shownMetric() const; // for captions
    // How much larger than the program's the letters here are, on the screen: lines and points grow with them.
    double lineScale() const;
    bool marksSelection() const; // not in pictures that leave the window
    // What may be drawn: on the screen more than is seen, as the axes cut it. Qt 6.4 writes an SVG without clipping, so
    // that in a picture that leaves the window nothing is drawn beyond the axes.
    QCPRange drawnRange() const; // along the horizontal axis
    double drawnFloor() const; // of a logarithmic vertical axis

    void redraw(); // soon, once for all calls until then
    void redrawNow();
    void setExtent(const Extent&); // all that can be seen; the view follows unless it is zoomed
    void showOnly(double xLow, double xHigh);
    int canvasWidth() const; // of the plot with its texts
    int canvasHeight() const;
    int plotWidth() const;
    int plotHeight() const;
    QString wrappedCaption(const QStringList& parts) const; // for labels as wide as the plot
    // Cut where it is longer than the room in pixels; in pictures that leave the window on several lines instead.
    QString fitted(const QString& text, int room) const;
    QString fittingTitle(const QStringList& titles) const; // the first that a vertical axis has room for, else the last
    void setZoomAxes(Qt::Orientations);
    void showLegend(const QPalette&); // above the plot, of the plottables that have names

    bool event(QEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    void connectMouse();
    void addActions();
    void boundAxis(QCPAxis*, double low, double high);
    void rangesChanged();
    void followLayout();
    void drawWith(const QPalette&);
    void styleFrame(const QPalette&);
    int verticalTitleRoom() const;
    void fitVerticalAxes();
    void wrapAxisTitles();
    void layOutFigure(QSize);
    void updateActions();
    QString helpText() const;

    QString m_name;
    SaveAs m_saveAs;
    QString m_placeholder;
    QCustomPlot* m_plot = nullptr;
    PlotOverlay* m_overlay = nullptr;
    QList<QAction*> m_copyActions, m_saveActions;
    QTimer m_timer;
    Extent m_extent;
    QSize m_room; // of the axis rectangle at the last layout
    int m_followUps = 0; // drawings since redraw() that only followed the layout
    QPoint m_pressed;
    bool m_doubleClicked = false; // and not released yet
    bool m_updating = false;
    bool m_following = true; // not zoomed
    bool m_drawing = false;
    bool m_exporting = false; // for a picture that leaves the window
    bool m_replotting = false; // from the wish for it to its end
};

}
