// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plotview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QScopedValueRollback>
#include <QTextBoundaryFinder>
#include <QToolTip>

#include <algorithm>
#include <functional>
#include <utility>

#include <qcustomplot.h>

#include "plots/plotcolors.h"
#include "plots/plotoverlay.h"

namespace quantscope {
namespace {

constexpr int redrawDelay = 30; // ms; streams of values cost one drawing each
constexpr int tickLength = 5, subTickLength = 2; // pixels at the program's own letters

// Where a line may be broken: behind spaces, and anywhere between Chinese characters. A word that is wider than a line
// stays whole.
QStringList brokenLines(const QString& text, const std::function<bool(const QString&)>& isWide)
{
    QTextBoundaryFinder places(QTextBoundaryFinder::Line, text);
    QStringList lines;
    qsizetype begin = 0, end = 0;
    while (places.toNextBoundary() >= 0) {
        const auto place = places.position();
        if (end > begin && isWide(text.mid(begin, place - begin).trimmed())) {
            lines << text.mid(begin, end - begin).trimmed();
            begin = end;
        }
        end = place;
    }
    return lines << text.mid(begin).trimmed();
}

QList<QCPAxis*> allAxes(const QCustomPlot& plot)
{
    return plot.axisRect()->axes();
}

}

PlotView::PlotView(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_plot(new QCustomPlot(this))
    , m_overlay(new PlotOverlay(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleDescription(helpText());
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setZoomAxes(Qt::Horizontal);
    m_plot->setSelectionRect(new QCPSelectionRect(m_plot));
    m_plot->installEventFilter(this);
    m_timer.setSingleShot(true);
    m_timer.setInterval(redrawDelay);
    connect(&m_timer, &QTimer::timeout, this, &PlotView::redrawNow);
    connectMouse();
    addActions();
    redraw();
}

void PlotView::connectMouse()
{
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        m_pressed = event->pos();
        const bool band = event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier);
        m_plot->setSelectionRectMode(band ? QCP::srmZoom : QCP::srmNone);
    });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
        if (std::exchange(m_doubleClicked, false))
            return;
        const bool still = (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance();
        if (event->button() == Qt::LeftButton && still && hasData())
            click(event->position());
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] {
        m_doubleClicked = true;
        doubleClick();
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        const QString text = event->buttons() == Qt::NoButton && hasData() ? hoverText(event->position()) : QString();
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(event->globalPosition().toPoint(), text, m_plot);
    });
    connect(m_plot, &QCustomPlot::afterLayout, this, &PlotView::followLayout);
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { m_replotting = false; });
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis})
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] { rangesChanged(); });
}

void PlotView::addActions()
{
    setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto add = [this](const QString& text, auto slot) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        return action;
    };
    add(tr("Show all"), &PlotView::resetView);
    m_copyActions = {add(tr("Copy picture"), &PlotView::copyPicture), add(tr("Copy data as CSV"), &PlotView::copyData)};
    m_copyActions.first()->setShortcut(QKeySequence::Copy);
    m_copyActions.first()->setShortcutContext(Qt::WidgetShortcut);
    m_saveActions = {add(tr("Export figure…"), &PlotView::exportFigure),
                     add(tr("Save data as CSV…"), &PlotView::saveData)};
    m_saveActions.first()->setObjectName("exportView");
}

void PlotView::setSaveAs(SaveAs saveAs)
{
    m_saveAs = std::move(saveAs);
    redraw();
}

void PlotView::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    redraw();
}

void PlotView::setUpdating(bool on)
{
    m_updating = on;
    m_overlay->setUpdating(on);
}

bool PlotView::isDrawn() const
{
    return !m_timer.isActive() && !m_replotting;
}

bool PlotView::isUpdating() const
{
    return m_updating;
}

bool PlotView::isZoomed() const
{
    return !m_following;
}

QCustomPlot* PlotView::plot() const
{
    return m_plot;
}

QString PlotView::emptyText() const
{
    return m_placeholder;
}

QString PlotView::hoverText(QPointF) const
{
    return {};
}

