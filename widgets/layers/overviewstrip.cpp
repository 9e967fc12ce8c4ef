// SPDX-License-Identifier: GPL-3.0-or-later
#include "layers/overviewstrip.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "layers/layertablemodel.h"

namespace quantscope {
namespace {

constexpr double wheelStep = 1.5;
constexpr int fewestLayers = 4; // in a window

}

OverviewStrip::OverviewStrip(const LayerTableModel* layers, QWidget* parent)
    : QWidget(parent)
    , m_layers(layers)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Overview of all layers"));
    setAccessibleDescription(
        tr("Click or ←, →: select a layer. Wheel or + and −: zoom. Drag: mark the layers to show, or "
           "move them. Double click or Esc: show all."));
    connect(layers, &QAbstractItemModel::dataChanged, this, qOverload<>(&QWidget::update));
    connect(layers, &QAbstractItemModel::modelReset, this, [this] {
        m_first = m_last = -1;
        if (m_selected >= count())
            m_selected = -1;
        update();
    });
}

int OverviewStrip::count() const
{
    return m_layers->rowCount();
}

int OverviewStrip::selectedLayer() const
{
    return m_selected;
}

void OverviewStrip::setSelectedLayer(int layer)
{
    m_selected = layer >= 0 && layer < count() ? layer : -1;
    if (m_selected >= 0 && isZoomed() && (m_selected < m_first || m_selected > m_last)) {
        const int span = m_last - m_first;
        const int first = std::clamp(m_selected - span / 2, 0, count() - 1 - span);
        changeWindow(first, first + span);
    }
    update();
}

void OverviewStrip::setHighlightedLayers(std::vector<int> layers)
{
    m_highlighted = std::move(layers);
    update();
}

void OverviewStrip::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

bool OverviewStrip::isZoomed() const
{
    return m_first >= 0;
}

int OverviewStrip::firstShown() const
{
    return isZoomed() ? m_first : 0;
}

int OverviewStrip::lastShown() const
{
    return isZoomed() ? m_last : count() - 1;
}

void OverviewStrip::setWindow(int first, int last)
{
    const bool all = first <= 0 && last >= count() - 1;
    m_first = all || first < 0 ? -1 : std::min(first, count() - 1);
    m_last = m_first < 0 ? -1 : std::clamp(last, m_first, count() - 1);
    update();
}

void OverviewStrip::changeWindow(int first, int last)
{
    const int before = firstShown(), lastBefore = lastShown();
    setWindow(std::max(0, first), last);
    if (firstShown() != before || lastShown() != lastBefore)
        emit windowChanged(firstShown(), lastShown());
}

void OverviewStrip::zoomAround(double factor, double layer)
{
    if (count() == 0)
        return;
    const double span = lastShown() - firstShown() + 1;
    const int wanted =
        std::clamp(static_cast<int>(std::lround(span / factor)), std::min(fewestLayers, count()), count());
    const double share = std::clamp((layer - firstShown() + 0.5) / span, 0.0, 1.0);
    const int first = std::clamp(static_cast<int>(std::lround(layer + 0.5 - share * wanted)), 0, count() - wanted);
    changeWindow(first, first + wanted - 1);
}

void OverviewStrip::zoom(double factor)
{
    zoomAround(factor,
               m_selected >= firstShown() && m_selected <= lastShown() ? m_selected
                                                                       : (firstShown() + lastShown()) / 2.0);
}

void OverviewStrip::showAll()
{
    changeWindow(0, count() - 1);
}

void OverviewStrip::selectByUser(int layer)
{
    if (layer < 0 || layer >= count() || layer == m_selected)
        return;
    setSelectedLayer(layer);
    emit layerSelected(layer);
}

QSize OverviewStrip::sizeHint() const
{
    return {420, 6 * fontMetrics().height()};
}

QSize OverviewStrip::minimumSizeHint() const
{
    return {160, 7 * fontMetrics().height() / 2};
}

QRectF OverviewStrip::barArea() const
{
    const int gutter = fontMetrics().horizontalAdvance(QStringLiteral("−00 dB")) + 6;
    return QRectF(rect()).adjusted(gutter, 8, -6, -fontMetrics().height() - 5);
}

