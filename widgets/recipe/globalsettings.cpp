// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/globalsettings.h"

#include <QCoreApplication>
#include <QRegularExpressionValidator>
#include <QSpinBox>

#include <algorithm>
#include <numeric>

#include "common/scoremeaning.h"
#include "quant/protocol.h"
#include "recipe/flatcontrols.h"
#include "recipe/touchedlayers.h"

namespace quantscope {
namespace {

constexpr int mostSamples = 1 << 20;
constexpr int mostTokens = 4096;

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

void addMissing(std::vector<int>& layers, const std::vector<int>& more)
{
    for (const int layer : more)
        if (std::find(layers.begin(), layers.end(), layer) == layers.end())
            layers.push_back(layer);
}

std::vector<int> everyLayer(const RecipeContext& context)
{
    std::vector<int> all(context.layers().size());
    std::iota(all.begin(), all.end(), 0);
    return all;
}

std::vector<int> rotatedLayers(const RecipeContext& context)
{
    std::vector<int> reached;
    for (const Tower tower : {Tower::Vision, Tower::Llm})
        if (context.recipe.tower(tower).rotate)
            addMissing(reached, rotationLayers(context.layers(), tower));
    return reached;
}

std::vector<int> onlineLayers(const RecipeContext& context)
{
    std::vector<int> reached;
    for (const Tower tower : allTowers())
        if (context.recipe.tower(tower).onlineHadamard)
            addMissing(reached, onlineHadamardLayers(context.layers(), tower));
    return reached;
}

std::vector<int> drawnLayers(const RecipeContext& context)
{
    auto reached = rotatedLayers(context);
    if (context.recipe.onlineHadamardSigns)
        addMissing(reached, onlineLayers(context));
    return reached;
}

std::vector<int> visionFoldingLayers(const RecipeContext& context)
{
    return normFoldingLayers(context.layers(), Tower::Vision);
}

std::vector<int> layersByGptq(const RecipeContext& context)
{
    return gptqLayers(context.plan);
}

std::vector<int> layersWithStaticRange(const RecipeContext& context)
{
    return staticLayers(context.plan);
}

std::vector<int> calibratedLayers(const RecipeContext& context)
{
    auto reached = gptqLayers(context.plan);
    addMissing(reached, staticLayers(context.plan));
    return reached;
}

bool rotates(const Recipe& recipe)
{
    return recipe.vision.rotate || recipe.llm.rotate;
}

bool hasOnline(const Recipe& recipe)
{
    return recipe.vision.onlineHadamard || recipe.projector.onlineHadamard || recipe.llm.onlineHadamard;
}

// Before a model is open nothing is known of its layers.
bool none(const RecipeContext& context, const std::vector<int>& layers)
{
    return !context.plan.schemes.empty() && layers.empty();
}

QString never(const RecipeContext&)
{
    return {};
}

QString overruled(const RecipeContext& context)
{
    return context.recipe.protocol == Protocol::Exact ? QString() : tr("the protocol sets it");
}

QString idleFusion(const RecipeContext& context)
{
    if (const auto reason = overruled(context); !reason.isEmpty())
        return reason;
    return context.recipe.vision.fuseNorms ? QString() : tr("no effect: the vision tower's norms are not folded");
}

QString idleRotation(const RecipeContext& context)
{
    return rotates(context.recipe) ? QString() : tr("no effect: nothing is rotated");
}

QString idleSeed(const RecipeContext& context)
{
    const bool drawn = hasOnline(context.recipe) && context.recipe.onlineHadamardSigns;
    return drawn ? QString() : idleRotation(context);
}

QString idleOnline(const RecipeContext& context)
{
    return hasOnline(context.recipe) ? QString() : tr("no effect: there is no online Hadamard");
}

QString idleGptq(const RecipeContext& context)
{
    return none(context, layersByGptq(context)) ? tr("no effect: no layer is quantized by GPTQ") : QString();
}

QString idleStatic(const RecipeContext& context)
{
    return none(context, layersWithStaticRange(context)) ? tr("no effect: no layer has a static range") : QString();
}

QString idleChoice(const RecipeContext& context)
{
    const auto reason = overruled(context);
    return reason.isEmpty() ? idleStatic(context) : reason;
}

QString idleTokens(const RecipeContext& context)
{
    if (const auto reason = overruled(context); !reason.isEmpty())
        return reason;
    return none(context, calibratedLayers(context)) ? tr("no effect: nothing is calibrated") : QString();
}

QStringList protocolChoices()
{
    QStringList words;
    for (const auto& row : protocols())
        words << protocolWord(row.protocol);
    return words;
}

QStringList fusionChoices()
{
    return {tr("exact"), tr("as in MQuant")};
}

QStringList rotationChoices()
{
    return {tr("Hadamard"), tr("random orthogonal")};
}

QStringList spreadChoices()
{
    return {tr("spread over the data"), tr("the first ones")};
}

// What the rows of numbers have in common.
template <int64_t CalibrationRecipe::*Member> QVariant countOf(const Recipe& recipe)
{
    return static_cast<qlonglong>(recipe.calibration.*Member);
}

template <int64_t CalibrationRecipe::*Member> void setCount(Recipe& recipe, const QVariant& value)
{
    recipe.calibration.*Member = value.toLongLong();
}

using C = CalibrationRecipe;
using Value = const QVariant&;
using Target = Recipe&;
using Source = const Recipe&;

const GlobalSetting settingTable[] = {
    {"protocol", QT_TRANSLATE_NOOP("quantscope", "Protocol"), QT_TRANSLATE_NOOP("quantscope", "Protocol"),
     QT_TRANSLATE_NOOP("quantscope",
                       "Exact: every setting does what it says. As MQuant's code: its released code ignores or "
                       "replaces some settings, which the notes name. As published: that, on images re-encoded as "
                       "JPEG, as for the published scores"),
     false, GlobalSetting::Choice, 0, protocolChoices, [](Source r) { return QVariant(static_cast<int>(r.protocol)); },
     [](Target r, Value v) { r.protocol = protocols()[static_cast<size_t>(v.toInt())].protocol; },
     [](Value v) { return tr("protocol %1").arg(protocolChoices().value(v.toInt())); }, everyLayer, never},
    {"weight_samples", QT_TRANSLATE_NOOP("quantscope", "Weight samples"),
     QT_TRANSLATE_NOOP("quantscope", "Weight samples"), QT_TRANSLATE_NOOP("quantscope", "Questions that GPTQ sees"),
     false, GlobalSetting::Count, mostSamples, nullptr, countOf<&C::weightSamples>, setCount<&C::weightSamples>,
     [](Value v) { return tr("weight samples %1").arg(v.toLongLong()); }, layersByGptq, idleGptq},
    {"activation_samples", QT_TRANSLATE_NOOP("quantscope", "Range samples"),
     QT_TRANSLATE_NOOP("quantscope", "Activation samples"),
     QT_TRANSLATE_NOOP("quantscope", "Questions for static ranges"), false, GlobalSetting::Count, mostSamples, nullptr,
     countOf<&C::activationSamples>, setCount<&C::activationSamples>,
     [](Value v) { return tr("activation samples %1").arg(v.toLongLong()); }, layersWithStaticRange, idleStatic},
    {"seed", QT_TRANSLATE_NOOP("quantscope", "Seed"), QT_TRANSLATE_NOOP("quantscope", "Seed"),
     QT_TRANSLATE_NOOP("quantscope", "Draws rotations and random signs; the same seed gives the same bytes"), false,
     GlobalSetting::Digits, 0, nullptr, [](Source r) { return QVariant(QString::number(r.seed)); },
     [](Target r, Value v) { r.seed = v.toString().toULongLong(); },
     [](Value v) { return tr("seed %1").arg(v.toString()); }, drawnLayers, idleSeed},
    {"norm_fusion", QT_TRANSLATE_NOOP("quantscope", "Norm fusion"), QT_TRANSLATE_NOOP("quantscope", "Norm fusion"),
     QT_TRANSLATE_NOOP("quantscope",
                       "Exact keeps the function as it is; MQuant's bakes the mean into the weights and changes the "
                       "function at the projector's norm"),
     true, GlobalSetting::Choice, 0, fusionChoices,
     [](Source r) { return QVariant(r.normFusion == NormFusion::Exact ? 0 : 1); },
     [](Target r, Value v) { r.normFusion = v.toInt() == 0 ? NormFusion::Exact : NormFusion::MQuant; },
     [](Value v) { return tr("norm fusion %1").arg(fusionChoices().value(v.toInt())); }, visionFoldingLayers,
     idleFusion},
    {"rotate_mode", QT_TRANSLATE_NOOP("quantscope", "Rotation by"), QT_TRANSLATE_NOOP("quantscope", "Rotation by"),
     QT_TRANSLATE_NOOP("quantscope", "Which matrix turns the residual streams"), true, GlobalSetting::Choice, 0,
     rotationChoices, [](Source r) { return QVariant(r.rotation == RotationKind::Hadamard ? 0 : 1); },
     [](Target r, Value v) { r.rotation = v.toInt() == 0 ? RotationKind::Hadamard : RotationKind::Random; },
     [](Value v) { return tr("rotation by %1").arg(rotationChoices().value(v.toInt())); }, rotatedLayers, idleRotation},
    {"online_hadamard_signs", QT_TRANSLATE_NOOP("quantscope", "Online signs"),
     QT_TRANSLATE_NOOP("quantscope", "Online Hadamard with signs"),
     QT_TRANSLATE_NOOP("quantscope",
                       "No channel of an online Hadamard then sums up all others and spikes, so no layer needs an RMS "
                       "split"),
     true, GlobalSetting::Switch, 0, nullptr, [](Source r) { return QVariant(r.onlineHadamardSigns); },
     [](Target r, Value v) { r.onlineHadamardSigns = v.toBool(); },
     [](Value v) { return v.toBool() ? tr("online Hadamard with random signs") : tr("online Hadamard without signs"); },
     onlineLayers, idleOnline},
    {"fp32_had", QT_TRANSLATE_NOOP("quantscope", "Online in float32"),
     QT_TRANSLATE_NOOP("quantscope", "Online Hadamard in float32"),
     QT_TRANSLATE_NOOP("quantscope", "Matters with bfloat16 activations; float32 ones are always transformed so"), true,
     GlobalSetting::Switch, 0, nullptr, [](Source r) { return QVariant(r.hadamardInFloat32); },
     [](Target r, Value v) { r.hadamardInFloat32 = v.toBool(); },
     [](Value v) {
         return v.toBool() ? tr("online Hadamard in float32") : tr("online Hadamard in the activations' type");
     },
     onlineLayers, idleOnline},
    {"calib_mode", QT_TRANSLATE_NOOP("quantscope", "Sample choice"),
     QT_TRANSLATE_NOOP("quantscope", "Choice of activation samples"),
     QT_TRANSLATE_NOOP("quantscope", "Which questions give static ranges"), true, GlobalSetting::Choice, 0,
     spreadChoices, [](Source r) { return QVariant(r.calibration.spread ? 0 : 1); },
     [](Target r, Value v) { r.calibration.spread = v.toInt() == 0; },
     [](Value v) { return tr("calibration questions: %1").arg(spreadChoices().value(v.toInt())); },
     layersWithStaticRange, idleChoice},
    {"new_tokens", QT_TRANSLATE_NOOP("quantscope", "New tokens"), QT_TRANSLATE_NOOP("quantscope", "New tokens"),
     QT_TRANSLATE_NOOP("quantscope", "Tokens generated while watching"), true, GlobalSetting::Count, mostTokens,
     nullptr, countOf<&C::newTokens>, setCount<&C::newTokens>,
     [](Value v) { return tr("new tokens %1").arg(v.toLongLong()); }, calibratedLayers, idleTokens},
    {"error_samples", QT_TRANSLATE_NOOP("quantscope", "Error samples"),
     QT_TRANSLATE_NOOP("quantscope", "Error samples"),
     QT_TRANSLATE_NOOP("quantscope", "Questions for the error of every layer"), true, GlobalSetting::Count, mostSamples,
     nullptr, countOf<&C::errorSamples>, setCount<&C::errorSamples>,
     [](Value v) { return tr("error samples %1").arg(v.toLongLong()); }, everyLayer, never},
};

QWidget* createGlobalControl(const GlobalSetting& setting, QWidget* parent)
{
    if (setting.kind == GlobalSetting::Switch)
        return new FlatCheckBox(parent);
    if (setting.kind == GlobalSetting::Choice) {
        auto* combo = new FlatComboBox(parent);
        for (const auto& choice : setting.choices())
            combo->addItem(choice, combo->count());
        return combo;
    }
    if (setting.kind == GlobalSetting::Count) {
        auto* spin = new QSpinBox(parent);
        spin->setRange(1, setting.most);
        spin->setKeyboardTracking(false);
        makeFlat(spin);
        return spin;
    }
    auto* line = new QLineEdit(parent);
    line->setValidator(new QRegularExpressionValidator(QRegularExpression("[0-9]{1,18}"), line));
    makeFlat(line);
    return line;
}

}

std::span<const GlobalSetting> globalSettings()
{
    return settingTable;
}

QString globalLabel(const GlobalSetting& setting)
{
    return tr(setting.label);
}

QString globalTitle(const GlobalSetting& setting)
{
    return tr(setting.title);
}

QString globalHelp(const GlobalSetting& setting)
{
    return tr(setting.help);
}

QWidget* createGlobalEditor(const GlobalSetting& setting, QWidget* parent)
{
    auto* editor = createGlobalControl(setting, parent);
    editor->setObjectName(QString::fromLatin1(setting.id));
    editor->setAccessibleName(globalTitle(setting));
    return editor;
}

}
