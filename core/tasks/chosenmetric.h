// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/message.h"
#include "tasks/dataset.h"
#include "tasks/prediction.h"

namespace quantscope {

// What scores the answers: the chosen metric, else the benchmark's under the data's rules, or under these.
const Metric& metricOf(const Dataset&);
const Metric& metricOf(const Dataset&, ScoringRules);

// Scored by the metric with this id, by the benchmark's for an empty one. Error for an unknown id lists those there
// are.
Dataset withMetric(Dataset, const std::string& id);

// Calibration questions: asked, cut and scored as the benchmark that is evaluated, whatever their file is called.
Dataset askedAs(Dataset calibration, const Dataset& benchmark);

// What was assumed of a file that is no known benchmark, or whose own metric is not here; nullopt for others.
std::optional<Message> assumptionOf(const Dataset&);
bool isAssumption(const Message&);

// Questions that were answered and are not scored because packages are not installed.
struct Lack
{
    int64_t questions = 0;
    std::string packages; // of the first of these questions
};

Lack lackOf(const Dataset&, std::span<const Prediction>);
// Its sentence; empty without such questions.
Message noteOf(const Lack&);

}
