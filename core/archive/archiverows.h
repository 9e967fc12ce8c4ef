// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "archive/database.h"
#include "run/runrecord.h"

namespace quantscope {

// Answers and layers of one run as rows; `run` is its number in the table `runs`. Nothing here begins a transaction.

// The number of answers that are new, and by how much all scores together grew.
struct Growth
{
    int64_t answers = 0;
    double correct = 0;
};

// Rows that are there are replaced. `asked` stands beside the predictions, Error otherwise; `data` is the benchmark's
// name, which makes its questions other ones than those of another benchmark.
Growth writePredictions(Database&, int64_t run, const std::string& data, std::span<const Prediction>,
                        std::span<const AskedQuestion> asked);
// In the order of their rows.
void readPredictions(Database&, int64_t run, RunRecord&);
// Those of these rows alone stay.
void dropOtherPredictions(Database&, int64_t run, std::span<const Prediction>);

void writeLayer(Database&, int64_t run, LayerIndex, const LayerReport&);
std::vector<LayerReport> readLayers(Database&, int64_t run);

}
