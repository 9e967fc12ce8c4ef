// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "run/runrecord.h"

namespace quantscope {

// One line of a list of runs.
struct RunSummary
{
    std::string id; // of the record
    std::string name, note;
    RunState state = RunState::Waiting; // Interrupted where it was running and its process is gone
    std::string created, updated; // UTC, ISO 8601
    std::string model, modelHash; // the hash of its files, empty while it is not known
    std::string data, dataHash;
    std::string recipeHash; // of the settings without their name; empty: the float model
    std::string protocol; // id; empty: not known
    std::string parent; // id of the run that it was edited from
    std::string experiment;
    std::vector<std::string> tags; // sorted
    int64_t wanted = 0, answered = 0; // questions; wanted is 0 while it is not known
    double correct = 0; // of those answered
    double finalScore = 0;
    double seconds = 0;
    double bytes = 0, bitsPerWeight = 0; // of the weights, see SizeEstimate
    std::optional<std::string> deleted; // when

    bool operator==(const RunSummary&) const = default;
};

// What a list shows; an empty part lets everything pass.
struct RunFilter
{
    std::string text; // its words, each somewhere in name, note, id, model, data, experiment or a tag; ASCII letters in
                      // any case
    std::string model, data, tag, experiment; // exactly; a model or data set by name or hash
    std::string recipeHash;
    std::optional<RunState> state;
    std::optional<double> leastScore, mostScore; // of finalScore
    bool deleted = false; // only those that are deleted, instead of only those that are not
    std::string sortBy = "created"; // one of runSorts()
    bool ascending = false;
    int64_t most = -1, skipped = 0; // of the sorted list
};

}