void PlotView::click(QPointF)
{
}

void PlotView::doubleClick()
{
    resetView();
}

bool PlotView::redrawsOnZoom() const
{
    return false;
}

void PlotView::redraw()
{
    m_followUps = 0;
    if (!m_timer.isActive())
        m_timer.start();
}

void PlotView::redrawNow()
{
    m_timer.stop();
    drawWith(palette());
    const bool empty = !hasData();
    m_overlay->setPlaceholder(empty ? emptyText() : QString());
    updateActions();
    m_replotting = true;
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

// What is drawn depends on the room, which is known only after texts and legend have taken theirs.
void PlotView::followLayout()
{
    const QSize room = m_plot->axisRect()->size();
    const bool same = (room - m_room).width() == 0 && (room - m_room).height() == 0;
    m_room = room;
    if (same || m_followUps >= 2 || m_timer.isActive())
        return;
    ++m_followUps;
    m_timer.start();
}

void PlotView::drawWith(const QPalette& palette)
{
    const QScopedValueRollback guard(m_drawing, true);
    m_plot->clearPlottables();
    m_plot->clearItems();
    styleFrame(palette);
    if (hasData())
        draw(palette);
    fitVerticalAxes();
}

int PlotView::verticalTitleRoom() const
{
    return canvasHeight() - 5 * fontMetrics().height();
}

QString PlotView::fittingTitle(const QStringList& titles) const
{
    const auto fits = [this](const QString& title) {
        return m_exporting || fontMetrics().horizontalAdvance(title) <= verticalTitleRoom();
    };
    const auto first = std::find_if(titles.begin(), titles.end(), fits);
    return first == titles.end() ? titles.last() : *first;
}

// On a low plot many ticks, or a label that is longer than its axis, would run into each other.
void PlotView::fitVerticalAxes()
{
    const int line = fontMetrics().height();
    const int room = verticalTitleRoom();
    for (QCPAxis* axis : {m_plot->yAxis, m_plot->yAxis2}) {
        axis->ticker()->setTickCount(std::clamp(room / (2 * line), 2, 6));
        if (!m_exporting && fontMetrics().horizontalAdvance(axis->label()) > room)
            axis->setLabelColor(Qt::transparent);
    }
}

double PlotView::lineScale() const
{
    const double usual = QApplication::font().pointSizeF(), here = font().pointSizeF();
    return m_exporting || usual <= 0 ? 1 : std::max(1.0, here / usual);
}

void PlotView::styleFrame(const QPalette& palette)
{
    const QColor text = palette.color(QPalette::Text);
    const double scale = lineScale();
    m_plot->setBackground(QBrush(palette.color(QPalette::Base)));
    for (QCPAxis* axis : allAxes(*m_plot)) {
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        for (const auto set : {&QCPAxis::setTickLabelColor, &QCPAxis::setLabelColor})
            (axis->*set)(text);
        const QPen line(mixed(text, palette.color(QPalette::Base), 0.5), scale);
        if (axis->tickLengthIn() > 0) { // else it has no ticks
            axis->setTickLength(qRound(tickLength * scale));
            axis->setSubTickLength(qRound(subTickLength * scale));
        }
        for (const auto set : {&QCPAxis::setBasePen, &QCPAxis::setTickPen, &QCPAxis::setSubTickPen})
            (axis->*set)(line);
        axis->grid()->setPen(QPen(gridColor(palette)));
        axis->grid()->setZeroLinePen(QPen(mixed(text, palette.color(QPalette::Base), 0.4)));
    }
    m_plot->legend->setVisible(false);
}

void PlotView::updateActions()
{
    for (QAction* action : m_copyActions)
        action->setEnabled(hasData());
    for (QAction* action : m_saveActions)
        action->setEnabled(hasData() && m_saveAs);
}

QByteArray PlotView::pictureBytes(PictureFormat format)
{
    m_exporting = true;
    if (!isVisible())
        m_plot->setGeometry(rect()); // it has not been told its size
    drawWith(exportPalette());
    const QByteArray bytes = pictureOf(*m_plot, format, m_plot->size());
    m_exporting = false;
    redrawNow();
    return bytes;
}

QByteArray PlotView::pngBytes()
{
    return pictureBytes(PictureFormat::Png);
}

QByteArray PlotView::svgBytes()
{
    return pictureBytes(PictureFormat::Svg);
}

QByteArray PlotView::pdfBytes()
{
    return pictureBytes(PictureFormat::Pdf);
}

void PlotView::copyPicture()
{
    QGuiApplication::clipboard()->setImage(QImage::fromData(pngBytes(), "PNG"));
}

void PlotView::copyData()
{
    QGuiApplication::clipboard()->setText(csv());
}

void PlotView::saveData()
{
    if (m_saveAs)
        m_saveAs(m_name + ".csv", tr("CSV (*.csv)"),
                 [text = csv()](const QString& file) { writeFile(file, text.toUtf8()); });
}

int PlotView::canvasWidth() const
{
    return m_plot->viewport().width();
}

int PlotView::canvasHeight() const
{
    return m_plot->viewport().height();
}

int PlotView::plotWidth() const
{
    const int laidOut = m_plot->axisRect()->width();
    return laidOut > 10 ? laidOut : std::max(10, canvasWidth() - 80);
}

int PlotView::plotHeight() const
{
    const int laidOut = m_plot->axisRect()->height();
    return laidOut > 10 ? laidOut : std::max(10, canvasHeight() - 60);
}

QString PlotView::wrappedCaption(const QStringList& parts) const
{
    const QString gap = QStringLiteral("  ·  ");
    const auto isWide = [this](const QString& text) { return fontMetrics().horizontalAdvance(text) > plotWidth(); };
    QStringList lines;
    for (const QString& part : parts) {
        if (!lines.isEmpty() && !isWide(lines.last() + gap + part))
            lines.last() += gap + part;
        else
            lines << brokenLines(part, isWide);
    }
    return lines.join('\n');
}

void PlotView::showLegend(const QPalette& palette)
{
    QCPLegend* legend = m_plot->legend;
    QList<QCPAbstractPlottable*> named;
    int widest = 1;
    for (int i = 0; i < m_plot->plottableCount(); ++i)
        if (auto* plottable = m_plot->plottable(i); !plottable->name().isEmpty()) {
            named << plottable;
            widest = std::max(widest, fontMetrics().horizontalAdvance(plottable->name()));
        }
    const int border = 4;
    if (m_plot->axisRect()->insetLayout()->elements(false).contains(legend)) {
        if (named.isEmpty())
            return; // an empty row would take the width from the plot below
        auto* row = new QCPLayoutGrid;
        m_plot->plotLayout()->insertRow(0);
        m_plot->plotLayout()->addElement(0, 0, row);
        row->setMargins(QMargins(border, border, border, 0));
        m_plot->axisRect()->insetLayout()->take(legend);
        row->addElement(0, 0, legend);
        row->addElement(0, 1, new QCPLayoutGrid); // takes the rest of the width
        row->setColumnStretchFactor(0, 0.001);
        m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
        m_plot->plotLayout()->setRowSpacing(0);
    }
    legend->clearItems();
    legend->simplify();
    legend->setFont(font());
    legend->setIconSize(qRound(18 * lineScale()),
                        fontMetrics().height() + 3); // descenders need more than the texts' own height
    legend->setRowSpacing(0);
    const int itemWidth = widest + legend->iconSize().width() + 24;
    legend->setFillOrder(QCPLayoutGrid::foColumnsFirst, false);
    legend->setWrap(std::max(1, (canvasWidth() - 2 * border) / itemWidth));
    for (auto* plottable : named)
        plottable->addToLegend();
    legend->setTextColor(palette.color(QPalette::Text));
    legend->setBrush(Qt::NoBrush);
    legend->setBorderPen(Qt::NoPen);
    legend->setMargins(QMargins());
    legend->setVisible(legend->itemCount() > 0);
}

QSize PlotView::sizeHint() const
{
    return {420, 240};
}

QSize PlotView::minimumSizeHint() const
{
    return {160, 110};
}

}
