// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/samplemarks.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace quantscope {

QString rightSign(bool right)
{
    return right ? QStringLiteral("✓") : QStringLiteral("✗");
}

QString oneLine(const QString& text)
{
    constexpr qsizetype longest = 300;
    auto line = text.trimmed();
    if (line.size() > longest) {
        const qsizetype end = line.at(longest - 1).isHighSurrogate() ? longest - 1 : longest;
        line = line.left(end) + QStringLiteral("…");
    }
    line.replace(QStringLiteral("\r\n"), QStringLiteral("↵"));
    line.replace('\n', QStringLiteral("↵"));
    return line.replace('\t', ' ');
}

void drawBrokenImage(QPainter* painter, const QRect& area, const QColor& color)
{
    const qreal side = std::clamp(0.5 * std::min(area.width(), area.height()), 8.0, 64.0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(QRectF(area).center());
    painter->scale(side / 16, side / 16);
    painter->setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(-8, -7, 16, 14), 1, 1);
    painter->drawPolyline(QPolygonF({{1, -7}, {-2, -2}, {2, 1}, {-1, 7}}));
    painter->restore();
}

}
