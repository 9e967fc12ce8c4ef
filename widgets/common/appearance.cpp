// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/appearance.h"
#include "common/textof.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <array>
#include <functional>

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

using Draw = void (*)(QPainter&);

void polygon(QPainter& painter, std::initializer_list<QPointF> points)
{
    painter.drawPolygon(QPolygonF(points));
}

void drawRun(QPainter& p)
{
    polygon(p, {{4, 2.5}, {13.5, 8}, {4, 13.5}});
}

void drawStop(QPainter& p)
{
    p.drawRoundedRect(QRectF(3, 3, 10, 10), 1, 1);
}

void arrow(QPainter& p, bool forward)
{
    if (forward) {
        p.translate(16, 0);
        p.scale(-1, 1);
    }
    p.setBrush(Qt::NoBrush);
    QPainterPath path(QPointF(3, 6));
    path.lineTo(9.5, 6);
    path.cubicTo(14.5, 6, 14.5, 13, 9.5, 13);
    path.lineTo(6, 13);
    p.drawPath(path);
    p.drawPolyline(QPolygonF({QPointF(6.5, 2.5), QPointF(3, 6), QPointF(6.5, 9.5)}));
}

void drawUndo(QPainter& p)
{
    arrow(p, false);
}

void drawRedo(QPainter& p)
{
    arrow(p, true);
}

void drawPin(QPainter& p)
{
    polygon(p,
            {{8, 1.5},
             {9.9, 5.7},
             {14.5, 6.2},
             {11, 9.2},
             {12, 13.8},
             {8, 11.4},
             {4, 13.8},
             {5, 9.2},
             {1.5, 6.2},
             {6.1, 5.7}});
}

void drawOpen(QPainter& p)
{
    p.setBrush(Qt::NoBrush);
    p.drawPolyline(QPolygonF(
        {QPointF(2, 13), QPointF(2, 3.5), QPointF(6.5, 3.5), QPointF(8, 5.5), QPointF(13, 5.5), QPointF(13, 7.5)}));
    p.drawPolygon(QPolygonF({QPointF(2, 13), QPointF(4.5, 7.5), QPointF(15, 7.5), QPointF(12.5, 13)}));
}

void drawData(QPainter& p)
{
    p.setBrush(Qt::NoBrush);
    p.drawRect(QRectF(2, 3, 12, 10));
    p.drawLine(QPointF(2, 6.5), QPointF(14, 6.5));
    p.drawLine(QPointF(6.5, 3), QPointF(6.5, 13));
    p.drawLine(QPointF(2, 9.8), QPointF(14, 9.8));
}

void drawNext(QPainter& p)
{
    p.setBrush(Qt::NoBrush);
    p.drawPolyline(QPolygonF({QPointF(6, 3), QPointF(11, 8), QPointF(6, 13)}));
}

void drawPrevious(QPainter& p)
{
    p.setBrush(Qt::NoBrush);
    p.drawPolyline(QPolygonF({QPointF(10, 3), QPointF(5, 8), QPointF(10, 13)}));
}

// Sliders.
void drawTune(QPainter& p)
{
    for (const auto& [x, knob] : {std::pair{3.5, 10.0}, {8.0, 5.0}, {12.5, 8.5}}) {
        p.drawLine(QPointF(x, 2), QPointF(x, 14));
        p.drawEllipse(QPointF(x, knob), 1.7, 1.7);
    }
}

// Bars side by side.
void drawCompare(QPainter& p)
{
    for (const auto& [x, top] : {std::pair{2.5, 8.0}, {6.7, 3.0}, {10.9, 5.5}})
        p.drawRect(QRectF(x, top, 2.6, 13.5 - top));
}

// A picture with a line of text below.
void drawQuestions(QPainter& p)
{
    p.setBrush(Qt::NoBrush);
    p.drawRect(QRectF(2, 2, 12, 8));
    p.drawPolyline(QPolygonF({QPointF(2, 9), QPointF(6, 5.5), QPointF(9, 8.5), QPointF(11, 6.5), QPointF(14, 9)}));
    p.drawLine(QPointF(2, 13.5), QPointF(10, 13.5));
}

// A magnifying glass.
void drawWhy(QPainter& p)
{
    p.setBrush(Qt::NoBrush);
    p.drawEllipse(QPointF(6.8, 6.8), 4.6, 4.6);
    p.drawLine(QPointF(10.3, 10.3), QPointF(14, 14));
}

// Cells, some of them full.
void drawBits(QPainter& p)
{
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column) {
            p.setBrush((row + column) % 2 == 0 ? p.pen().brush() : QBrush(Qt::NoBrush));
            p.drawRect(QRectF(2 + 4.3 * column, 2 + 4.3 * row, 3.2, 3.2));
        }
}

