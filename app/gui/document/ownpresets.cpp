// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/ownpresets.h"

#include <QSettings>
#include <QStringList>

namespace quantscope {

QString ownPresetGroup()
{
    return QStringLiteral("presets");
}

std::vector<std::pair<QString, Recipe>> ownPresets(QSettings& settings)
{
    std::vector<std::pair<QString, Recipe>> list;
    settings.beginGroup(ownPresetGroup());
    for (const auto& key : settings.childKeys()) {
        const auto entry = settings.value(key).toStringList();
        if (entry.size() != 2)
            continue;
        try {
            const auto json = nlohmann::json::parse(entry[1].toStdString());
            list.emplace_back(entry[0], recipeFromJson(json, "own preset " + entry[0].toStdString()));
        } catch (const std::exception&) {
            // Written by another version or by hand; the others are still good.
            continue;
        }
    }
    settings.endGroup();
    return list;
}

}
