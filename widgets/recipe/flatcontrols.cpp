// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/flatcontrols.h"

#include <QPainter>
#include <QStyleOption>
#include <QStyleOptionButton>

#include <algorithm>

#include "common/appearance.h"

namespace quantscope {
namespace {

constexpr int sidePadding = 2;
constexpr int arrowRoom = 8;

// What is under the mouse is lighter, what has the focus has a frame.
void drawCell(QPainter& painter, const QWidget& widget)
{
    if (widget.isEnabled() && widget.underMouse())
        painter.fillRect(widget.rect(), widget.palette().color(QPalette::Base));
    if (widget.hasFocus()) {
        painter.setPen(widget.palette().color(QPalette::Highlight));
        painter.drawRect(widget.rect().adjusted(0, 0, -1, -1));
    }
}

QColor textColor(const QWidget& widget)
{
    return widget.palette().color(widget.isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText);
}

// The triangle of a list, small.
void drawArrow(QPainter& painter, const QWidget& widget)
{
    const double x = widget.width() - 4.5, y = widget.height() / 2.0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(widget.isEnabled() ? quietText(widget.palette()) : textColor(widget));
    painter.drawPolygon(QPolygonF({QPointF(x - 2.5, y - 1), QPointF(x + 2.5, y - 1), QPointF(x, y + 2)}));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

int rowHeight(const QWidget& widget)
{
    return widget.fontMetrics().height() + 4;
}

void makeClear(QWidget* widget)
{
    QPalette palette; // of this colour alone, so that the others follow the theme
    palette.setColor(QPalette::Base, Qt::transparent);
    widget->setPalette(palette);
}

}

FlatCheckBox::FlatCheckBox(QWidget* parent)
    : QCheckBox(parent)
{
    setAttribute(Qt::WA_Hover);
}

bool FlatCheckBox::hitButton(const QPoint& at) const
{
    return rect().contains(at);
}

void FlatCheckBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawCell(painter, *this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const QSize box(style()->pixelMetric(QStyle::PM_IndicatorWidth, &option, this),
                    style()->pixelMetric(QStyle::PM_IndicatorHeight, &option, this));
    option.rect = QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, box, rect());
    style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &option, &painter, this);
}

FlatComboBox::FlatComboBox(QWidget* parent)
    : QComboBox(parent)
{
    setAttribute(Qt::WA_Hover);
}

QString FlatComboBox::shownText() const
{
    const auto text = currentData(ShortTextRole);
    return text.isValid() ? text.toString() : currentText();
}

QSize FlatComboBox::sizeHint() const
{
    int widest = 0;
    for (int i = 0; i < count(); ++i) {
        const auto text = itemData(i, ShortTextRole);
        widest = std::max(widest, fontMetrics().horizontalAdvance(text.isValid() ? text.toString() : itemText(i)));
    }
    return {widest + 2 * sidePadding, rowHeight(*this)};
}

QSize FlatComboBox::minimumSizeHint() const
{
    return sizeHint();
}

void FlatComboBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawCell(painter, *this);
    painter.setPen(textColor(*this));
    painter.drawText(rect(), Qt::AlignCenter, shownText());
    if ((width() - fontMetrics().horizontalAdvance(shownText())) / 2 >= arrowRoom)
        drawArrow(painter, *this);
}

FlatHead::FlatHead(const QString& text, QWidget* parent)
    : QToolButton(parent)
{
    setText(text);
    setAutoRaise(true);
    setAttribute(Qt::WA_Hover);
}

QSize FlatHead::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2 * sidePadding, rowHeight(*this)};
}

QSize FlatHead::minimumSizeHint() const
{
    return sizeHint();
}

void FlatHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawCell(painter, *this);
    painter.setPen(textColor(*this));
    painter.drawText(rect().adjusted(sidePadding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

void makeFlat(QAbstractSpinBox* spin)
{
    spin->setFrame(false);
    spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    spin->setAlignment(Qt::AlignCenter);
    makeClear(spin);
}

void makeFlat(QLineEdit* line)
{
    line->setFrame(false);
    line->setAlignment(Qt::AlignCenter);
    makeClear(line);
}

}
