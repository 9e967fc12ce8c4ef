// SPDX-License-Identifier: GPL-3.0-or-later
// One walk over the recipe makes the changes and, where a setting was another one before, notes them. Each rule is one
// way in which MQuant's released script differs from what its options say.

#include "quant/protocol.h"

#include <algorithm>
#include <array>

namespace quantscope {
namespace {

constexpr std::array protocolTable{
    ProtocolInfo{Protocol::Exact, "exact", "Exact", "Every setting does what it says"},
    ProtocolInfo{Protocol::MQuant, "mquant", "As MQuant's code", "What MQuant's released code does with the settings"},
    ProtocolInfo{Protocol::Published, "published", "As published",
                 "MQuant's code on images re-encoded as JPEG, as for the published scores"},
};

constexpr int64_t wholeAnswer = 1024; // tokens: the reference's limit

// Sets values and keeps a message for each that was another one.
class Changes
{
public:
    // `matters`: something in the recipe reads the value.
    template <typename T> void set(T& value, const T& wanted, bool matters, const Message& why)
    {
        if (value != wanted && matters)
            m_messages.push_back(why);
        value = wanted;
    }

    const std::vector<Message>& messages() const
    {
        return m_messages;
    }

    void add(const Message& what)
    {
        m_messages.push_back(what);
    }

private:
    std::vector<Message> m_messages;
};

// The reference's static quantizers know neither a zero point nor a clip ratio, and its rounding to nearest no groups.
void follow(Scheme& scheme, Changes& changes)
{
    if (scheme.activationStatic) {
        const bool quantizes = scheme.quantizesActivation();
        changes.set(scheme.activationSymmetric, true, quantizes, message("protocol.static_symmetric"));
        changes.set(scheme.activationClipRatio, 1.0, quantizes,
                    message("protocol.static_clip", {{"ratio", scheme.activationClipRatio, NumberFormat::Precise}}));
    }
    if (scheme.weightMethod == "rtn")
        changes.set(scheme.weightGroupSize, int64_t(-1), scheme.quantizesWeight(),
                    message("protocol.rtn_groups", {{"size", scheme.weightGroupSize}}));
}

bool isQuantized(const Scheme& scheme)
{
    return scheme.quantizesWeight() || scheme.quantizesActivation();
}

// The reference installs online transforms, and splits their spike off, only in towers that it rotates.
void followTower(Recipe& recipe, Tower which, Changes& changes)
{
    auto& tower = recipe.tower(which);
    auto& scheme = tower.scheme;
    Changes own;
    if (!tower.rotate)
        own.set(
            tower.onlineHadamard, false, true,
            message(which == Tower::Projector ? "protocol.projector_hadamard" : "protocol.hadamard_without_rotation"));
    if (!tower.onlineHadamard)
        own.set(scheme.rms, false, isQuantized(scheme), message("protocol.rms_without_hadamard"));
    if (recipe.llm.scheme.activationPerTensor)
        own.set(scheme.activationPerTensor, true, scheme.quantizesActivation() && !scheme.activationStatic,
                message("protocol.per_tensor"));
    follow(scheme, own);
    for (const auto& m : own.messages())
        changes.add(towerMessage(towerId(which), m));
}

bool isEightBitDownProjection(const Override& entry)
{
    static const nlohmann::json eightBits{{"weight_bits", 8}, {"activation_bits", 8}};
    Match match;
    match.tower = entry.match.tower;
    match.role = Role::MlpDown;
    return entry.match == match && entry.fields == eightBits;
}

bool hasStaticRanges(const Recipe& recipe)
{
    const auto& overrides = recipe.overrides;
    return recipe.vision.scheme.activationStatic || recipe.projector.scheme.activationStatic ||
        recipe.llm.scheme.activationStatic || std::any_of(overrides.begin(), overrides.end(), [](const Override& o) {
               return o.fields.value("activation_static", false);
           });
}

// Its script asks for 20 tokens and for 1 of the last question; the model's adapter then puts its own limit in place.
void followCalibration(CalibrationRecipe& calibration, bool matters, Changes& changes)
{
    const bool shorter = calibration.newTokens != wholeAnswer || calibration.lastNewTokens != wholeAnswer;
    calibration.newTokens = calibration.lastNewTokens = wholeAnswer;
    if (shorter && matters)
        changes.add(message("protocol.whole_answers", {{"tokens", wholeAnswer}}));
    changes.set(calibration.spread, true, matters, message("protocol.calibration_spread"));
}

// What an override asks for beyond its tower, and does not get.
void noteOverride(const Recipe& recipe, size_t index, Changes& changes)
{
    const auto& entry = recipe.overrides[index];
    std::vector<Message> denied;
    for (const Tower tower : allTowers()) {
        if (entry.match.tower && *entry.match.tower != tower)
            continue;
        auto scheme = underProtocol(recipe.tower(tower).scheme, recipe.protocol);
        updateScheme(scheme, entry.fields, "override");
        Changes own;
        follow(scheme, own);
        for (const auto& m : own.messages())
            if (std::find(denied.begin(), denied.end(), m) == denied.end())
                denied.push_back(m);
    }
    if (!denied.empty())
        changes.add(message("protocol.override", {{"number", index + 1}, {"changes", denied}}));
}

Recipe follow(Recipe recipe, Changes& changes)
{
    if (recipe.protocol == Protocol::Exact)
        return recipe;
    changes.set(recipe.normFusion, NormFusion::MQuant, recipe.vision.fuseNorms, message("protocol.norm_fusion"));
    for (const Tower tower : allTowers())
        followTower(recipe, tower, changes);
    for (size_t i = 0; i < recipe.overrides.size(); ++i)
        if (!isEightBitDownProjection(recipe.overrides[i]))
            noteOverride(recipe, i, changes);
    if (std::erase_if(recipe.overrides, isEightBitDownProjection) > 0)
        changes.add(message("protocol.down_projections"));
    followCalibration(recipe.calibration, hasStaticRanges(recipe), changes);
    return recipe;
}

}

std::span<const ProtocolInfo> protocols()
{
    return protocolTable;
}

std::string_view protocolId(Protocol protocol)
{
    return protocolTable.at(static_cast<size_t>(protocol)).id;
}

std::optional<Protocol> protocolFromId(std::string_view id)
{
    for (const auto& row : protocolTable)
        if (row.id == id)
            return row.protocol;
    return {};
}

Protocol protocolFromJson(const JsonFields& fields)
{
    const auto id = fields.text("protocol", "exact");
    if (const auto protocol = protocolFromId(id))
        return *protocol;
    throw Error(fields.place("protocol") + ": expected exact, mquant or published, found " + id);
}

Recipe underProtocol(const Recipe& recipe)
{
    Changes ignored;
    return follow(recipe, ignored);
}

Scheme underProtocol(const Scheme& asked, Protocol protocol)
{
    auto scheme = asked;
    Changes ignored;
    if (protocol != Protocol::Exact)
        follow(scheme, ignored);
    return scheme;
}

bool leavesOut(Protocol protocol, const Override& entry)
{
    return protocol != Protocol::Exact && isEightBitDownProjection(entry);
}

std::vector<Message> protocolChanges(const Recipe& recipe)
{
    Changes changes;
    follow(recipe, changes);
    return changes.messages();
}

}
