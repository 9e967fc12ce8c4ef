// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/field.h"
#include "base/message.h"
#include "quant/layerreport.h"
#include "run/runspec.h"
#include "tasks/dataset.h"

namespace quantscope {

// What a score means: all conventions in which two scores of one model and benchmark may differ. Empty texts and zeros
// are not known, or nothing of the kind.
struct ProtocolFacts
{
    std::string protocol = "exact";
    std::string images = "stored"; // imageRouteId()
    std::string benchmark; // id of the row that says prompt and tiles
    int mostTiles = 0; // of an image, without the thumbnail
    std::string metric; // id of what scores the answers; it says the version of its rules
    std::string normFusion = "none"; // or "exact" or "mquant"
    int64_t weightQuestions = 0; // that GPTQ saw
    int64_t rangeQuestions = 0; // that gave static ranges
    int64_t rangeTokens = 0, lastRangeTokens = 0; // most tokens of an answer to one of them, and to the last one
    std::string calibration; // name of their data set
    int64_t maxNewTokens = 0; // of an answer
    std::string dtype;

    bool operator==(const ProtocolFacts&) const = default;
};

// How questions reach the model under a protocol.
ImageRoute imageRouteOf(Protocol);

// Whose rules score the answers under a protocol.
ScoringRules scoringRulesOf(Protocol);

// All that a protocol changes for the answers of a model that is not quantized. Answers of different conventions cannot
// be compared, nor can one float run serve them.
struct AnswerConventions
{
    ImageRoute images = ImageRoute::Stored;
    const Metric* metric = nullptr; // never null

    bool operator==(const AnswerConventions&) const = default;
};
AnswerConventions answerConventions(Protocol, const Dataset&);

// Calibration questions that the user has not chosen give way to the benchmark's.
bool calibratesOnBenchmark(Protocol);

// As far as they follow from what is run on what.
ProtocolFacts protocolFacts(const RunSpec&, const Dataset&, const CalibrationUse&);

// For files: one entry for each fact.
nlohmann::json factsToJson(const ProtocolFacts&);
// Error names `where` and the field; facts that are not there keep their defaults.
ProtocolFacts factsFromJson(const nlohmann::json&, const std::string& where);

// For people: one clause for each fact that is known, the most telling ones first.
std::vector<Message> factMessages(const ProtocolFacts&);

// What MQuant's protocols do to a run besides its recipe: a limit on the questions has no effect, and calibration
// questions that the user has not chosen give way to the benchmark's.
struct RunChanges
{
    bool limit = false, calibration = false;
};

// What a run says first: that it quantizes nothing, and what its protocol changes.
std::vector<Message> openingMessages(const Recipe&, const RunChanges& = {});

// In one line, what the protocol mquant would make of the same options; empty when nothing.
Message differenceFromMQuant(const Recipe& exact, const Recipe& mquant, const RunChanges& = {});

}
