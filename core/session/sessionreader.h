// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/runarchive.h"
#include "layerview/layerview.h"
#include "model/outline.h"
#include "tasks/dataset.h"

namespace quantscope {

// What a session has beside its runs. All functions throw Error when the archive is no session, and for what a session
// may not hold.

// A model and a benchmark that some of the runs ran on.
struct SessionPlace
{
    int64_t id = 0;
    std::string model, modelHash; // hash empty: not known, as of imported answers
    std::string data, dataHash;
    std::string benchmark, metric; // ids; metric: that somebody chose instead of the benchmark's
    std::string modelConfig; // text of config.json; empty: it was not at hand
    double elements = 0; // see ModelOutline
};

std::vector<SessionPlace> sessionPlaces(RunArchive&);
// The place that the run ran at.
std::optional<SessionPlace> sessionPlaceOf(RunArchive&, const std::string& run);
// The model as far as it is known: its layers from the table of a run, none when no run has one.
ModelOutline sessionOutline(RunArchive&, const SessionPlace&);
// With the pictures that the session has, each a file of an image; questions that it does not have say so.
Dataset sessionQuestions(RunArchive&, const SessionPlace&);

bool hasSessionLayers(RunArchive&, const std::string& run);
// Error where the session does not have this layer.
LayerView sessionLayer(RunArchive&, const RunRecord&, LayerIndex);
std::vector<LayerIndex> sessionLayers(RunArchive&, const std::string& run);

struct SessionFacts
{
    std::string quantscope, created; // the version that wrote it, when
    int64_t runs = 0, images = 0, layers = 0; // layers: of all runs together
};
SessionFacts sessionFacts(RunArchive&);

}
