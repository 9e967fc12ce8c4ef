// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cache/stagecache.h"
#include "checkpoint/loadedmodel.h"
#include "diagnosis/causes.h"
#include "model/generate.h"
#include "run/runmodels.h"
#include "tasks/dataset.h"

namespace quantscope {

struct Diagnosis;

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

// Makes the models of a changed recipe.
using ModelMaker = std::function<RunModels(const Recipe&, const Progress&)>;

// The questions are stratified by category, and those of the divergence are the first of them.
struct CheckMeterOptions
{
    int threads = 1;
    int64_t questions = 40;
    int64_t klQuestions = 8;
    std::shared_ptr<StageCache> answers, floatAnswers;
    ModelMaker makeModels; // for what tries fixes; without it none is tried
};

// What one model answered, as the cache keeps it.
struct CheckMeasure
{
    double correct = 0, klNats = 0;
    int64_t questions = 0; // 0: they were not asked
};

inline constexpr StageKind checkStage{"guided check", 2};

Entry encode(const CheckMeasure&);
void decode(const Entry&, CheckMeasure&);
int64_t bytesOf(const CheckMeasure&);

// Which model is measured.
struct CheckSubject
{
    std::string key; // tells it from all others of the run; empty: nothing is kept
    std::string answersKey = {}; // as in keepAnswers(): answers of runs are taken, and they take these
    std::optional<double> askedBelowKl = {}; // the questions are asked when the divergence is smaller
};

// Answers some questions with a model and compares its next-token probabilities with the float model's along the float
// answers. Knows the float side; asks the cache first.
class CheckMeter
{
public:
    CheckMeter(const CheckedRun&, const Dataset&, const CheckMeterOptions&, const Progress&);

    CheckMeasure floatModel(const Progress&);
    std::optional<CheckMeasure> known(const std::string& key) const;
    CheckMeasure measure(const Model&, const CheckSubject&, const Progress&);

private:
    double divergence(const Model&, const Progress&) const;
    std::string description(const std::string& key) const;

    const CheckedRun& m_run;
    const Dataset& m_data;
    const CheckMeterOptions& m_options;
    std::vector<size_t> m_rows;
    std::vector<GenerationInput> m_inputs;
    std::vector<std::vector<int64_t>> m_answers; // of the float model
    std::vector<at::Tensor> m_logits; // along them
};

}