// An open book.
void drawLearn(QPainter& p)
{
    p.setBrush(Qt::NoBrush);
    p.drawPolygon(QPolygonF({QPointF(8, 4.5), QPointF(2, 3), QPointF(2, 12), QPointF(8, 13.5)}));
    p.drawPolygon(QPolygonF({QPointF(8, 4.5), QPointF(14, 3), QPointF(14, 12), QPointF(8, 13.5)}));
}

struct IconRow
{
    const char* name;
    Draw draw;
};

constexpr std::array icons{
    IconRow{"run", drawRun},   IconRow{"stop", drawStop},       IconRow{"undo", drawUndo},
    IconRow{"redo", drawRedo}, IconRow{"pin", drawPin},         IconRow{"open", drawOpen},
    IconRow{"data", drawData}, IconRow{"next", drawNext},       IconRow{"previous", drawPrevious},
    IconRow{"tune", drawTune}, IconRow{"compare", drawCompare}, IconRow{"questions", drawQuestions},
    IconRow{"why", drawWhy},   IconRow{"bits", drawBits},       IconRow{"learn", drawLearn}};

QPixmap drawn(Draw draw, const QColor& color, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / 16.0, size / 16.0);
    painter.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(color);
    draw(painter);
    return pixmap;
}

QColor pick(const QPalette& palette, const char* light, const char* dark)
{
    return QColor(isDark(palette) ? dark : light);
}

QString lastPart(const std::string& name)
{
    return QString::fromStdString(name.substr(name.find_last_of('.') + 1));
}

}

QColor towerColor(Tower tower)
{
    switch (tower) {
    case Tower::Vision: return QColor("#0072B2");
    case Tower::Projector: return QColor("#E69F00");
    case Tower::Llm: return QColor("#009E73");
    }
    return {};
}

QString towerTitle(Tower tower)
{
    switch (tower) {
    case Tower::Vision: return tr("Vision");
    case Tower::Projector: return tr("Projector");
    case Tower::Llm: return tr("Language model");
    }
    return {};
}

QString shortLayerName(const Layer& layer)
{
    if (layer.tower == Tower::Projector)
        return QString::fromStdString(layer.name);
    const QString tower = textOf(towerId(layer.tower));
    if (layer.role == Role::PatchEmbedding)
        return tower + QStringLiteral(".patch");
    if (layer.role == Role::Head)
        return tower + QStringLiteral(".head");
    return layer.block < 0 ? tower + '.' + lastPart(layer.name)
                           : tower + '.' + QString::number(layer.block) + '.' + lastPart(layer.name);
}

QString roleTitle(Role role)
{
    switch (role) {
    case Role::PatchEmbedding: return tr("Patch embedding");
    case Role::AttentionInput: return tr("Attention input (q, k, v)");
    case Role::Query: return tr("Query");
    case Role::Key: return tr("Key");
    case Role::Value: return tr("Value");
    case Role::AttentionOutput: return tr("Attention output");
    case Role::MlpUp: return tr("MLP up");
    case Role::MlpGate: return tr("MLP gate");
    case Role::MlpInput: return tr("MLP input (gate, up)");
    case Role::MlpDown: return tr("MLP down");
    case Role::ProjectorIn: return tr("Projector in");
    case Role::ProjectorOut: return tr("Projector out");
    case Role::Head: return tr("Output head");
    }
    return {};
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor baselineColor(const QPalette& palette)
{
    return pick(palette, "#8a8a8a", "#9a9a9a");
}

QColor quietText(const QPalette& palette)
{
    return pick(palette, "#6b6b6b", "#a5a5a5");
}

QColor betterColor(const QPalette& palette)
{
    return pick(palette, "#0067a3", "#6bb8ea");
}

QColor worseColor(const QPalette& palette)
{
    return pick(palette, "#b34700", "#f0985c");
}

QColor highlightColor(const QPalette& palette)
{
    return pick(palette, "#c2327c", "#f07ab5");
}

QIcon themedIcon(const QString& name, const QPalette& palette)
{
    for (const auto& row : icons)
        if (name == QLatin1String(row.name)) {
            QIcon icon;
            for (const int size : {16, 24, 32, 48}) {
                icon.addPixmap(drawn(row.draw, palette.color(QPalette::ButtonText), size));
                icon.addPixmap(drawn(row.draw, palette.color(QPalette::Disabled, QPalette::ButtonText), size),
                               QIcon::Disabled);
            }
            return icon;
        }
    return {};
}

}
