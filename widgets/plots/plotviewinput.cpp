// SPDX-License-Identifier: GPL-3.0-or-later
// Zoom, pan and keys of PlotView.
#include "plots/plotview.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QToolTip>

#include <qcustomplot.h>

#include "plots/plotoverlay.h"

namespace quantscope {
namespace {

constexpr double zoomStep = 1.5;

bool isPlain(const QKeyEvent& event)
{
    return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

bool differ(const QCPRange& range, double low, double high)
{
    const double slack = 1e-9 * (high - low);
    return std::abs(range.lower - low) > slack || std::abs(range.upper - high) > slack;
}

}

QString PlotView::helpText() const
{
    return tr("Wheel or + and −: zoom. Drag: move. Shift and drag: zoom to a rectangle. "
              "Double click or Esc: show all. Right click: copy and save.");
}

void PlotView::setZoomAxes(Qt::Orientations orientations)
{
    m_plot->axisRect()->setRangeZoom(orientations);
    m_plot->axisRect()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
}

void PlotView::setExtent(const Extent& extent)
{
    m_extent = extent;
    if (m_following) {
        resetView();
        return;
    }
    boundAxis(m_plot->xAxis, extent.xLow, extent.xHigh);
    boundAxis(m_plot->yAxis, extent.yLow, extent.yHigh);
}

void PlotView::showOnly(double xLow, double xHigh)
{
    m_plot->xAxis->setRange(xLow, xHigh);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotView::boundAxis(QCPAxis* axis, double low, double high)
{
    const QCPRange range = axis->range().bounded(low, high);
    if (differ(axis->range(), range.lower, range.upper))
        axis->setRange(range);
}

void PlotView::rangesChanged()
{
    if (m_drawing)
        return;
    {
        const QScopedValueRollback guard(m_drawing, true);
        boundAxis(m_plot->xAxis, m_extent.xLow, m_extent.xHigh);
        boundAxis(m_plot->yAxis, m_extent.yLow, m_extent.yHigh);
    }
    m_following = !differ(m_plot->xAxis->range(), m_extent.xLow, m_extent.xHigh) &&
        !differ(m_plot->yAxis->range(), m_extent.yLow, m_extent.yHigh);
    m_overlay->setZoomed(!m_following);
    if (redrawsOnZoom())
        redraw();
}

void PlotView::resetView()
{
    {
        const QScopedValueRollback guard(m_drawing, true);
        m_plot->xAxis->setRange(m_extent.xLow, m_extent.xHigh);
        m_plot->yAxis->setRange(m_extent.yLow, m_extent.yHigh);
    }
    m_following = true;
    m_overlay->setZoomed(false);
    if (m_drawing)
        return;
    if (redrawsOnZoom())
        redraw();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotView::redrawAll()
{
    m_following = true;
    m_overlay->setZoomed(false);
    redraw();
}

void PlotView::zoom(double factor)
{
    m_plot->xAxis->scaleRange(1 / factor);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotView::pan(double share)
{
    m_plot->xAxis->moveRange(share * m_plot->xAxis->range().size());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool PlotView::event(QEvent* event)
{
    // Esc means something else to the window unless there is a zoom to leave.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape && isPlain(*key) && isZoomed()) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

bool PlotView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_plot && event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString values = hasData() ? hoverText(help->pos()) : QString();
        QToolTip::showText(help->globalPos(), values.isEmpty() ? helpText() : values, m_plot);
        return true;
    }
    if (watched == m_plot && event->type() == QEvent::Leave)
        QToolTip::hideText();
    return QWidget::eventFilter(watched, event);
}

void PlotView::keyPressEvent(QKeyEvent* event)
{
    if (!isPlain(*event)) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(zoomStep); return;
    case Qt::Key_Minus: zoom(1 / zoomStep); return;
    case Qt::Key_Left: pan(-0.2); return;
    case Qt::Key_Right: pan(0.2); return;
    case Qt::Key_Escape:
        if (isZoomed()) {
            resetView();
            return;
        }
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void PlotView::resizeEvent(QResizeEvent*)
{
    m_plot->setGeometry(rect());
    m_overlay->setGeometry(rect());
    m_overlay->raise();
    redraw();
}

void PlotView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        redraw();
    QWidget::changeEvent(event);
}

void PlotView::focusInEvent(QFocusEvent* event)
{
    m_overlay->setFramed(true);
    QWidget::focusInEvent(event);
}

void PlotView::focusOutEvent(QFocusEvent* event)
{
    m_overlay->setFramed(false);
    QWidget::focusOutEvent(event);
}

}