double OverviewStrip::left(double layer) const
{
    const auto area = barArea();
    return area.left() + layer * area.width() / std::max(1, count());
}

int OverviewStrip::layerAt(double x) const
{
    const auto area = barArea();
    return std::clamp(static_cast<int>(std::floor((x - area.left()) / area.width() * count())), 0,
                      std::max(0, count() - 1));
}

QString OverviewStrip::layerTip(int layer) const
{
    const auto& metric = m_layers->metric();
    const auto& report = m_layers->rows()[static_cast<size_t>(layer)].report;
    const auto value = m_layers->metricValue(layer);
    QStringList lines{QStringLiteral("%1 – %2").arg(shortLayerName(report.layer), roleTitle(report.layer.role)),
                      tr("%1: %2").arg(metricTitle(metric), metricText(metric, value))};
    if (value && m_layers->isMetricStale(layer))
        lines.last() += ' ' + tr("(previous run)");
    if (const auto before = m_layers->baselineValue(layer))
        lines << tr("baseline: %1").arg(metricText(metric, before));
    const QString remark = m_layers->index(layer, LayerTableModel::Remark).data().toString();
    if (!remark.isEmpty())
        lines << remark;
    return lines.join('\n');
}

// That a bar can be drawn of.
std::vector<double> OverviewStrip::finiteValues() const
{
    std::vector<double> finite;
    for (int i = 0; i < count(); ++i)
        for (const auto& value : {m_layers->metricValue(i), m_layers->baselineValue(i)})
            if (value && std::isfinite(*value) && (!m_layers->metric().logarithmic || *value > 0))
                finite.push_back(*value);
    return finite;
}

bool OverviewStrip::hasValues() const
{
    return !finiteValues().empty();
}

void OverviewStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (count() == 0)
        return;
    const auto finite = finiteValues();
    const auto scale = layerScale(m_layers->metric(), finite);
    if (finite.empty()) {
        drawEmptyText(painter);
    } else {
        drawBands(painter);
        drawScale(painter, scale);
    }
    drawBars(painter, scale);
    drawTowers(painter);
    drawWindow(painter);
    if (!finite.empty())
        drawMarks(painter);
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

// As much as there is room for; the tool tip has all.
void OverviewStrip::drawEmptyText(QPainter& painter) const
{
    const QRectF area(6, 2, width() - 12, barArea().bottom() - 2);
    painter.setPen(quietText(palette()));
    QTextLayout layout(m_emptyText, font());
    layout.beginLayout();
    const double line = fontMetrics().height();
    const int lines = std::max(1, static_cast<int>(area.height() / line));
    QStringList shown;
    for (int i = 0; i < lines; ++i) {
        auto each = layout.createLine();
        if (!each.isValid())
            break;
        each.setLineWidth(area.width());
        const bool last = i + 1 == lines;
        const auto rest = m_emptyText.mid(each.textStart());
        shown << (last ? fontMetrics().elidedText(rest, Qt::ElideRight, static_cast<int>(area.width()))
                       : m_emptyText.mid(each.textStart(), each.textLength()));
    }
    layout.endLayout();
    painter.drawText(area, Qt::AlignCenter, shown.join('\n'));
}

void OverviewStrip::drawBands(QPainter& painter) const
{
    const auto area = barArea();
    const auto band = [&](int layer, QColor color, float alpha) {
        color.setAlphaF(alpha);
        painter.fillRect(
            QRectF(left(layer), area.top() - 4, std::max(2.0, left(layer + 1) - left(layer)), area.height() + 4),
            color);
    };
    for (const int layer : m_highlighted)
        if (layer >= 0 && layer < count())
            band(layer, palette().color(QPalette::Highlight), 0.25f);
    if (m_selected >= 0)
        band(m_selected, highlightColor(palette()), 0.3f);
}

