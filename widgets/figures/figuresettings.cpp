// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/figuresettings.h"

#include <QStringList>

namespace quantscope {
namespace {

void readNumber(const QVariant& value, double least, double most, double& number)
{
    bool ok = false;
    const double read = value.toDouble(&ok);
    if (ok && read >= least && read <= most)
        number = read;
}

}

FigureSettings figureSettingsFrom(const QVariantMap& map)
{
    FigureSettings settings;
    readNumber(map.value(QStringLiteral("width")), leastFigure, mostFigure, settings.width);
    readNumber(map.value(QStringLiteral("height")), leastFigure, mostFigure, settings.height);
    readNumber(map.value(QStringLiteral("font")), leastFigureFont, mostFigureFont, settings.fontSize);
    settings.hasCaption = map.value(QStringLiteral("caption"), settings.hasCaption).toBool();
    const QString format = map.value(QStringLiteral("format")).toString();
    if (QStringList{"pdf", "svg", "png"}.contains(format))
        settings.format = format;
    return settings;
}

QVariantMap toMap(const FigureSettings& settings)
{
    return {{QStringLiteral("width"), settings.width},
            {QStringLiteral("height"), settings.height},
            {QStringLiteral("font"), settings.fontSize},
            {QStringLiteral("caption"), settings.hasCaption},
            {QStringLiteral("format"), settings.format}};
}

}
