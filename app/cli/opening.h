// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/options.h"
#include "run/openmodel.h"

namespace quantscope::cli {

// What a command works on.
struct Inputs
{
    const Dataset& data;
    const Dataset* calibration = nullptr; // with a recipe
    const Recipe* recipe = nullptr; // null: the float model answers
};

struct Opened
{
    LoadedModel loaded;
    Preflight preflight; // empty on a GPU, whose memory is not estimated
};

int threadCount(const Options&);
at::ScalarType parseType(const std::string& dtype);

// Opens the model the way that its size, the options and the machine ask for, and looks ahead.
Opened openModel(const Options&, const std::filesystem::path& model, const Inputs&);

// Tells about large runs; Error for one that does not fit, without --force.
void announce(const Options&, const Preflight&);

}
