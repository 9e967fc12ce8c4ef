// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plotexport.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <qcustomplot.h>

#include "base/error.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("PlotExport", text);
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

void writeFile(const QString& file, const QByteArray& bytes)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit())
        throw Error(tr("%1: cannot be written: %2").arg(file, out.errorString()).toStdString());
}

}
