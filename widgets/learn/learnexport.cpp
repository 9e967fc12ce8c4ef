// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/learnexport.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "learn/learnpage.h"
#include "plots/plotview.h"
#include "report/markup.h"

namespace quantscope {
namespace {

struct LearnExport
{
    Q_DECLARE_TR_FUNCTIONS(LearnExport)
};

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
    QString html = QStringLiteral("<header><h1>%1</h1>\n").arg(title.toHtmlEscaped());
    for (const auto& line : {layer, origin, QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat)})
        if (!line.isEmpty())
            html += QStringLiteral("<p>%1</p>\n").arg(line.toHtmlEscaped());
    html += QStringLiteral("</header>\n");
    for (const auto* page : pages)
        html += pageHtml(*page);
    const auto language = LearnExport::tr("en", "the code of this language");
    return QString::fromStdString(htmlPage(language.toStdString(), title.toStdString(), html.toStdString()));
}

}
