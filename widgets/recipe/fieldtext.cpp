// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/fieldtext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "common/textof.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

// Labels of this file and the texts of the core, which are translated by hand in core_zh.ts.
QString fieldWord(const char* text)
{
    return QCoreApplication::translate("SchemeField", text);
}

struct FieldLook
{
    std::string_view id;
    const char* label;
    const char* column;
    FieldSide side;
    bool advanced;
    bool common;
};

constexpr auto weights = FieldSide::Weights;
constexpr auto activations = FieldSide::Activations;

// Id, label beside a control, title of a column, side, advanced, common.
constexpr std::array looks{
    FieldLook{"weight_bits", QT_TRANSLATE_NOOP("SchemeField", "Weight bits"),
              QT_TRANSLATE_NOOP("SchemeField", "W bits"), weights, false, true},
    FieldLook{"weight_method", QT_TRANSLATE_NOOP("SchemeField", "Method"), QT_TRANSLATE_NOOP("SchemeField", "Method"),
              weights, false, true},
    FieldLook{"weight_clip", QT_TRANSLATE_NOOP("SchemeField", "Clip search"), QT_TRANSLATE_NOOP("SchemeField", "Clip"),
              weights, false, true},
    FieldLook{"weight_symmetric", QT_TRANSLATE_NOOP("SchemeField", "W symmetric"),
              QT_TRANSLATE_NOOP("SchemeField", "W sym."), weights, true, true},
    FieldLook{"weight_group_size", QT_TRANSLATE_NOOP("SchemeField", "Weight group"),
              QT_TRANSLATE_NOOP("SchemeField", "W group"), weights, false, true},
    FieldLook{"act_order", QT_TRANSLATE_NOOP("SchemeField", "Act-order"), QT_TRANSLATE_NOOP("SchemeField", "Act-order"),
              weights, false, true},
    FieldLook{"static_groups", QT_TRANSLATE_NOOP("SchemeField", "Static groups"),
              QT_TRANSLATE_NOOP("SchemeField", "Static groups"), weights, true, false},
    FieldLook{"percdamp", QT_TRANSLATE_NOOP("SchemeField", "Damping"), QT_TRANSLATE_NOOP("SchemeField", "Damping"),
              weights, true, false},
    FieldLook{"activation_bits", QT_TRANSLATE_NOOP("SchemeField", "Activation bits"),
              QT_TRANSLATE_NOOP("SchemeField", "A bits"), activations, false, true},
    FieldLook{"activation_static", QT_TRANSLATE_NOOP("SchemeField", "Static"),
              QT_TRANSLATE_NOOP("SchemeField", "Static"), activations, false, true},
    FieldLook{"activation_modalities", QT_TRANSLATE_NOOP("SchemeField", "By modality"),
              QT_TRANSLATE_NOOP("SchemeField", "MSQ"), activations, false, true},
    FieldLook{"observer", QT_TRANSLATE_NOOP("SchemeField", "Observer"), QT_TRANSLATE_NOOP("SchemeField", "Observer"),
              activations, false, true},
    FieldLook{"activation_symmetric", QT_TRANSLATE_NOOP("SchemeField", "A symmetric"),
              QT_TRANSLATE_NOOP("SchemeField", "A sym."), activations, true, false},
    FieldLook{"activation_per_tensor", QT_TRANSLATE_NOOP("SchemeField", "Per tensor"),
              QT_TRANSLATE_NOOP("SchemeField", "Per tensor"), activations, true, false},
    FieldLook{"activation_group_size", QT_TRANSLATE_NOOP("SchemeField", "Activation group"),
              QT_TRANSLATE_NOOP("SchemeField", "A group"), activations, true, false},
    FieldLook{"activation_clip_ratio", QT_TRANSLATE_NOOP("SchemeField", "Clip ratio"),
              QT_TRANSLATE_NOOP("SchemeField", "Clip ratio"), activations, true, false},
    FieldLook{"split", QT_TRANSLATE_NOOP("SchemeField", "RMS split"), QT_TRANSLATE_NOOP("SchemeField", "RMS split"),
              weights, false, true},
    FieldLook{"split_channel", QT_TRANSLATE_NOOP("SchemeField", "Split channel"),
              QT_TRANSLATE_NOOP("SchemeField", "RMS split ch."), weights, true, false},
    FieldLook{"split_bits", QT_TRANSLATE_NOOP("SchemeField", "Split bits"),
              QT_TRANSLATE_NOOP("SchemeField", "RMS split bits"), weights, true, false},
};

const FieldLook* look(const SchemeField& field)
{
    const auto it = std::find_if(looks.begin(), looks.end(), [&](const FieldLook& row) { return row.id == field.id; });
    return it == looks.end() ? nullptr : &*it;
}

QString translated(std::string_view view)
{
    return view.empty() ? QString() : fieldWord(std::string(view).c_str());
}

QString methodTitles(const std::vector<std::string_view>& methods)
{
    QStringList titles;
    for (const auto method : methods)
        titles << fieldValueText(*schemeField("weight_method"), textOf(method));
    return titles.join(", ");
}

QString weightReason(const Scheme& scheme, const SchemeField& field)
{
    if (!scheme.quantizesWeight())
        return tr("no effect: the weights stay in floating point (16 bits)");
    const auto methods = methodsReading(field);
    if (!methods.empty() && std::find(methods.begin(), methods.end(), scheme.weightMethod) == methods.end())
        return tr("no effect: only %1 uses it").arg(methodTitles(methods));
    if (field.id == "static_groups" && scheme.weightGroupSize < 0)
        return tr("no effect: the whole row is one group");
    return {};
}

