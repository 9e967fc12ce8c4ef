// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/diagnosejobs.h"
#include "engine/latest.h"
#include "engine/lessonjobs.h"
#include "engine/searchjobs.h"
#include "engine/sessionjobs.h"

namespace quantscope {

// What the backend still has of a run.
struct HeldModels
{
    bool any = false; // its layers can be looked at
    bool profiled = false; // with what enters them
    int lessons = 0; // equal for runs whose lessons are equal; 0: none yet

    bool operator==(const HeldModels&) const = default;
};

// The border between the window and what computes: values and the ids of runs pass it, models and tensors stay behind.
// An id is given once in a workspace; 0 is the float model. A job for a run that was dropped fails with a sentence.
// Feeds are the asker's own: the backend puts in what the job has come to. Lives on the GUI thread.
class Backend
{
public:
    virtual ~Backend() = default;

    // The runs of the workspace before are dropped when this has ended well.
    virtual Call<WorkspaceInfo> open(const Sources&) = 0;

    // A session in place of a model: nothing runs until a model is opened. On the model and the benchmark of this run,
    // empty: of the newest.
    virtual Call<WorkspaceInfo> openSession(const std::filesystem::path& file, const std::string& run) = 0;
    // What a session file of these runs would be, and writing it.
    virtual Call<SessionSize> estimateSession(const SessionRequest&) = 0;
    virtual Call<SessionSize> saveSession(const std::filesystem::path& file, const SessionRequest&) = 0;

    // Of the open workspace. Its models are held from the first stage on.
    virtual Call<RunRecord> startRun(int run, const RunStart&, FeedPtr) = 0;
    // What the recipe does to the weights of these layers (empty: all), as far as it can be told without inputs.
    virtual Call<bool> previewWeights(const Recipe&, const std::vector<LayerIndex>& layers, FeedPtr) = 0;
    virtual HeldModels held(int run) const = 0;
    // Its models are held no longer. Of one under way, which the owner cancels, this remains in the store.
    virtual void drop(int run, Remains = Remains::Interrupted) = 0;
    // recipe.json, report.json, predictions.jsonl and layers.csv, as quantscope-cli leaves them.
    virtual Call<bool> writeRun(const std::filesystem::path& folder, const RunRecord&, const Answers& floatAnswers) = 0;

    virtual Call<LayerView> layerView(int run, LayerIndex layer, int64_t row) = 0;
    // The layer as `plan` wants it; any run serves, one that is folded and rotated like the plan also for inputs.
    virtual Call<LayerView> preview(int run, const Plan& plan, LayerIndex layer, int64_t row) = 0;
    virtual Call<LessonData> lesson(int run, LayerIndex layer) = 0;
    // The layer that shows best what a lesson is about; -1: none.
    virtual Call<LayerIndex> tellingLayer(int run, const LessonWish&) = 0;
    // By the float model and, unless it is that, by the run's.
    virtual Call<TriedAnswers> tryQuestion(int run, const std::vector<uint8_t>& image, const std::string& question) = 0;

    virtual Call<Diagnosis> diagnose(int run) = 0;
    virtual Call<GuidedCheck> check(int run, const Diagnosis&, int64_t questions, std::shared_ptr<CheckFeed>) = 0;
    // Single changes of the run's recipe and the best pairs, measured on `questions`.
    virtual Call<FixTrials> tryFixes(int run, const Diagnosis&, int64_t questions, std::shared_ptr<TrialsFeed>) = 0;
    virtual Call<SampleTrace> trace(int run, size_t row, const TraceOptions&, std::shared_ptr<TraceFeed>) = 0;
    virtual Call<SensitivityTable> sensitivity(const SensitivityTask&, std::shared_ptr<SensitivityFeed>) = 0;
};

}
