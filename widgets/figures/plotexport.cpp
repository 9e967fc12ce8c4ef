// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/plotexport.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>

#include <qcustomplot.h>

#include "base/error.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

void paint(QCustomPlot& plot, QPaintDevice& device, QSize size)
{
    QCPPainter painter(&device);
    painter.setMode(QCPPainter::pmVectorized);
    plot.toPainter(&painter, size.width(), size.height());
}

void writeSvg(QCustomPlot& plot, QIODevice& out, QSize size)
{
    QSvgGenerator svg;
    svg.setOutputDevice(&out);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(), size));
    svg.setResolution(plot.logicalDpiX());
    svg.setTitle(QStringLiteral("QuantScope"));
    paint(plot, svg, size);
}

// One pixel of the plot is one dot of the page, so that texts keep their size against the rest.
void writePdf(QCustomPlot& plot, QIODevice& out, QSize size)
{
    const int dpi = plot.logicalDpiX();
    QPdfWriter pdf(&out);
    pdf.setResolution(dpi);
    pdf.setPageSize(QPageSize(QSizeF(size) * 72.0 / dpi, QPageSize::Point, QString(), QPageSize::ExactMatch));
    pdf.setPageMargins(QMarginsF());
    pdf.setCreator(QStringLiteral("QuantScope"));
    paint(plot, pdf, size);
}

void paintPage(QCustomPlot& plot, QCPPainter& painter, const FigurePage& page)
{
    plot.toPainter(&painter, page.plot.width(), page.plot.height());
    if (page.caption.isEmpty())
        return;
    painter.setFont(page.font);
    painter.setPen(plot.xAxis->labelColor());
    painter.drawText(QRect(0, page.plot.height(), page.whole.width(), page.whole.height() - page.plot.height()),
                     Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignBottom, page.caption);
}

QByteArray pngPage(QCustomPlot& plot, const FigurePage& page)
{
    const QSizeF dots = page.millimetres * (figureDpi / 25.4);
    QImage image(qRound(dots.width()), qRound(dots.height()), QImage::Format_RGB32);
    image.fill(Qt::white);
    {
        QCPPainter painter(&image);
        painter.scale(dots.width() / page.whole.width(), dots.height() / page.whole.height());
        painter.setRenderHint(QPainter::TextAntialiasing);
        paintPage(plot, painter, page);
    }
    image.setDotsPerMeterX(qRound(figureDpi / 0.0254)); // not before: it would change the size of the texts
    image.setDotsPerMeterY(image.dotsPerMeterX());
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

// Qt writes whole pixels as millimetres; the page says its own.
QByteArray svgPage(QCustomPlot& plot, const FigurePage& page)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setSize(page.whole);
    svg.setViewBox(QRect(QPoint(), page.whole));
    svg.setResolution(plot.logicalDpiX());
    svg.setTitle(QStringLiteral("QuantScope"));
    svg.setDescription(page.caption);
    {
        QCPPainter painter(&svg);
        painter.setMode(QCPPainter::pmVectorized);
        paintPage(plot, painter, page);
    }
    static const QRegularExpression size(QStringLiteral("width=\"[^\"]*\" height=\"[^\"]*\""));
    QString text = QString::fromUtf8(bytes);
    const auto match = size.match(text);
    text.replace(
        match.capturedStart(), match.capturedLength(),
        QStringLiteral("width=\"%1mm\" height=\"%2mm\"").arg(page.millimetres.width()).arg(page.millimetres.height()));
    return text.toUtf8();
}

QByteArray pdfPage(QCustomPlot& plot, const FigurePage& page)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setResolution(plot.logicalDpiX());
    pdf.setPageSize(QPageSize(page.millimetres, QPageSize::Millimeter, QString(), QPageSize::ExactMatch));
    pdf.setPageMargins(QMarginsF());
    pdf.setCreator(QStringLiteral("QuantScope"));
    pdf.setTitle(page.caption);
    QCPPainter painter(&pdf);
    painter.setMode(QCPPainter::pmVectorized);
    paintPage(plot, painter, page);
    painter.end();
    return bytes;
}

}

PictureFormat pictureFormat(const QString& file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    if (suffix == QLatin1String("png"))
        return PictureFormat::Png;
    if (suffix == QLatin1String("svg"))
        return PictureFormat::Svg;
    if (suffix == QLatin1String("pdf"))
        return PictureFormat::Pdf;
    throw Error(tr("%1: pictures can be saved as .png, .svg or .pdf").arg(file).toStdString());
}

QByteArray pictureOf(QCustomPlot& plot, PictureFormat format, QSize size)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    switch (format) {
    case PictureFormat::Png: plot.toPixmap(size.width(), size.height(), 2).save(&buffer, "PNG"); break;
    case PictureFormat::Svg: writeSvg(plot, buffer, size); break;
    case PictureFormat::Pdf: writePdf(plot, buffer, size); break;
    }
    return bytes;
}

QByteArray figureOf(QCustomPlot& plot, PictureFormat format, const FigurePage& page)
{
    switch (format) {
    case PictureFormat::Png: return pngPage(plot, page);
    case PictureFormat::Svg: return svgPage(plot, page);
    case PictureFormat::Pdf: return pdfPage(plot, page);
    }
    return {};
}

}
