// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recipefieldtext.h"

#include "common/textof.h"
#include "compare/comparetables.h"
#include "recipe/fieldtext.h"
#include "recipe/settingrows.h"

namespace quantscope {
namespace {

// What stands in front of the last point, and the row of the recipe's view that the rest names.
struct FieldPlace
{
    std::string before;
    const SettingRow* row = nullptr; // null: none
};

FieldPlace fieldPlace(const std::string& path)
{
    const auto point = path.rfind('.');
    if (const auto* row = settingRow(path); row || point == std::string::npos)
        return {{}, row};
    return {path.substr(0, point), settingRow(path.substr(point + 1))};
}

}

QString recipeFieldTitle(const std::string& path)
{
    const auto [before, row] = fieldPlace(path);
    if (!row)
        return textOf(path);
    if (before.empty())
        return settingTitle(*row);
    const auto tower = towerFromId(before);
    return QStringLiteral("%1: %2").arg(tower ? shortTowerTitle(*tower) : textOf(before), settingTitle(*row));
}

QString recipeFieldValue(const std::string& path, const nlohmann::json& value)
{
    const auto* row = fieldPlace(path).row;
    return row && !row->global && !value.is_null() ? settingValueText(*row, fieldVariant(value))
                                                   : recipeValueText(value);
}

QString noEffectIn(const Recipe& recipe, const std::string& path)
{
    const auto [before, row] = fieldPlace(path);
    const auto tower = towerFromId(before);
    return row && row->field && tower ? noEffectReason(recipe.tower(*tower).scheme, *row->field) : QString();
}

}
