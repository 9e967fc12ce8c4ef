// SPDX-License-Identifier: GPL-3.0-or-later
// Figures for papers from PlotView. What is drawn depends on the room that texts leave, so the plot is laid out in the
// figure's size and font, drawn, and laid out as it was, all before the window is painted again.
#include "plots/plotview.h"

#include <QPointer>
#include <QScopedValueRollback>

#include <qcustomplot.h>

#include "figures/figuredialog.h"
#include "plots/plotcolors.h"

namespace quantscope {
namespace {

// The font of the widget and all below it until the end; then again what was its own or its parent's.
class FontGuard
{
public:
    FontGuard(QWidget& widget, const QFont& font)
        : m_widget(widget)
        , m_before(widget.testAttribute(Qt::WA_SetFont) ? widget.font() : QFont())
    {
        widget.setFont(font);
    }
    ~FontGuard()
    {
        m_widget.setFont(m_before);
    }
    FontGuard(const FontGuard&) = delete;
    FontGuard& operator=(const FontGuard&) = delete;

private:
    QWidget& m_widget;
    QFont m_before;
};

QString wrapped(const QString& text, const QFontMetrics& metrics, int room)
{
    QString lines, line;
    for (const auto& word : text.split(' ')) {
        const QString longer = line.isEmpty() ? word : line + ' ' + word;
        if (!line.isEmpty() && metrics.horizontalAdvance(longer) > room) {
            lines += line + '\n';
            line = word;
        } else {
            line = longer;
        }
    }
    return lines + line;
}

}

bool PlotView::marksSelection() const
{
    return !m_exporting;
}

QCPRange PlotView::drawnRange() const
{
    return m_exporting ? m_plot->xAxis->range() : QCPRange(-QCPRange::maxRange, QCPRange::maxRange);
}

double PlotView::drawnFloor() const
{
    return m_plot->yAxis->range().lower / (m_exporting ? 1 : 2);
}

QString PlotView::shownMetric() const
{
    for (const auto* axis : {m_plot->yAxis, m_plot->xAxis})
        if (!axis->label().isEmpty())
            return axis->label();
    return accessibleName();
}

QString PlotView::figureCaption() const
{
    const auto subject = m_saveAs.subject();
    QStringList parts{subject.run, subject.benchmark, shownMetric()};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QString PlotView::fitted(const QString& text, int room) const
{
    return m_exporting ? wrapped(text, fontMetrics(), room) : fontMetrics().elidedText(text, Qt::ElideRight, room);
}

void PlotView::wrapAxisTitles()
{
    const auto wrap = [this](QCPAxis* axis, int room) {
        if (!axis->label().contains('\n'))
            axis->setLabel(wrapped(axis->label(), fontMetrics(), room));
    };
    wrap(m_plot->xAxis, canvasWidth());
    for (QCPAxis* axis : {m_plot->yAxis, m_plot->yAxis2})
        wrap(axis, plotHeight());
}

void PlotView::layOutFigure(QSize size)
{
    constexpr int rounds = 3; // texts take room from the axes, which changes the texts
    m_plot->setViewport(QRect(QPoint(), size));
    for (int i = 0; i < rounds; ++i) {
        drawWith(exportPalette());
        if (i > 0)
            wrapAxisTitles();
        m_plot->replot(QCustomPlot::rpQueuedRefresh);
    }
}

QByteArray PlotView::figureBytes(const FigureSettings& settings, const QString& caption, PictureFormat format)
{
    const double perMillimetre = m_plot->logicalDpiX() / 25.4;
    FigurePage page;
    page.millimetres = {settings.width, settings.height};
    page.whole = (page.millimetres * perMillimetre).toSize();
    page.caption = caption;
    page.font = font();
    page.font.setPointSizeF(settings.fontSize);
    page.font.setHintingPreference(QFont::PreferNoHinting);
    page.plot = page.whole;
    QByteArray bytes;
    {
        const QScopedValueRollback exporting(m_exporting, true);
        const FontGuard fonts(*this, page.font);
        if (!caption.isEmpty())
            page.plot.rheight() -=
                fontMetrics()
                    .boundingRect(QRect(QPoint(), page.whole), Qt::TextWordWrap | Qt::AlignLeft, caption)
                    .height() +
                fontMetrics().height() / 3;
        layOutFigure(page.plot);
        bytes = figureOf(*m_plot, format, page);
    }
    m_plot->setViewport(m_plot->rect());
    redrawNow();
    return bytes;
}

void PlotView::exportFigure()
{
    if (!m_saveAs || !hasData())
        return;
    const FigureSource source{
        figureCaption(),
        [self = QPointer(this)](const FigureSettings& settings, const QString& caption, PictureFormat format) {
            return self ? self->figureBytes(settings, caption, format) : QByteArray();
        }};
    auto* dialog = new FigureDialog(source, m_name, m_saveAs, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

}
