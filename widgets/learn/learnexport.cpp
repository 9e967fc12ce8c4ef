// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/learnexport.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "learn/learnpage.h"
#include "plots/plotview.h"

namespace quantscope {
namespace {

struct LearnExport
{
    Q_DECLARE_TR_FUNCTIONS(LearnExport)
};

const auto styleSheet = QStringLiteral(
    "body{font-family:sans-serif;max-width:1100px;margin:2em auto;padding:0 "
    "1em;line-height:1.5;color:#1c1c1c;background:#fff}"
    "header{border-bottom:1px solid #bbb;margin-bottom:1.5em}section{margin-bottom:3em}"
    "img{max-width:100%;border:1px solid #ddd;margin:0 .5em .5em 0}th,td{padding:.2em .7em}.controls{color:#555}");

QString pictureHtml(PlotView& plot)
{
    return QStringLiteral("<img alt=\"%1\" src=\"data:image/svg+xml;base64,%2\">\n")
        .arg(plot.accessibleName().toHtmlEscaped(), QString::fromLatin1(plot.svgBytes().toBase64()));
}

QString pageHtml(const LearnPage& page)
{
    QString html = QStringLiteral("<section id=\"%1\">\n%2\n").arg(page.objectName(), page.text());
    if (!page.controlText().isEmpty())
        html += QStringLiteral("<p class=\"controls\">%1</p>\n").arg(page.controlText().toHtmlEscaped());
    if (!page.note().isEmpty())
        html += QStringLiteral("<p><b>%1</b></p>\n").arg(page.note().toHtmlEscaped());
    for (auto* plot : page.plots())
        html += pictureHtml(*plot);
    return html + page.values() + QStringLiteral("\n</section>\n");
}

}

QString lessonsHtml(const QList<const LearnPage*>& pages, const QString& layer, const QString& origin)
{
    const QString title = LearnExport::tr("QuantScope: lessons on quantization");
    QString html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\">\n<head><meta charset=\"utf-8\"><title>%2</title>"
                                  "<style>%3</style></head>\n<body>\n<header><h1>%2</h1>\n")
                       .arg(LearnExport::tr("en", "the code of this language"), title.toHtmlEscaped(), styleSheet);
    for (const auto& line : {layer, origin, QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat)})
        if (!line.isEmpty())
            html += QStringLiteral("<p>%1</p>\n").arg(line.toHtmlEscaped());
    html += QStringLiteral("</header>\n");
    for (const auto* page : pages)
        html += pageHtml(*page);
    return html + QStringLiteral("</body>\n</html>\n");
}

}
