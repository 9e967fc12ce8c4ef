// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/ropeconfig.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/core.h>

#include "base/jsonfield.h"
#include "base/text.h"

namespace quantscope {
namespace {

struct KindRow
{
    std::string_view id;
    RopeKind kind;
};

constexpr KindRow ropeKinds[] = {
    {"default", RopeKind::Default}, {"linear", RopeKind::Linear}, {"dynamic", RopeKind::Dynamic},
    {"llama3", RopeKind::Llama3},   {"longrope", RopeKind::Long}, {"yarn", RopeKind::Yarn},
};

// What transformers knows; a kind that does not read one of them leaves it.
constexpr std::array<std::string_view, 16> knownKeys{
    "rope_theta",
    "rope_type",
    "type",
    "factor",
    "original_max_position_embeddings",
    "low_freq_factor",
    "beta_fast",
    "short_factor",
    "long_factor",
    "attention_factor",
    "high_freq_factor",
    "beta_slow",
    "mscale",
    "truncate",
    "mscale_all_dim",
    "partial_rotary_factor",
};

double positive(const JsonFields& fields, const char* name, double absent)
{
    const double value = fields.number(name, absent);
    if (!(value > 0) || value > 1e15)
        throw Error(fmt::format("{}: expected a number above 0 and at most 1e15, found {}", fields.place(name), value));
    return value;
}

void requireWholeRotation(const JsonFields& fields)
{
    if (fields.number("partial_rotary_factor", 1) != 1)
        throw Error(fields.place("partial_rotary_factor") + ": only 1 is supported, all channels of a head turn");
}

void requireKnownKeys(const JsonFields& scaling)
{
    for (const auto& [key, value] : scaling.json().items())
        if (!value.is_null() && std::find(knownKeys.begin(), knownKeys.end(), key) == knownKeys.end())
            throw Error(scaling.place(key) + ": not known, it may change what the model computes");
}

RopeKind kindOf(const JsonFields& scaling, const DecoderConfig& d)
{
    const char* name = scaling.has("rope_type") ? "rope_type" : "type";
    auto id = scaling.text(name, "default");
    // Phi-3's names from before there was one for all models.
    if (d.modelType == "phi3" && (id == "su" || id == "yarn"))
        id = "longrope";
    for (const auto& row : ropeKinds)
        if (row.id == id)
            return row.kind;
    throw Error(
        fmt::format("{}: expected one of {}, found {}", scaling.place(name), listedBy(ropeKinds, &KindRow::id), id));
}

std::vector<double> factorList(const JsonFields& scaling, const char* name, int64_t size)
{
    const auto& list = scaling.required(name);
    const bool fits = list.is_array() && list.size() == static_cast<size_t>(size) &&
        std::all_of(list.begin(), list.end(),
                    [](const auto& x) { return x.is_number() && x.template get<double>() > 0; });
    if (!fits)
        throw Error(fmt::format("{}: expected {} numbers above 0", scaling.place(name), size));
    return list.get<std::vector<double>>();
}

void parseLong(const JsonFields& scaling, const DecoderConfig& d, RopeConfig& rope)
{
    rope.shortFactors = factorList(scaling, "short_factor", d.headSize / 2);
    rope.longFactors = factorList(scaling, "long_factor", d.headSize / 2);
    const auto trained = static_cast<double>(rope.originalPositions);
    const double factor = positive(scaling, "factor", static_cast<double>(d.maxPositions) / trained);
    const double usual = factor <= 1 || trained <= 1 ? 1 : std::sqrt(1 + std::log(factor) / std::log(trained));
    rope.attentionFactor = positive(scaling, "attention_factor", usual);
}

void parseLlama3(const JsonFields& scaling, RopeConfig& rope)
{
    rope.factor = positive(scaling, "factor", 0);
    rope.lowFrequencyFactor = positive(scaling, "low_freq_factor", 0);
    rope.highFrequencyFactor = positive(scaling, "high_freq_factor", 0);
    if (rope.highFrequencyFactor <= rope.lowFrequencyFactor)
        throw Error(scaling.place("high_freq_factor") + ": expected more than low_freq_factor");
}

// How much the logarithm of a longer context sharpens the attention.
double sharpness(double factor, double scale)
{
    return factor <= 1 ? 1 : 0.1 * scale * std::log(factor) + 1;
}

void parseYarn(const JsonFields& fields, const JsonFields& scaling, const DecoderConfig& d, RopeConfig& rope)
{
    const auto trained = static_cast<double>(rope.originalPositions);
    if (!(rope.base > 1))
        throw Error(fields.place("rope_theta") + ": expected more than 1 with a yarn scaling");
    rope.factor = positive(scaling, "factor", static_cast<double>(d.maxPositions) / trained);
    rope.fastTurns = positive(scaling, "beta_fast", rope.fastTurns);
    rope.slowTurns = positive(scaling, "beta_slow", rope.slowTurns);
    rope.wholeChannels = scaling.boolean("truncate", true);
    const double scale = scaling.number("mscale", 0, 1e6, 0), scaleOfAll = scaling.number("mscale_all_dim", 0, 1e6, 0);
    const double usual = scale > 0 && scaleOfAll > 0
        ? sharpness(rope.factor, scale) / sharpness(rope.factor, scaleOfAll)
        : sharpness(rope.factor, 1);
    rope.attentionFactor = positive(scaling, "attention_factor", usual);
}

const char* scalingName(const JsonFields& fields)
{
    const bool old = fields.has("rope_scaling") && !fields.required("rope_scaling").empty();
    return old ? "rope_scaling" : "rope_parameters";
}

// Beside the other fields it wins, and a class that has it there has it always.
int64_t originalPositionsOf(const JsonFields& fields, const JsonFields& scaling, const DecoderConfig& d,
                            int64_t ofClass)
{
    constexpr char name[] = "original_max_position_embeddings";
    const auto& where = ofClass > 0 || fields.has(name) ? fields : scaling;
    return where.integer(name, 1, int64_t(1) << 32, ofClass > 0 ? ofClass : d.maxPositions);
}

}

RopeConfig parseRope(const JsonFields& fields, const DecoderConfig& d, int64_t originalPositions)
{
    RopeConfig rope;
    rope.base = fields.number("rope_theta", 1, 1e15, rope.base);
    requireWholeRotation(fields);
    const char* name = scalingName(fields);
    if (!fields.has(name))
        return rope;
    const auto scaling = fields.object(name);
    requireKnownKeys(scaling);
    requireWholeRotation(scaling);
    rope.base = scaling.number("rope_theta", 1, 1e15, rope.base);
    rope.kind = kindOf(scaling, d);
    rope.originalPositions = originalPositionsOf(fields, scaling, d, originalPositions);
    if (rope.kind == RopeKind::Linear || rope.kind == RopeKind::Dynamic)
        rope.factor = positive(scaling, "factor", 1);
    if (rope.kind == RopeKind::Dynamic && d.headSize < 4)
        throw Error(fmt::format("{}: a head of {} channels cannot be scaled dynamically", fields.place("head_dim"),
                                d.headSize));
    if (rope.kind == RopeKind::Llama3)
        parseLlama3(scaling, rope);
    if (rope.kind == RopeKind::Long)
        parseLong(scaling, d, rope);
    if (rope.kind == RopeKind::Yarn)
        parseYarn(fields, scaling, d, rope);
    return rope;
}

}
