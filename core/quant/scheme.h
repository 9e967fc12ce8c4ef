// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/field.h"
#include "numeric/formats.h"
#include "numeric/quantizerparameters.h"

namespace quantscope {

inline constexpr int64_t autoRms = -1;

// How one layer is quantized. 16 bits mean floating point.
struct Scheme : QuantizerParameters
{
    int weightBits = 16;
    std::string weightMethod = "gptq";
    bool weightClip = false;
    bool weightSymmetric = true;
    int64_t weightGroupSize = -1;

    int activationBits = 16;
    bool activationStatic = false;
    bool msq = false; // static scales of image rows and text rows apart (MSQ); language model only
    std::string observer = "minmax";
    bool activationSymmetric = true;
    bool activationPerTensor = false; // dynamic ranges per tensor instead of per token
    int64_t activationGroupSize = -1; // dynamic ranges per group of channels
    double activationClipRatio = 1.0;

    bool rms = false; // the spike channel of a down projection is not quantized with the others
    int64_t rmsChannel = 0; // autoSplit: the one whose weight column spikes, if any does
    int rmsBits = 16; // of that channel's weights, with activations as the layer has them; 16: both in floating point

    bool operator==(const Scheme&) const = default;

    bool quantizesWeight() const
    {
        return weightBits < 16;
    }
    bool quantizesActivation() const
    {
        return activationBits < 16;
    }
    // True when the weight's quantizer reads calibration inputs.
    bool weightNeedsInputs() const;
    // The same on the weight alone: a quantizer that reads inputs becomes rounding to nearest on the same grid.
    Scheme withoutInputs() const;
    WeightFormat weightFormat() const;
    ActivationFormat activationFormat() const;
};

// One field of Scheme for files, editors and validation: a new setting is one row in scheme.cpp, or one parameter of a
// quantizer.
using SchemeField = Field<Scheme>;

std::span<const SchemeField> schemeFields();
const SchemeField* schemeField(std::string_view id);
// Numbers of channels that share a scale: -1 means all of them, and 0 nothing.
bool isGroupSize(const SchemeField&);
// The weight methods, by id, that have it as a parameter; empty for fields of no method.
std::vector<std::string_view> methodsReading(const SchemeField&);

nlohmann::json schemeValue(const Scheme&, const SchemeField&);
// Error names `where` and the field, says what was expected and what was found.
void setSchemeValue(Scheme&, const SchemeField&, const nlohmann::json& value, const std::string& where);

nlohmann::json schemeToJson(const Scheme&);
void updateScheme(Scheme&, const nlohmann::json& fields, const std::string& where);

}
