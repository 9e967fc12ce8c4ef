// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/settingrows.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

#include "common/textof.h"
#include "recipe/fieldtext.h"
#include "recipe/touchedlayers.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

struct Transform
{
    std::string_view id;
    bool TowerRecipe::*member;
    const char* label; // at the head of its row
    const char* title;
    const char* help;
    bool projector, llmOnly; // has it; no other tower has it
    std::vector<int> (*layers)(const std::vector<Layer>&, Tower);
};

std::vector<int> reorderedLayers(const std::vector<Layer>& layers, Tower)
{
    return switchedLayers(layers);
}

constexpr std::array transforms{
    Transform{"rotate", &TowerRecipe::rotate, QT_TRANSLATE_NOOP("quantscope", "Rotation"),
              QT_TRANSLATE_NOOP("quantscope", "Rotation"),
              QT_TRANSLATE_NOOP("quantscope",
                                "Turns the residual stream so that outlier channels spread over all of them; switches "
                                "norm folding on"),
              false, false, rotationLayers},
    Transform{
        "fuse_norms", &TowerRecipe::fuseNorms, QT_TRANSLATE_NOOP("quantscope", "Norm folding"),
        QT_TRANSLATE_NOOP("quantscope", "Norm folding"),
        QT_TRANSLATE_NOOP("quantscope", "Moves the norms' weights into the layers behind them, which a rotation needs"),
        true, false, normFoldingLayers},
    Transform{"online_hadamard", &TowerRecipe::onlineHadamard, QT_TRANSLATE_NOOP("quantscope", "Online Hadamard"),
              QT_TRANSLATE_NOOP("quantscope", "Online Hadamard"),
              QT_TRANSLATE_NOOP("quantscope",
                                "A Hadamard transform at run time in front of the down projections, in the projector "
                                "in front of its last layer"),
              true, false, onlineHadamardLayers},
    Transform{"aifs", &TowerRecipe::aifs, QT_TRANSLATE_NOOP("quantscope", "Images first"),
              QT_TRANSLATE_NOOP("quantscope", "Image tokens first"),
              QT_TRANSLATE_NOOP("quantscope",
                                "Attention-invariant switching: the image tokens of each question first and its text "
                                "behind, so that each modality is one block for its scale; no answer changes"),
              false, true, reorderedLayers},
};

const Transform& transformOf(const SettingRow& row)
{
    return *std::find_if(transforms.begin(), transforms.end(),
                         [&](const Transform& transform) { return transform.member == row.transform; });
}

std::vector<SettingRow> makeRows()
{
    std::vector<SettingRow> rows;
    for (const auto& transform : transforms)
        rows.push_back({transform.id, SettingRow::Transforms, false, transform.member, nullptr, nullptr});
    for (const auto& field : schemeFields()) {
        const auto part = isRmsField(field)              ? SettingRow::Transforms
            : fieldSide(field) == FieldSide::Activations ? SettingRow::Activations
                                                         : SettingRow::Weights;
        rows.push_back({field.id, part, isAdvancedField(field), nullptr, &field, nullptr});
    }
    for (const auto& setting : globalSettings())
        rows.push_back({setting.id, SettingRow::Global, setting.folded, nullptr, nullptr, &setting});
    std::stable_sort(rows.begin(), rows.end(), [](const SettingRow& a, const SettingRow& b) {
        return std::pair(a.folded, a.part) < std::pair(b.folded, b.part);
    });
    return rows;
}

QString lowered(QString title)
{
    title[0] = title[0].toLower();
    return title;
}

QString towerPhrase(Tower tower)
{
    switch (tower) {
    case Tower::Vision: return tr("vision tower");
    case Tower::Projector: return tr("projector");
    case Tower::Llm: return tr("language model");
    }
    return {};
}

// A layer with its own bits may still inherit the rest, so a field is idle only when no layer of the tower uses it.
QString idleField(const SchemeField& field, const RecipeContext& context, Tower tower)
{
    const auto& common = context.recipe.tower(tower).scheme;
    const auto reason = noEffectReason(common, field);
    const auto& layers = context.layers();
    if (reason.isEmpty() || context.plan.schemes.size() != layers.size())
        return reason;
    for (size_t i = 0; i < layers.size(); ++i) {
        const auto& own = context.plan.schemes[i];
        const bool suits = layers[i].tower == tower && concerns(field, layers[i]);
        if (suits && own != common && noEffectReason(own, field).isEmpty())
            return {};
    }
    return reason;
}

}

const std::vector<SettingRow>& settingRows()
{
    static const auto rows = makeRows();
    return rows;
}