QString activationReason(const Scheme& scheme, std::string_view id)
{
    if (!scheme.quantizesActivation())
        return tr("no effect: the activations stay in floating point (16 bits)");
    if (id == "activation_modalities" && !scheme.activationStatic)
        return tr("no effect: only static scales are calibrated for image and text apart");
    if (id == "observer" && !scheme.activationStatic)
        return tr("no effect: dynamic ranges are found anew for every token");
    const bool dynamicOnly =
        id == "activation_per_tensor" || id == "activation_group_size" || id == "activation_clip_ratio";
    if (dynamicOnly && scheme.activationStatic)
        return tr("no effect: static activations have one calibrated scale per tensor");
    if (id == "activation_per_tensor" && scheme.activationGroupSize > 0)
        return tr("no effect: each group of channels has its own range");
    return {};
}

}

FieldSide fieldSide(const SchemeField& field)
{
    const auto* known = look(field);
    return known ? known->side : field.id.starts_with("activation") ? activations : weights;
}

bool isAdvancedField(const SchemeField& field)
{
    const auto* known = look(field);
    return !known || known->advanced;
}

bool isCommonColumn(const SchemeField& field)
{
    const auto* known = look(field);
    return known && known->common;
}

bool isRmsField(const SchemeField& field)
{
    return field.id.starts_with("split");
}

bool concerns(const SchemeField& field, Tower tower)
{
    return field.id == "activation_modalities" ? tower == Tower::Llm : !isRmsField(field) || tower != Tower::Projector;
}

bool concerns(const SchemeField& field, const Layer& layer)
{
    return concerns(field, layer.tower) && (!isRmsField(field) || layer.role == Role::MlpDown);
}

QString fieldTitle(const SchemeField& field)
{
    return translated(field.title);
}

QString fieldLabel(const SchemeField& field)
{
    const auto* known = look(field);
    return known ? fieldWord(known->label) : fieldTitle(field);
}

QString fieldColumn(const SchemeField& field)
{
    const auto* known = look(field);
    return known ? fieldWord(known->column) : fieldTitle(field);
}

QString fieldHelp(const SchemeField& field)
{
    return translated(field.help);
}

QString wholeRangeText(const SchemeField& field)
{
    if (!isGroupSize(field))
        return tr("automatic");
    return fieldSide(field) == weights ? tr("whole row") : tr("token");
}

QString shortRangeText(const SchemeField& field)
{
    if (!isGroupSize(field))
        return tr("auto");
    return fieldSide(field) == weights ? tr("row") : tr("token");
}

QVariant fieldVariant(const nlohmann::json& value)
{
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number_integer())
        return static_cast<qlonglong>(value.get<int64_t>());
    if (value.is_number())
        return value.get<double>();
    return value.is_string() ? QVariant(QString::fromStdString(value.get<std::string>())) : QVariant();
}

nlohmann::json fieldJson(const SchemeField& field, const QVariant& value)
{
    if (std::holds_alternative<bool Scheme::*>(field.member))
        return value.toBool();
    if (std::holds_alternative<double Scheme::*>(field.member))
        return value.toDouble();
    if (std::holds_alternative<std::string Scheme::*>(field.member))
        return value.toString().toStdString();
    return static_cast<int64_t>(value.toLongLong());
}

QString fieldValueText(const SchemeField& field, const QVariant& value)
{
    if (std::holds_alternative<bool Scheme::*>(field.member))
        return value.toBool() ? tr("on") : tr("off");
    if (std::holds_alternative<double Scheme::*>(field.member))
        return shortNumber(value.toDouble(), 6);
    const QString plain = value.toString();
    for (size_t i = 0; i < field.choiceTitles.size() && i < field.choices.size(); ++i)
        if (textOf(field.choices[i]) == plain)
            return translated(field.choiceTitles[i]);
    return field.min == -1 && value.toLongLong() == -1 ? wholeRangeText(field) : plain;
}

QString shortValueText(const SchemeField& field, const QVariant& value)
{
    return field.id == "weight_method" ? value.toString().toUpper()
        : field.id == "observer"       ? value.toString()
                                       : fieldValueText(field, value);
}

QString fieldPhrase(const SchemeField& field, const QVariant& value)
{
    QString title = fieldTitle(field);
    if (title.size() > 1 && !title[1].isUpper()) // RMS stays
        title[0] = title[0].toLower();
    return value.isValid() ? tr("%1 %2").arg(title, fieldValueText(field, value)) : title;
}

QString shortTowerTitle(Tower tower)
{
    return tower == Tower::Llm ? tr("LLM") : towerTitle(tower);
}

QString noEffectReason(const Scheme& scheme, const SchemeField& field)
{
    if (field.id == "weight_bits" || field.id == "activation_bits")
        return {};
    if (isRmsField(field)) {
        if (!scheme.quantizesWeight() && !scheme.quantizesActivation())
            return tr("no effect: nothing is quantized (16 bits)");
        return field.id != "split" && !scheme.rms ? tr("no effect: RMS split is off") : QString();
    }
    if (!look(field))
        return {};
    return fieldSide(field) == weights ? weightReason(scheme, field) : activationReason(scheme, field.id);
}

}