void OverviewStrip::drawScale(QPainter& painter, const LayerScale& scale) const
{
    const auto area = barArea();
    const auto& metric = m_layers->metric();
    painter.setPen(quietText(palette()));
    const auto label = [&](double place, const QString& text) {
        const double y = area.bottom() - place * area.height();
        const double line = fontMetrics().height();
        painter.drawText(QRectF(0, std::clamp(y - line / 2, 0.0, area.bottom() - line / 2), area.left() - 4, line),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    };
    const auto number = [&](double value) {
        return scale.logarithmic ? QString::number(value, 'e', 0) : shortNumber(value, metric.unit.empty() ? 3 : 2);
    };
    label(1, metric.unit == "dB" ? QStringLiteral("%1 dB").arg(std::lround(scale.high)) : number(scale.high));
    if (scale.low < 0 && scale.zero() > 0.25)
        label(0, QString::number(std::lround(scale.low)));
    const double zero = area.bottom() - scale.zero() * area.height();
    label(scale.zero(), scale.low <= 0 && !scale.logarithmic ? QStringLiteral("0") : number(scale.low));
    painter.setPen(quietText(palette()));
    painter.drawLine(QPointF(area.left(), zero), QPointF(area.right(), zero));
}

void OverviewStrip::drawBars(QPainter& painter, const LayerScale& scale) const
{
    const auto area = barArea();
    const double zero = area.bottom() - scale.zero() * area.height();
    const auto height = [&](double value) { return area.bottom() - scale.place(value) * area.height(); };
    for (int i = 0; i < count(); ++i) {
        const double x = left(i), width = left(i + 1) - x, gap = width >= 4 ? 1 : 0;
        if (const auto before = m_layers->baselineValue(i); before && std::isfinite(*before)) {
            QColor grey = baselineColor(palette());
            grey.setAlphaF(0.45f);
            painter.fillRect(QRectF(x, std::min(zero, height(*before)), width, std::abs(zero - height(*before))), grey);
        }
        const auto value = m_layers->metricValue(i);
        if (!value || std::isnan(*value))
            continue;
        const auto tower = m_layers->rows()[static_cast<size_t>(i)].report.layer.tower;
        QColor color = *value < 0 && !scale.logarithmic ? worseColor(palette()) : towerColor(tower);
        if (m_layers->isMetricStale(i))
            color.setAlphaF(0.35f);
        const double inset = m_layers->baselineValue(i) && width >= 6 ? width * 0.18 : gap / 2;
        const QRectF bar(x + inset, std::min(zero, height(*value)), width - 2 * inset,
                         std::max(1.0, std::abs(zero - height(*value))));
        if (std::isinf(*value)) { // without error, or nothing but error
            painter.setPen(QPen(color, 1));
            painter.drawLine(QPointF(bar.center().x(), area.top()), QPointF(bar.center().x(), area.bottom()));
            if (width >= fontMetrics().horizontalAdvance(QStringLiteral("∞")))
                painter.drawText(QRectF(x, area.top() - 8, width, fontMetrics().height()), Qt::AlignCenter,
                                 QStringLiteral("∞"));
            continue;
        }
        painter.fillRect(bar, color);
    }
}

void OverviewStrip::drawTowers(QPainter& painter) const
{
    const auto area = barArea();
    double used = 0;
    for (int i = 0; i < count();) {
        const auto tower = m_layers->rows()[static_cast<size_t>(i)].report.layer.tower;
        int end = i;
        while (end < count() && m_layers->rows()[static_cast<size_t>(end)].report.layer.tower == tower)
            ++end;
        painter.fillRect(QRectF(left(i) + 1, area.bottom() + 2, left(end) - left(i) - 2, 3), towerColor(tower));
        const QString title = towerTitle(tower);
        const double width = fontMetrics().horizontalAdvance(title);
        const double x = std::clamp((left(i) + left(end) - width) / 2, 0.0, this->width() - width - 2.0);
        if (x >= used) { // a narrow tower keeps its name as long as that does not run into another
            painter.setPen(palette().color(QPalette::Text));
            painter.drawText(QRectF(x, area.bottom() + 5, width + 2, fontMetrics().height()), title);
            used = x + width + 6;
        }
        i = end;
    }
}

void OverviewStrip::drawMarks(QPainter& painter) const
{
    const auto area = barArea();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const auto triangle = [&](int layer, double tip, double base, const QColor& color) {
        const double x = (left(layer) + left(layer + 1)) / 2;
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF({QPointF(x, tip), QPointF(x - 4, base), QPointF(x + 4, base)}));
    };
    if (const int bad = m_layers->firstDegraded(); bad >= 0) {
        const double x = (left(bad) + left(bad + 1)) / 2;
        painter.setPen(QPen(worseColor(palette()), 1, Qt::DashLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(Qt::NoPen);
        triangle(bad, area.bottom() - 1, area.bottom() + 7, worseColor(palette()));
    }
    if (m_selected >= 0)
        triangle(m_selected, area.top() - 1, area.top() - 8, highlightColor(palette()));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void OverviewStrip::drawWindow(QPainter& painter) const
{
    if (!isZoomed())
        return;
    const auto area = barArea().adjusted(0, -6, 0, 6);
    QColor veil = palette().color(QPalette::Base);
    veil.setAlphaF(0.7f);
    const double from = left(m_first), to = left(m_last + 1);
    painter.fillRect(QRectF(QPointF(area.left(), area.top()), QPointF(from, area.bottom())), veil);
    painter.fillRect(QRectF(QPointF(to, area.top()), QPointF(area.right(), area.bottom())), veil);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(QPointF(from, area.top() + 1), QPointF(to, area.bottom() - 1)));
}

bool OverviewStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && count() > 0) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto about = hasValues() || m_emptyText.isEmpty() ? accessibleDescription() : m_emptyText;
        QToolTip::showText(help->globalPos(),
                           hasValues() && barArea().contains(help->pos()) ? layerTip(layerAt(help->pos().x())) : about,
                           this);
        return true;
    }
    // Esc means something else to the window unless there is a zoom to leave.
    if (event->type() == QEvent::ShortcutOverride && isZoomed() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || count() == 0)
        return;
    m_drag = Drag::Pressed;
    m_pressed = event->pos();
    m_pressedFirst = firstShown();
    m_pressedLast = lastShown();
    m_selectedBefore = m_selected;
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() == Qt::NoButton && count() > 0) {
        const bool over = hasValues() && barArea().contains(event->pos());
        QToolTip::showText(event->globalPosition().toPoint(), over ? layerTip(layerAt(event->pos().x())) : QString(),
                           this);
        return;
    }
    const int from = layerAt(m_pressed.x()), to = layerAt(event->pos().x());
    if (m_drag == Drag::Pressed && std::abs(event->pos().x() - m_pressed.x()) >= QApplication::startDragDistance()) {
        const bool inWindow = isZoomed() && from >= m_first && from <= m_last;
        m_drag = inWindow ? Drag::Window : Drag::Range;
    }
    if (m_drag == Drag::Range)
        changeWindow(std::min(from, to), std::max(from, to));
    if (m_drag == Drag::Window) {
        const int span = m_pressedLast - m_pressedFirst;
        const int first = std::clamp(m_pressedFirst + to - from, 0, count() - 1 - span);
        changeWindow(first, first + span);
    }
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_drag == Drag::Pressed && count() > 0)
        selectByUser(layerAt(event->pos().x()));
    m_drag = Drag::None;
}

// Its first click has selected a layer.
void OverviewStrip::mouseDoubleClickEvent(QMouseEvent*)
{
    if (m_selectedBefore >= 0)
        selectByUser(m_selectedBefore);
    showAll();
}

void OverviewStrip::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (steps == 0 || count() == 0)
        return QWidget::wheelEvent(event);
    zoomAround(std::pow(wheelStep, steps), layerAt(event->position().x()));
    event->accept();
}

void OverviewStrip::keyPressEvent(QKeyEvent* event)
{
    const int last = count() - 1;
    switch (event->key()) {
    case Qt::Key_Left: return selectByUser(m_selected < 0 ? last : std::max(0, m_selected - 1));
    case Qt::Key_Right: return selectByUser(std::min(last, m_selected + 1));
    case Qt::Key_Home: return selectByUser(0);
    case Qt::Key_End: return selectByUser(last);
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom(wheelStep);
    case Qt::Key_Minus: return zoom(1 / wheelStep);
    case Qt::Key_Escape:
        if (isZoomed())
            return showAll();
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void OverviewStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        updateGeometry();
    update();
    QWidget::changeEvent(event);
}

}
