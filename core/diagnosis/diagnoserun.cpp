// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/diagnoserun.h"

#include "answering/questions.h"
#include "run/pipeline.h"
#include "run/workspace.h"

namespace quantscope {
namespace {

constexpr int64_t transformQuestions = 2;

}

Diagnosis diagnoseRun(const DiagnosedRun& run, const Progress& progress)
{
    const auto& loaded = run.loaded;
    std::vector<RowProblem> ignored; // the run has reported them
    const auto rows =
        usableRows(loaded, run.calibration, calibrationRows(run.calibration.questions.size(), transformQuestions, true),
                   run.threads, ignored, progress);
    const auto samples = prepareQuestions(loaded, run.calibration, rows, run.threads, progress);
    const auto check =
        checkTransforms(loaded.model, run.reference, samples, loaded.generation.imageToken, partOf(progress, 0, 0.7));
    progress.step(0.7, "look at every layer");
    return diagnose(run.context, gatherEvidence(run.reference, run.quantized, run.layers, run.inputs, run.threads),
                    check);
}

ModelMaker modelMaker(const LoadedModel& loaded, const Dataset& calibration, StageCache* cache, int threads)
{
    return [&loaded, &calibration, cache, threads](const Recipe& recipe, const Progress& progress) {
        PipelineOptions options;
        options.threads = threads;
        options.measureErrors = false;
        options.cache = cache;
        return runPipeline(loaded, recipe, calibration, options, progress).models;
    };
}

void useWorkspace(CheckMeterOptions& options, const Workspace& w, int64_t questions)
{
    options.threads = w.threads;
    options.questions = questions;
    options.answers = w.caches.answers;
    options.floatAnswers = w.caches.floatAnswers;
    options.makeModels = modelMaker(w.loaded, *w.calibration, w.caches.stages.get(), w.threads);
}

}
