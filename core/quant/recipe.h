// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "model/layer.h"
#include "quant/scheme.h"

namespace quantscope {

inline constexpr int recipeSchema = 1;

// Whose conventions a run follows; see protocol.h.
enum class Protocol {
    Exact, // this program's
    MQuant, // those of MQuant's released code
    Published, // these with images as the published scores were measured on
};

enum class NormFusion {
    Exact, // LayerNorm stays, only weight and bias are folded: the function does not change
    MQuant, // the reference's: the mean is baked into the weights, LayerNorm becomes RMSNorm
};

enum class RotationKind {
    Hadamard, // random signs times a Hadamard matrix
    Random, // a random orthogonal matrix
};

// One tower's transforms and the scheme that its layers inherit.
struct TowerRecipe
{
    bool fuseNorms = false;
    bool rotate = false; // the residual stream; not for the projector
    bool onlineHadamard = false; // in front of the down projections; for the projector in front of mlp1.3
    bool aifs = false; // language model only: image tokens first, text behind; no answer changes
    Scheme scheme;

    bool operator==(const TowerRecipe&) const = default;
};

// Which layers an override touches; an absent part matches everything.
struct Match
{
    std::optional<Tower> tower;
    std::optional<Role> role;
    std::optional<int> firstBlock, lastBlock;
    std::string name; // of one layer, which it then matches alone; else a part of names

    bool operator==(const Match&) const = default;
};

// Indices of the layers that it matches.
std::vector<LayerIndex> matchingLayers(const Match&, const std::vector<Layer>&);

// Fields that the matching layers have instead of their tower's; later overrides win.
struct Override
{
    Match match;
    nlohmann::json fields = nlohmann::json::object();

    bool operator==(const Override&) const = default;
};

struct CalibrationRecipe
{
    int64_t weightSamples = 8; // questions for GPTQ (nsamples)
    int64_t activationSamples = 32; // questions for static ranges (calib_num)
    bool spread = true; // static ranges: every n-th question (v2) instead of the first ones (v1)
    int64_t newTokens = 20; // tokens generated while watching
    int64_t lastNewTokens = 1; // of the last question, as the reference sets it
    int64_t errorSamples = 8; // questions for the error of every layer

    bool operator==(const CalibrationRecipe&) const = default;
};

// All settings of a run as data. The same recipe, checkpoint and questions give the same bytes.
struct Recipe
{
    std::string name;
    Protocol protocol = Protocol::Exact;
    uint64_t seed = 42;
    NormFusion normFusion = NormFusion::Exact;
    RotationKind rotation = RotationKind::Hadamard;
    bool onlineHadamardSigns =
        false; // random signs in front of every online Hadamard, so that no channel sums up the others
    bool hadamardInFloat32 = false; // with bfloat16 activations; float32 ones are always transformed in float32
    TowerRecipe vision, projector, llm;
    std::vector<Override> overrides;
    CalibrationRecipe calibration;

    bool operator==(const Recipe&) const = default;

    TowerRecipe& tower(Tower);
    const TowerRecipe& tower(Tower) const;
};

nlohmann::json recipeToJson(const Recipe&);
// Unknown fields, wrong types and other schema versions are Errors that name `where` and the field.
Recipe recipeFromJson(const nlohmann::json&, const std::string& where);
Recipe loadRecipe(const std::filesystem::path&);

}
