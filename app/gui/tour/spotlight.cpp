// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tour/spotlight.h"

#include <QPainter>

#include <algorithm>

namespace quantscope {
namespace {

constexpr int followMilliseconds = 100;
constexpr int room = 3, line = 2, corner = 4; // pixels

// What scrolling areas leave of it, in the window's coordinates. QWidget::visibleRegion() leaves out what opaque
// children cover, which in a plot is all of it.
QRect shownPart(const QWidget& widget)
{
    auto part = widget.rect();
    for (const auto* each = &widget; !each->isWindow(); each = each->parentWidget())
        part = part.translated(each->pos()).intersected(each->parentWidget()->rect());
    return part;
}

}

Spotlight::Spotlight(QWidget* window)
    : QWidget(window)
{
    setObjectName(QStringLiteral("spotlight"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    // What it points at moves with docks, pages and scroll bars that tell nobody.
    m_timer.setInterval(followMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Spotlight::follow);
    hide();
}

void Spotlight::pointAt(const QList<QWidget*>& targets)
{
    m_targets.clear();
    for (auto* target : targets)
        if (target)
            m_targets << target;
    if (m_targets.isEmpty())
        m_timer.stop();
    else
        m_timer.start();
    follow();
}

bool Spotlight::pointsAt(const QWidget* widget) const
{
    return widget && std::find(m_targets.begin(), m_targets.end(), widget) != m_targets.end();
}

void Spotlight::follow()
{
    QRect seen;
    for (const auto& target : m_targets)
        if (target && target->isVisible() && target->window() == window())
            seen |= shownPart(*target);
    setVisible(!seen.isNull());
    if (seen.isNull())
        return;
    setGeometry(seen.adjusted(-room, -room, room, room).intersected(window()->rect()));
    raise();
}

void Spotlight::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Highlight), line));
    painter.drawRoundedRect(QRectF(rect()).adjusted(line, line, -line, -line), corner, corner);
}

}
