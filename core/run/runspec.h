// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "quant/recipe.h"
#include "subset/questionsubset.h"

namespace quantscope {

// The files that a run works on.
struct Sources
{
    std::filesystem::path model, data, calibration; // calibration empty: the benchmark's own questions
    std::string metric = {}; // id of the one that scores the answers; empty: the benchmark's

    bool operator==(const Sources&) const = default;
};

Sources demoSources();
// The bundled model with questions that are not bundled: a score that tells nothing about the benchmark.
bool isDemoOnOtherData(const Sources&);

// What shall run, as plain data: the same spec gives the same answers on the same machine. Its seed is the recipe's.
struct RunSpec
{
    Sources sources;
    std::optional<Recipe> recipe; // unset: the float model answers
    Protocol protocol = Protocol::Exact; // of the float model; a recipe has its own
    QuestionSubset subset; // that is answered
    int64_t maxNewTokens = -1; // of an answer; -1: as the checkpoint says
    std::filesystem::path loadWeights; // quantized weights of an earlier run; empty: they are made

    bool operator==(const RunSpec&) const = default;
};

Protocol protocolOf(const RunSpec&);

nlohmann::json specToJson(const RunSpec&);
// Error names `where` and the field.
RunSpec specFromJson(const nlohmann::json&, const std::string& where);

}
