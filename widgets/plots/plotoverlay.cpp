// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plotoverlay.h"

#include <QPainter>

#include "common/appearance.h"

namespace quantscope {

PlotOverlay::PlotOverlay(QWidget* plotView)
    : QWidget(plotView)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
}

void PlotOverlay::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    update();
}

void PlotOverlay::setUpdating(bool on)
{
    m_updating = on;
    update();
}

void PlotOverlay::setZoomed(bool on)
{
    if (on == m_zoomed)
        return;
    m_zoomed = on;
    update();
}

void PlotOverlay::drawMark(QPainter& painter, const QString& text) const
{
    const QRect mark = fontMetrics().boundingRect(text).adjusted(-6, -2, 6, 2);
    const QRect place(QPoint(width() - mark.width() - 6, 6), mark.size());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(quietText(palette()));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(place, 4, 4);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(place, Qt::AlignCenter, text);
}

void PlotOverlay::setFramed(bool on)
{
    m_framed = on;
    update();
}

void PlotOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor base = palette().color(QPalette::Base);
    if (!m_placeholder.isEmpty()) {
        painter.fillRect(rect(), base);
        painter.setPen(quietText(palette()));
        painter.drawText(rect().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
    }
    if (m_updating) {
        QColor veil = base;
        veil.setAlpha(m_placeholder.isEmpty() ? 140 : 0);
        painter.fillRect(rect(), veil);
        drawMark(painter, tr("updating…"));
    } else if (m_zoomed && m_placeholder.isEmpty()) {
        drawMark(painter, tr("zoomed · Esc: all"));
    }
    if (m_framed) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

}
