// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "diagnosis/fixcandidates.h"

namespace quantscope {

// A change that was tried.
struct TriedFix
{
    FixCandidate candidate;
    double klNats = 0; // KL(float ‖ this) of the next token, mean over the float answers
    double correct = 0;
    int64_t questions = 0; // 0: not asked, because the run gets no better
    std::string problem; // why it could not be tried; empty: it was
};

// What single changes of a run bring.
struct FixTrials
{
    double floatCorrect = 0, correct = 0, klNats = 0; // of the run as it is, on the same questions
    int64_t questions = 0, klQuestions = 0;
    std::vector<TriedFix> tried; // smallest divergence first, then what could not be tried
    int64_t waiting = 0; // changes that are still to be tried, without pairs
    bool lossless = false; // the run loses nothing: nothing was tried
};

nlohmann::json fixTrialsToJson(const FixTrials&);

}
