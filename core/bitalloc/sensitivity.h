// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "quant/plan.h"

namespace quantscope {

// Layers that share their bits because they read one input and run as one product: query, key and value of a block, its
// gate and up; any other layer is alone.
struct BitGroup
{
    std::string name; // of the first layer, with the others' last parts: "….q_proj + k_proj + v_proj"
    std::vector<LayerIndex> layers;

    bool operator==(const BitGroup&) const = default;
};

// The groups whose layers the plan rounds, in the order of the model. Layers in floating point belong to none.
std::vector<BitGroup> bitGroups(const std::vector<Layer>&, const Plan&);

// How a measure comes by its numbers: from the layer alone, or from walking questions through the rest of the model.
enum class MeasureCost { Layer, Walk };

// One way to tell how much a group suffers at some bits; larger is worse. A new one is one row in sensitivity.cpp and
// its number in measuresensitivity.cpp.
struct SensitivityMeasure
{
    std::string_view id;
    std::string_view title;
    std::string_view unit; // "nats", "answers" or empty
    std::string_view help;
    MeasureCost cost = MeasureCost::Layer;
};

std::span<const SensitivityMeasure> sensitivityMeasures();
// Error for an unknown id.
const SensitivityMeasure& sensitivityMeasure(std::string_view id);

// Scores of one measure, [group][bits]; a row is empty until it is known.
struct MeasuredScores
{
    std::string measure; // its id
    std::vector<std::vector<double>> rows;

    bool complete() const;
};

struct SensitivityTable
{
    std::vector<BitGroup> groups;
    std::vector<int> bits; // ascending
    std::vector<MeasuredScores> measures;
    int64_t questions = 0; // that walked
    double floatCorrect = -1; // of them, before any rounding; -1: unknown

    const MeasuredScores* find(std::string_view measure) const;
};

// What a search adds up: the scores, made never to fall with fewer bits (running maximum from the most bits down), for
// a measurement that says otherwise is noise. Lost hits are whole and mostly 0: the divergence of the same walk, when
// it is there and worth less than one hit in all, decides between equal ones. Error when the measure is incomplete.
std::vector<std::vector<double>> searchCosts(const SensitivityTable&, std::string_view measure);

// How alike two measures order the groups at `bits`.
struct RankAgreement
{
    std::string a, b; // ids
    double spearman = 0, kendall = 0;
};

// Of every pair of complete measures. Error when `bits` were not measured.
std::vector<RankAgreement> rankAgreement(const SensitivityTable&, int bits);

// Rank correlations in [-1, 1] with average ranks for ties (Spearman 1904) and tau-b (Kendall 1945); 0 when one of the
// lists is constant. Error for lists of unequal length.
double spearman(std::span<const double>, std::span<const double>);
double kendall(std::span<const double>, std::span<const double>);

nlohmann::json sensitivityToJson(const SensitivityTable&, const std::vector<Layer>&);
// One line per group, measure and bits.
std::string sensitivityToCsv(const SensitivityTable&, const std::vector<Layer>&);

}
