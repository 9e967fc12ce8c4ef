// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPainter;

namespace quantscope {

// Lies over a plot without taking its mouse: what the plot will show while it is empty, a veil and "updating" while
// newer values are being computed, how a zoom is left, and the frame of the keyboard focus.
class PlotOverlay : public QWidget
{
    Q_OBJECT

public:
    explicit PlotOverlay(QWidget* plotView);

    void setPlaceholder(const QString&); // empty: there is data
    void setUpdating(bool);
    void setZoomed(bool);
    void setFramed(bool);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void drawMark(QPainter&, const QString&) const; // in the corner

    QString m_placeholder;
    bool m_updating = false;
    bool m_zoomed = false;
    bool m_framed = false;
};

}
