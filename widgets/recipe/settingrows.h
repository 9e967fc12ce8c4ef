// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <vector>

#include "quant/scheme.h"
#include "recipe/globalsettings.h"

namespace quantscope {

// A row of the recipe's matrix: a transform or a field of Scheme, which each tower has for itself, or a setting that
// holds for all of them. Exactly one of the last three members is set.
struct SettingRow
{
    enum Part { Transforms, Weights, Activations, Global };

    std::string_view id; // as in recipe files
    Part part = Transforms;
    bool folded = false; // rarely used
    bool TowerRecipe::*transform = nullptr;
    const SchemeField* field = nullptr;
    const GlobalSetting* global = nullptr;
};

// In the order in which they are shown: frequent ones first, by part.
const std::vector<SettingRow>& settingRows();
const SettingRow* settingRow(std::string_view id);

QString settingLabel(const SettingRow&); // at the head of the row
QString settingTitle(const SettingRow&); // the whole name
QString settingHelp(const SettingRow&);
// "Rotation, vision tower"; a global setting's title alone.
QString cellTitle(const SettingRow&, Tower);
// Why the row means nothing for the tower; empty: it does.
QString whyNone(const SettingRow&, Tower);

// The tower does not matter for global settings.
QVariant settingValue(const SettingRow&, const Recipe&, Tower);
// With what it needs: a rotation folds norms too. Error when the value does not suit the field.
void setSetting(Recipe&, const SettingRow&, Tower, const QVariant&);
QString settingPhrase(const SettingRow&, const QVariant&); // "rotation on", for undo
QString settingValueText(const SettingRow&, const QVariant&); // "on", "GPTQ"
std::vector<QVariant> settingChoices(const SettingRow&); // of switches and lists; else none
std::vector<int> settingLayers(const SettingRow&, const RecipeContext&, Tower);
// Why it has no effect now, on any layer of the tower; empty: it has.
QString idleReason(const SettingRow&, const RecipeContext&, Tower);
bool isDefault(const SettingRow&, const Recipe&); // in all towers

}
