// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/scheme.h"

#include <span>

#include "base/error.h"
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

std::vector<SchemeField> settingsOfWeights()
{
    const std::vector<std::string> bits{"2", "3", "4", "5", "6", "7", "8", "16"};
    std::vector<SchemeField> fields{
        {{"weight_bits", "Weight bits", "16 keeps the weights in floating point", 2, 16, bits}, &Scheme::weightBits},
        {{"weight_method", "Method", "How weights are quantized", 0, 0,
          column(weightQuantizers(), &WeightQuantizer::id), column(weightQuantizers(), &WeightQuantizer::title)},
         &Scheme::weightMethod},
        {{"weight_clip", "Clip search", "Shrinks each range to the least error |Δ|^2.4"}, &Scheme::weightClip},
        {{"weight_symmetric", "Symmetric weights", "Without a zero point"}, &Scheme::weightSymmetric},
        {{"weight_group_size",
          "Weight group size",
          "Input channels that share a scale; -1: the whole row",
          -1,
          anyGroup,
          {},
          {},
          true},
         &Scheme::weightGroupSize},
    };
    for (const auto& parameter : quantizerFields())
        fields.push_back(inheritedField<Scheme>(parameter));
    return fields;
}

const std::vector<SchemeField>& schemeTable()
{
    static const auto fields = [] {
        auto all = settingsOfWeights();
        const auto bits = all.front().choices;
        const std::vector<SchemeField> others{
            {{"activation_bits", "Activation bits", "16 keeps the activations in floating point", 2, 16, bits},
             &Scheme::activationBits},
            {{"activation_static", "Static", "One scale per tensor from calibration"}, &Scheme::activationStatic},
            {{"activation_modalities", "Modality scales",
              "Image tokens and text tokens have static scales of their own (MSQ)"},
             &Scheme::msq},
            {{"observer", "Observer", "How calibration finds the range", 0, 0, column(observers(), &ObserverInfo::id),
              column(observers(), &ObserverInfo::title)},
             &Scheme::observer},
            {{"activation_symmetric", "Symmetric activations", "Without a zero point"}, &Scheme::activationSymmetric},
            {{"activation_per_tensor", "Per tensor", "One dynamic range for the whole tensor"},
             &Scheme::activationPerTensor},
            {{"activation_group_size",
              "Activation group size",
              "Channels that share a dynamic range; -1: the whole token",
              -1,
              anyGroup,
              {},
              {},
              true},
             &Scheme::activationGroupSize},
            {{"activation_clip_ratio", "Clip ratio", "Factor on the range", 0.01, 1}, &Scheme::activationClipRatio},
            {{"split", "RMS split",
              "Rotation magnitude suppression: the spike channel of a down projection is quantized apart from the "
              "others"},
             &Scheme::rms},
            {{"split_channel", "RMS split channel",
              "Which channel; -1: the one whose weight column spikes, if one does", autoRms, anyGroup},
             &Scheme::rmsChannel},
            {{"split_bits", "RMS split bits",
              "Of the split channel's weights, by themselves; 16 keeps the channel in floating point", 2, 16, bits},
             &Scheme::rmsBits},
        };
        all.insert(all.end(), others.begin(), others.end());
        return all;
    }();
    return fields;
}

}

bool Scheme::weightNeedsInputs() const
{
    return weightQuantizer(weightMethod).needs != QuantizerNeeds::Nothing;
}

Scheme Scheme::withoutInputs() const
{
    auto scheme = *this;
    if (quantizesWeight() && weightNeedsInputs())
        scheme.weightMethod = "rtn";
    return scheme;
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
    return schemeTable();
}

const SchemeField* schemeField(std::string_view id)
{
    for (const auto& field : schemeTable())
        if (field.id == id)
            return &field;
    return nullptr;
}

bool isGroupSize(const SchemeField& field)
{
    return field.withoutZero;
}

std::vector<std::string_view> methodsReading(const SchemeField& field)
{
    std::vector<std::string_view> methods;
    for (const auto& quantizer : weightQuantizers())
        for (const auto& parameter : quantizer.parameters)
            if (parameter.id == field.id)
                methods.push_back(quantizer.id);
    return methods;
}

nlohmann::json schemeValue(const Scheme& scheme, const SchemeField& field)
{
    return fieldValue(scheme, field);
}

void setSchemeValue(Scheme& scheme, const SchemeField& field, const nlohmann::json& value, const std::string& where)
{
    setFieldValue(scheme, field, value, where);
}

nlohmann::json schemeToJson(const Scheme& scheme)
{
    nlohmann::json json = nlohmann::json::object();
    for (const auto& field : schemeTable())
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
