// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/scheme.h"

#include <algorithm>
#include <span>

#include <fmt/core.h>

#include "base/jsonfield.h"
#include "numeric/observer.h"
#include "numeric/quantizers.h"

namespace quantscope {
namespace {

// One text of every row of a table.
template <typename Row> std::vector<std::string> column(std::span<const Row> rows, std::string_view Row::*text)
{
    std::vector<std::string> texts;
    for (const auto& row : rows)
        texts.emplace_back(row.*text);
    return texts;
}

constexpr double anyGroup = 1 << 20;
const std::vector<std::string> bitChoices{"2", "3", "4", "5", "6", "7", "8", "16"};

const std::vector<SchemeField>& table()
{
    static const std::vector<SchemeField> fields{
        {"weight_bits",
         "Weight bits",
         "16 keeps the weights in floating point",
         &Scheme::weightBits,
         2,
         16,
         bitChoices,
         {}},
        {"weight_method", "Method", "How weights are rounded", &Scheme::weightMethod, 0, 0,
         column(weightQuantizers(), &WeightQuantizer::id), column(weightQuantizers(), &WeightQuantizer::title)},
        {"weight_clip",
         "Clip search",
         "Shrinks each range to the least error |Δ|^2.4",
         &Scheme::weightClip,
         0,
         0,
         {},
         {}},
        {"weight_symmetric", "Symmetric weights", "Without a zero point", &Scheme::weightSymmetric, 0, 0, {}, {}},
        {"weight_group_size",
         "Weight group size",
         "Input channels that share a scale; -1: the whole row",
         &Scheme::weightGroupSize,
         -1,
         anyGroup,
         {},
         {}},
        {"act_order", "Act-order", "GPTQ takes columns with large activations first", &Scheme::actOrder, 0, 0, {}, {}},
        {"static_groups", "Static groups", "Groups are fixed before act-order", &Scheme::staticGroups, 0, 0, {}, {}},
        {"percdamp", "Damping", "Share of the mean Hessian diagonal added to it", &Scheme::percdamp, 0, 1, {}, {}},
        {"activation_bits",
         "Activation bits",
         "16 keeps the activations in floating point",
         &Scheme::activationBits,
         2,
         16,
         bitChoices,
         {}},
        {"activation_static",
         "Static",
         "One scale per tensor from calibration",
         &Scheme::activationStatic,
         0,
         0,
         {},
         {}},
        {"activation_modalities",
         "Modality scales",
         "Image tokens and text tokens have static scales of their own (MSQ)",
         &Scheme::activationModalities,
         0,
         0,
         {},
         {}},
        {"observer", "Observer", "How calibration finds the range", &Scheme::observer, 0, 0,
         column(observers(), &ObserverInfo::id), column(observers(), &ObserverInfo::title)},
        {"activation_symmetric",
         "Symmetric activations",
         "Without a zero point",
         &Scheme::activationSymmetric,
         0,
         0,
         {},
         {}},
        {"activation_per_tensor",
         "Per tensor",
         "One dynamic range for the whole tensor",
         &Scheme::activationPerTensor,
         0,
         0,
         {},
         {}},
        {"activation_group_size",
         "Activation group size",
         "Channels that share a dynamic range; -1: the whole token",
         &Scheme::activationGroupSize,
         -1,
         anyGroup,
         {},
         {}},
        {"activation_clip_ratio", "Clip ratio", "Factor on the range", &Scheme::activationClipRatio, 0.01, 1, {}, {}},
        {"split",
         "Split",
         "The spike channel of a down projection is not rounded with the others",
         &Scheme::split,
         0,
         0,
         {},
         {}},
        {"split_channel",
         "Split channel",
         "Which channel; -1: the one whose weight column spikes, if one does",
         &Scheme::splitChannel,
         autoSplit,
         anyGroup,
         {},
         {}},
        {"split_bits",
         "Split bits",
         "Of the split channel's weights, by themselves; 16 keeps the channel in floating point",
         &Scheme::splitBits,
         2,
         16,
         bitChoices,
         {}},
    };
    return fields;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

template <typename T> std::string expectedNumber(const SchemeField& field)
{
    if (!field.choices.empty())
        return "one of " + joined(field.choices);
    if constexpr (std::is_floating_point_v<T>)
        return fmt::format("a number from {:f} to {:f}", field.min, field.max);
    const auto range = fmt::format("{} to {}", int64_t(field.min), int64_t(field.max));
    return "a whole number from " + range + (isGroupSize(field) ? " but not 0" : "");
}

template <typename T>
void setNumber(T& target, const SchemeField& field, const nlohmann::json& value, const std::string& place)
{
    const bool typed = std::is_floating_point_v<T> ? value.is_number() : value.is_number_integer();
    const double number = typed ? value.get<double>() : 0;
    const bool chosen = field.choices.empty() ||
        std::find(field.choices.begin(), field.choices.end(), value.dump()) != field.choices.end();
    if (!typed || !chosen || !(number >= field.min && number <= field.max) || (isGroupSize(field) && number == 0))
        throw Error(place + ": expected " + expectedNumber<T>(field) + ", found " + value.dump());
    target = value.get<T>();
}

void setText(std::string& target, const SchemeField& field, const nlohmann::json& value, const std::string& place)
{
    const auto text = value.is_string() ? value.get<std::string>() : value.dump();
    if (std::find(field.choices.begin(), field.choices.end(), text) == field.choices.end())
        throw Error(place + ": expected one of " + joined(field.choices) + ", found " + text);
    target = text;
}

}

WeightFormat Scheme::weightFormat() const
{
    WeightFormat format;
    format.bits = weightBits;
    format.symmetric = weightSymmetric;
    format.groupSize = weightGroupSize;
    format.clipSearch = weightClip;
    return format;
}

ActivationFormat Scheme::activationFormat() const
{
    ActivationFormat format;
    format.bits = activationBits;
    format.symmetric = activationSymmetric;
    format.granularity = activationGroupSize > 0 ? ActivationGranularity::Group
        : activationPerTensor                    ? ActivationGranularity::Tensor
                                                 : ActivationGranularity::Token;
    format.groupSize = activationGroupSize;
    format.clipRatio = activationClipRatio;
    return format;
}

std::span<const SchemeField> schemeFields()
{
    return table();
}

const SchemeField* schemeField(std::string_view id)
{
    for (const auto& field : table())
        if (field.id == id)
            return &field;
    return nullptr;
}

bool isGroupSize(const SchemeField& field)
{
    return field.id.ends_with("_group_size");
}

nlohmann::json schemeValue(const Scheme& scheme, const SchemeField& field)
{
    return std::visit([&](auto member) { return nlohmann::json(scheme.*member); }, field.member);
}

void setSchemeValue(Scheme& scheme, const SchemeField& field, const nlohmann::json& value, const std::string& where)
{
    const std::string place = where + ": field '" + std::string(field.id) + "'";
    std::visit(
        [&](auto member) {
            auto& target = scheme.*member;
            using T = std::remove_reference_t<decltype(target)>;
            if constexpr (std::is_same_v<T, bool>) {
                if (!value.is_boolean())
                    throw Error(place + ": expected true or false, found " + value.dump());
                target = value.get<bool>();
            } else if constexpr (std::is_same_v<T, std::string>) {
                setText(target, field, value, place);
            } else {
                setNumber(target, field, value, place);
            }
        },
        field.member);
}

nlohmann::json schemeToJson(const Scheme& scheme)
{
    nlohmann::json json = nlohmann::json::object();
    for (const auto& field : table())
        json[std::string(field.id)] = schemeValue(scheme, field);
    return json;
}

void updateScheme(Scheme& scheme, const nlohmann::json& fields, const std::string& where)
{
    if (!fields.is_object())
        throw Error(where + ": expected a JSON object");
    for (const auto& [id, value] : fields.items()) {
        const auto* field = schemeField(id);
        if (!field)
            throw Error(where + ": field '" + id + "' is not known");
        setSchemeValue(scheme, *field, value, where);
    }
}

}
