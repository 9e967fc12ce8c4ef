// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cache/stagecache.h"
#include "diagnosis/checkresult.h"
#include "diagnosis/diagnose.h"

namespace quantscope {

struct LoadedModel;
struct Dataset;
struct Model;

// A run to look into: the checkpoint's, the transformed and the quantized model.
struct CheckedRun
{
    const LoadedModel& loaded;
    const Model& reference;
    const Model& quantized;
    std::string outputKey; // see RunModels; empty: nothing is kept
    CauseContext context;
    const Diagnosis& diagnosis;
};

struct GuidedCheckOptions
{
    int threads = 1;
    int64_t questions = 40;
    int64_t klQuestions = 8;
    std::shared_ptr<StageCache> answers, floatAnswers;
    // Makes the model of a changed recipe, for the last step; without it no fix is tried.
    std::function<Model(const Recipe&, const Progress&)> makeModel;
    // Called whenever evidence or a verdict is new, from the thread of the check.
    std::function<void(const GuidedCheck&)> updated;
};

// AIMET's order (quantization guidebook): is the float model sane; weights or activations; which tower; which block;
// which layer; look at it; fix it. Every step keeps only the parts that the one before has found, quantized as in the
// run itself.
GuidedCheck runGuidedCheck(const CheckedRun&, const Dataset&, const GuidedCheckOptions&, const Progress& = {});

// What one model answered, as the cache keeps it.
struct CheckMeasure
{
    double correct = 0, klNats = 0;
    int64_t questions = 0;
};

inline constexpr StageKind checkStage{"guided check", 1};

Entry encode(const CheckMeasure&);
void decode(const Entry&, CheckMeasure&);
int64_t bytesOf(const CheckMeasure&);

}