const SettingRow* settingRow(std::string_view id)
{
    const auto& rows = settingRows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const SettingRow& each) { return each.id == id; });
    return row == rows.end() ? nullptr : &*row;
}

QString settingLabel(const SettingRow& row)
{
    return row.field ? fieldLabel(*row.field) : row.global ? globalLabel(*row.global) : tr(transformOf(row).label);
}

QString settingTitle(const SettingRow& row)
{
    return row.field ? fieldTitle(*row.field) : row.global ? globalTitle(*row.global) : tr(transformOf(row).title);
}

QString settingHelp(const SettingRow& row)
{
    return row.field ? fieldHelp(*row.field) : row.global ? globalHelp(*row.global) : tr(transformOf(row).help);
}

QString cellTitle(const SettingRow& row, Tower tower)
{
    return row.global ? settingTitle(row) : tr("%1, %2").arg(settingTitle(row), towerPhrase(tower));
}

QString whyNone(const SettingRow& row, Tower tower)
{
    if (row.global)
        return {};
    if (row.field) {
        if (concerns(*row.field, tower))
            return {};
        return isRmsField(*row.field) ? tr("The projector has no down projection to split.")
                                      : tr("Only the language model has rows of image and of text tokens.");
    }
    const auto& transform = transformOf(row);
    if (transform.llmOnly && tower != Tower::Llm)
        return tr("Only the language model has text tokens to put behind the image tokens.");
    if (!transform.projector && tower == Tower::Projector)
        return tr("The projector has no residual stream of its own; it turns with the vision tower and the language "
                  "model.");
    return {};
}

QVariant settingValue(const SettingRow& row, const Recipe& recipe, Tower tower)
{
    if (row.global)
        return row.global->value(recipe);
    if (row.field)
        return fieldVariant(schemeValue(recipe.tower(tower).scheme, *row.field));
    return recipe.tower(tower).*row.transform;
}

void setSetting(Recipe& recipe, const SettingRow& row, Tower tower, const QVariant& value)
{
    if (row.global)
        return row.global->set(recipe, value);
    if (row.field)
        return setSchemeValue(recipe.tower(tower).scheme, *row.field, fieldJson(*row.field, value), "the recipe");
    recipe.tower(tower).*row.transform = value.toBool();
    if (row.transform == &TowerRecipe::rotate && value.toBool()) {
        recipe.tower(tower).fuseNorms = true;
        // The rotated stream enters the projector's norm.
        recipe.projector.fuseNorms = recipe.projector.fuseNorms || tower == Tower::Vision;
    }
}

QString settingPhrase(const SettingRow& row, const QVariant& value)
{
    if (row.global)
        return row.global->phrase(value);
    return row.field ? fieldPhrase(*row.field, value)
                     : tr("%1 %2").arg(lowered(settingTitle(row)), settingValueText(row, value));
}

QString settingValueText(const SettingRow& row, const QVariant& value)
{
    if (row.field)
        return fieldValueText(*row.field, value);
    if (row.global && row.global->kind == GlobalSetting::Choice)
        return row.global->choices().value(value.toInt());
    if (row.global && row.global->kind != GlobalSetting::Switch)
        return value.toString();
    return value.toBool() ? tr("on") : tr("off");
}

std::vector<QVariant> settingChoices(const SettingRow& row)
{
    if (row.transform || (row.field && std::holds_alternative<bool Scheme::*>(row.field->member)))
        return {true, false};
    std::vector<QVariant> choices;
    if (row.field)
        for (const auto& choice : row.field->choices) {
            const bool words = std::holds_alternative<std::string Scheme::*>(row.field->member);
            const auto word = QString::fromStdString(choice);
            choices.push_back(words ? QVariant(word) : QVariant(word.toLongLong()));
        }
    return choices;
}

std::vector<int> settingLayers(const SettingRow& row, const RecipeContext& context, Tower tower)
{
    if (row.global)
        return row.global->layers(context);
    if (!whyNone(row, tower).isEmpty())
        return {};
    if (row.field)
        return fieldLayers(context.layers(), context.recipe, context.plan, tower, *row.field);
    return transformOf(row).layers(context.layers(), tower);
}

QString idleReason(const SettingRow& row, const RecipeContext& context, Tower tower)
{
    if (row.global)
        return row.global->idle(context);
    return row.field ? idleField(*row.field, context, tower) : QString();
}

bool isDefault(const SettingRow& row, const Recipe& recipe)
{
    static const Recipe fresh;
    return std::all_of(allTowers().begin(), allTowers().end(), [&](Tower tower) {
        return !whyNone(row, tower).isEmpty() || settingValue(row, recipe, tower) == settingValue(row, fresh, tower);
    });
}

}
