// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/recipe.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "base/jsonfield.h"
#include "files/jsonfile.h"
#include "quant/protocol.h"

namespace quantscope {
namespace {

constexpr int64_t maxSamples = 1 << 20;
constexpr int64_t mostNewTokens = 4096;
constexpr int lastBlockOfAny = 1 << 20;

void rejectUnknown(const JsonFields& fields, const std::set<std::string>& known)
{
    for (const auto& [name, value] : fields.json().items())
        if (!known.count(name))
            throw Error(fields.place(name) + " is not known");
}

nlohmann::json towerToJson(const TowerRecipe& tower, bool llm)
{
    auto json = schemeToJson(tower.scheme);
    json["fuse_norms"] = tower.fuseNorms;
    json["rotate"] = tower.rotate;
    json["online_hadamard"] = tower.onlineHadamard;
    if (llm)
        json["aifs"] = tower.aifs;
    return json;
}

TowerRecipe towerFromJson(const JsonFields& fields, Tower which)
{
    TowerRecipe tower;
    tower.fuseNorms = fields.boolean("fuse_norms", false);
    tower.rotate = fields.boolean("rotate", false);
    tower.onlineHadamard = fields.boolean("online_hadamard", false);
    tower.aifs = fields.boolean("aifs", false);
    if (tower.aifs && which != Tower::Llm)
        throw Error(fields.place("aifs") + ": only the llm has text tokens to switch with image tokens");
    if (which == Tower::Projector && tower.rotate)
        throw Error(fields.place("rotate") +
                    ": the projector has no stream of its own; it turns with the vision tower and the llm");
    auto scheme = fields.json();
    for (const char* name : {"fuse_norms", "rotate", "online_hadamard", "aifs"})
        scheme.erase(name);
    updateScheme(tower.scheme, scheme, fields.where());
    return tower;
}

nlohmann::json blockToJson(std::optional<int> block)
{
    return block ? nlohmann::json(*block) : nlohmann::json();
}

// Nothing where the range is open. Earlier versions wrote 0 and lastBlockOfAny instead, which mean the same.
std::optional<int> blockFromJson(const nlohmann::json& value, const std::string& place)
{
    if (value.is_null())
        return {};
    return static_cast<int>(JsonFields::integerOf(value, 0, lastBlockOfAny, place));
}

void rangeFromJson(const JsonFields& fields, Match& match)
{
    const auto& range = fields.required("blocks");
    const auto place = fields.place("blocks");
    if (!range.is_array() || range.size() != 2)
        throw Error(place + ": expected [first, last], with null for an open end, found " + range.dump());
    match.firstBlock = blockFromJson(range[0], place);
    match.lastBlock = blockFromJson(range[1], place);
    if (match.firstBlock && match.lastBlock && *match.firstBlock > *match.lastBlock)
        throw Error(place + ": expected the first block before the last one, found " + range.dump());
}

nlohmann::json matchToJson(const Match& match)
{
    nlohmann::json json = nlohmann::json::object();
    if (match.tower)
        json["tower"] = towerId(*match.tower);
    if (match.role)
        json["role"] = roleId(*match.role);
    if (match.firstBlock && match.firstBlock == match.lastBlock)
        json["block"] = *match.firstBlock;
    else if (match.firstBlock || match.lastBlock)
        json["blocks"] = {blockToJson(match.firstBlock), blockToJson(match.lastBlock)};
    if (!match.name.empty())
        json["name"] = match.name;
    return json;
}

Match matchFromJson(const JsonFields& fields)
{
    rejectUnknown(fields, {"tower", "role", "block", "blocks", "name"});
    Match match;
    if (fields.has("tower")) {
        match.tower = towerFromId(fields.text("tower", ""));
        if (!match.tower)
            throw Error(fields.place("tower") + ": expected vision, projector or llm, found " +
                        fields.required("tower").dump());
    }
    if (fields.has("role")) {
        match.role = roleFromId(fields.text("role", ""));
        if (!match.role)
            throw Error(fields.place("role") + " is not a role: " + fields.required("role").dump());
    }
    if (fields.has("block"))
        match.firstBlock = match.lastBlock = blockFromJson(fields.required("block"), fields.place("block"));
    if (fields.has("blocks"))
        rangeFromJson(fields, match);
    match.name = fields.text("name", "");
    return match;
}

bool placeMatches(const Match& match, const Layer& layer)
{
    return (!match.tower || *match.tower == layer.tower) && (!match.role || *match.role == layer.role) &&
        (!match.firstBlock || layer.block >= *match.firstBlock) &&
        (!match.lastBlock || (layer.block >= 0 && layer.block <= *match.lastBlock));
}

nlohmann::json calibrationToJson(const CalibrationRecipe& c)
{
    nlohmann::json json{{"weight_samples", c.weightSamples},
                        {"activation_samples", c.activationSamples},
                        {"mode", c.spread ? "v2" : "v1"},
                        {"new_tokens", c.newTokens},
                        {"error_samples", c.errorSamples}};
    // Files of recipes without it stay as they are.
    if (c.lastNewTokens != CalibrationRecipe().lastNewTokens)
        json["last_new_tokens"] = c.lastNewTokens;
    return json;
}

CalibrationRecipe calibrationFromJson(const JsonFields& fields)
{
    rejectUnknown(fields,
                  {"weight_samples", "activation_samples", "mode", "new_tokens", "last_new_tokens", "error_samples"});
    CalibrationRecipe c;
    c.weightSamples = fields.integer("weight_samples", 1, maxSamples, c.weightSamples);
    c.activationSamples = fields.integer("activation_samples", 1, maxSamples, c.activationSamples);
    c.newTokens = fields.integer("new_tokens", 1, mostNewTokens, c.newTokens);
    c.lastNewTokens = fields.integer("last_new_tokens", 1, mostNewTokens, c.lastNewTokens);
    c.errorSamples = fields.integer("error_samples", 1, maxSamples, c.errorSamples);
    const auto mode = fields.text("mode", "v2");
    if (mode != "v1" && mode != "v2")
        throw Error(fields.place("mode") + ": expected v1 or v2, found " + mode);
    c.spread = mode == "v2";
    return c;
}

}

std::vector<LayerIndex> matchingLayers(const Match& match, const std::vector<Layer>& layers)
{
    const auto hasThisName = [&](const Layer& layer) { return layer.name == match.name; };
    const bool whole = !match.name.empty() && std::any_of(layers.begin(), layers.end(), hasThisName);
    std::vector<LayerIndex> found;
    for (size_t i = 0; i < layers.size(); ++i)
        if (placeMatches(match, layers[i]) &&
            (whole ? hasThisName(layers[i]) : layers[i].name.find(match.name) != std::string::npos))
            found.push_back(static_cast<LayerIndex>(i));
    return found;
}

TowerRecipe& Recipe::tower(Tower t)
{
    return t == Tower::Vision ? vision : t == Tower::Projector ? projector : llm;
}

const TowerRecipe& Recipe::tower(Tower t) const
{
    return const_cast<Recipe*>(this)->tower(t);
}

nlohmann::json recipeToJson(const Recipe& recipe)
{
    nlohmann::json json{{"schema", recipeSchema},
                        {"name", recipe.name},
                        {"seed", recipe.seed},
                        {"norm_fusion", recipe.normFusion == NormFusion::Exact ? "exact" : "mquant"},
                        {"rotate_mode", recipe.rotation == RotationKind::Hadamard ? "hadamard" : "random"},
                        {"online_hadamard_signs", recipe.onlineHadamardSigns},
                        {"fp32_had", recipe.hadamardInFloat32},
                        {"calibration", calibrationToJson(recipe.calibration)}};
    if (recipe.protocol != Protocol::Exact)
        json["protocol"] = protocolId(recipe.protocol);
    for (const Tower tower : allTowers())
        json["towers"][std::string(towerId(tower))] = towerToJson(recipe.tower(tower), tower == Tower::Llm);
    json["overrides"] = nlohmann::json::array();
    for (const auto& entry : recipe.overrides)
        json["overrides"].push_back({{"match", matchToJson(entry.match)}, {"set", entry.fields}});
    return json;
}

Recipe recipeFromJson(const nlohmann::json& json, const std::string& where)
{
    const JsonFields fields(json, where);
    const auto schema = fields.integer("schema", 0, 1 << 20);
    if (schema != recipeSchema)
        throw Error(
            fmt::format("{}: this version reads schema {}, found {}", fields.place("schema"), recipeSchema, schema));
    rejectUnknown(fields,
                  {"schema", "name", "protocol", "seed", "norm_fusion", "rotate_mode", "online_hadamard_signs",
                   "fp32_had", "calibration", "towers", "overrides"});
    Recipe recipe;
    recipe.name = fields.text("name", "");
    recipe.protocol = protocolFromJson(fields);
    recipe.seed = static_cast<uint64_t>(fields.integer("seed", 0, std::numeric_limits<int64_t>::max(), 42));
    const auto fusion = fields.text("norm_fusion", "exact");
    if (fusion != "exact" && fusion != "mquant")
        throw Error(fields.place("norm_fusion") + ": expected exact or mquant, found " + fusion);
    recipe.normFusion = fusion == "exact" ? NormFusion::Exact : NormFusion::MQuant;
    const auto rotation = fields.text("rotate_mode", "hadamard");
    if (rotation != "hadamard" && rotation != "random")
        throw Error(fields.place("rotate_mode") + ": expected hadamard or random, found " + rotation);
    recipe.rotation = rotation == "hadamard" ? RotationKind::Hadamard : RotationKind::Random;
    recipe.onlineHadamardSigns = fields.boolean("online_hadamard_signs", false);
    recipe.hadamardInFloat32 = fields.boolean("fp32_had", false);
    if (fields.has("calibration"))
        recipe.calibration = calibrationFromJson(fields.object("calibration"));
    if (fields.has("towers")) {
        const auto towers = fields.object("towers");
        rejectUnknown(towers, {"vision", "projector", "llm"});
        for (const Tower tower : allTowers())
            if (const auto id = std::string(towerId(tower)); towers.has(id.c_str()))
                recipe.tower(tower) = towerFromJson(towers.object(id.c_str()), tower);
    }
    if (fields.has("overrides")) {
        const auto& list = fields.required("overrides");
        if (!list.is_array())
            throw Error(fields.place("overrides") + ": expected a list");
        for (size_t i = 0; i < list.size(); ++i) {
            const JsonFields entry(list[i], fmt::format("{}: overrides[{}]", where, i));
            rejectUnknown(entry, {"match", "set"});
            Scheme probe;
            updateScheme(probe, entry.required("set"), entry.place("set"));
            recipe.overrides.push_back({matchFromJson(entry.object("match")), entry.required("set")});
        }
    }
    return recipe;
}

Recipe loadRecipe(const std::filesystem::path& file)
{
    return recipeFromJson(readJsonObject(file), file.string());
}

}
