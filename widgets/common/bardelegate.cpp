// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/bardelegate.h"

#include <QPainter>

#include <algorithm>

#include "common/appearance.h"

namespace quantscope {
namespace {

constexpr int besideBar = 4, leastBarRoom = 28, usualBarRoom = 52;

bool standsRight(const QModelIndex& index)
{
    return index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
}

int widthOfText(const QStyleOptionViewItem& option, const QModelIndex& index, const CellBar& bar)
{
    QFont bold = option.font;
    bold.setBold(true); // as some rows are
    const QFontMetrics metrics(bold);
    const auto width = [&metrics](const QString& text) { return metrics.horizontalAdvance(text); };
    return std::max(width(bar.widest), width(index.data().toString())) + 2 * besideBar;
}

QRectF roomOfBar(const QStyleOptionViewItem& option, int text)
{
    const QRectF cell = QRectF(option.rect).adjusted(besideBar, 1, -besideBar, -1);
    const double left = cell.width() - text;
    if (left < leastBarRoom)
        return {cell.left(), cell.bottom() - 3, cell.width(), 3};
    const double height = std::min<double>(cell.height() - 4, option.fontMetrics.height() - 2);
    return {cell.left(), cell.center().y() - height / 2, left, height};
}

class BarPainter
{
public:
    BarPainter(QPainter& painter, const QStyleOptionViewItem& option, QRectF room)
        : m_painter(painter)
        , m_palette(option.palette)
        , m_room(room)
        , m_selected(option.state & QStyle::State_Selected)
    {
    }

    void draw(const CellBar& bar)
    {
        drawBar(bar);
        drawZero(bar);
        drawMark(bar);
        drawInterval(bar);
    }

private:
    double at(double place) const
    {
        return m_room.left() + std::clamp(place, 0.0, 1.0) * m_room.width();
    }
    QColor inSelection(const QColor& color) const
    {
        return m_selected ? m_palette.color(QPalette::HighlightedText) : color;
    }
    void drawBar(const CellBar& bar)
    {
        QColor color = inSelection(bar.color.isValid() ? bar.color : m_palette.color(QPalette::Highlight));
        const QRectF area(QPointF(std::min(at(bar.from), at(bar.to)), m_room.top()),
                          QPointF(std::max(at(bar.from), at(bar.to)), m_room.bottom()));
        if (bar.pale || m_selected)
            color.setAlphaF(bar.pale ? 0.35f : 0.75f);
        m_painter.fillRect(area, color);
    }
    void drawZero(const CellBar& bar)
    {
        if (bar.from > 0)
            m_painter.fillRect(QRectF(at(bar.from), m_room.top() - 1, 1, m_room.height() + 2),
                               inSelection(quietText(m_palette)));
    }
    void drawMark(const CellBar& bar)
    {
        if (bar.mark)
            m_painter.fillRect(QRectF(at(*bar.mark) - 1, m_room.top() - 1, 2, m_room.height() + 2),
                               inSelection(quietText(m_palette)));
    }
    // A whisker needs some height to be told from the bar.
    void drawInterval(const CellBar& bar)
    {
        if (!bar.interval || m_room.height() < 6)
            return;
        const QColor color = inSelection(m_palette.color(QPalette::Text));
        const double low = at(bar.interval->low), high = at(bar.interval->high), middle = m_room.center().y();
        m_painter.fillRect(QRectF(low, middle - 0.5, high - low, 1), color);
        for (const double end : {low, high})
            m_painter.fillRect(QRectF(end - 0.5, middle - 3, 1, 6), color);
    }

    QPainter& m_painter;
    const QPalette& m_palette;
    QRectF m_room;
    bool m_selected;
};

}

bool CellBar::operator==(const CellBar& other) const
{
    const auto ends = [](const std::optional<Interval>& i) {
        return i ? std::pair(i->low, i->high) : std::pair(-1., -1.);
    };
    return from == other.from && to == other.to && mark == other.mark && ends(interval) == ends(other.interval) &&
        color == other.color && pale == other.pale && widest == other.widest;
}

// Figures and their signs stay together.
void BarDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (standsRight(index))
        option->features &= ~QStyleOptionViewItem::WrapText;
}

void BarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant value = index.data(Role);
    if (!value.canConvert<CellBar>())
        return QStyledItemDelegate::paint(painter, option, index);
    auto bar = value.value<CellBar>();
    if (!standsRight(index)) {
        if (!(option.state & QStyle::State_Selected)) {
            const QRectF room = QRectF(option.rect).adjusted(2, 2, -2, -2);
            bar.pale = true;
            BarPainter(*painter, option, room).draw(bar);
        }
        return QStyledItemDelegate::paint(painter, option, index);
    }
    QStyledItemDelegate::paint(painter, option, index);
    painter->save();
    painter->setClipRect(option.rect);
    BarPainter(*painter, option, roomOfBar(option, widthOfText(option, index, bar))).draw(bar);
    painter->restore();
}

QSize BarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    const QVariant value = index.data(Role);
    if (!value.canConvert<CellBar>() || !standsRight(index))
        return size;
    return {widthOfText(option, index, value.value<CellBar>()) + usualBarRoom + 2 * besideBar, size.height()};
}

}
