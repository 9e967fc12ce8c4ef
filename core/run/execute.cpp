// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/execute.h"

#include <algorithm>
#include <chrono>
#include <map>

#include <ATen/core/Tensor.h>

#include "answering/answercache.h"
#include "answering/questions.h"
#include "quant/profileinputs.h"
#include "quant/stagecodec.h"
#include "run/devicememory.h"
#include "run/environment.h"
#include "run/overlap.h"
#include "run/protocolworkspace.h"
#include "run/stagekeys.h"
#include "run/stages.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

// Of the whole progress, from runs of the demo.
constexpr double answersFrom = 0.55, floatAnswersFrom = 0.1;

// What a record says of a run besides its results.
void identify(RunRecord& record, const Workspace& w, const RunSpec& spec)
{
    record.id = newRunId();
    record.spec = spec;
    record.state = RunState::Running;
    record.name = spec.recipe ? spec.recipe->name : "Float";
    record.started = timeNow();
    record.model = w.loaded.name;
    for (const auto& file : w.loaded.weightFiles)
        record.modelFiles.push_back({file, {}});
    record.data = w.data->name;
    record.dataFile.file = w.data->file;
    if (auto assumption = assumptionOf(*w.data))
        record.warnings.push_back(std::move(*assumption));
    if (spec.recipe && w.calibration)
        record.calibrationFile.file = w.calibration->file;
    record.environment = describeEnvironment(w.loaded.model.device(), w.loaded.model.dtype(), w.threads);
    for (const at::Device device : w.otherDevices)
        record.environment.device += ", " + deviceName(device);
    record.protocol = protocolFacts(spec, *w.data, record.calibration);
    record.protocol.maxNewTokens = spec.maxNewTokens > 0 ? spec.maxNewTokens : w.loaded.generation.maxNewTokens;
    record.protocol.dtype = record.environment.dtype;
}

// What the score leaves out.
void noteRows(RunRecord& record, const Dataset& data)
{
    const auto note = [&](std::string code, int64_t count, const std::vector<RowProblem>* problems = nullptr) {
        std::vector<Argument> arguments{{"count", count}};
        if (count > 0 && problems)
            arguments.emplace_back("first", describe(problems->front()));
        if (count > 0)
            record.warnings.push_back(message(std::move(code), std::move(arguments)));
    };
    note("note.rows_failed", static_cast<int64_t>(record.problems.size()), &record.problems);
    const auto lack = lackOf(data, record.predictions);
    note("note.rows_unscored", record.score.unscored - lack.questions);
    if (auto m = noteOf(lack); !m.empty())
        record.warnings.push_back(std::move(m));
    note("note.rows_without_image", record.rowsWithoutImage);
    note("note.calibration_rows_failed", static_cast<int64_t>(record.calibrationProblems.size()),
         &record.calibrationProblems);
}

// What is known is taken from there.
void lookUpFirst(EvaluateOptions& options, const std::vector<Prediction>& known)
{
    std::map<size_t, Prediction> byRow;
    for (const auto& prediction : known)
        byRow.emplace(prediction.row, prediction);
    options.lookup = [byRow = std::move(byRow), next = options.lookup](std::span<const size_t> rows) {
        std::vector<Prediction> found;
        std::vector<size_t> rest;
        for (const size_t row : rows)
            if (const auto it = byRow.find(row); it != byRow.end())
                found.push_back(it->second);
            else
                rest.push_back(row);
        if (next && !rest.empty())
            for (auto& prediction : next(rest))
                found.push_back(std::move(prediction));
        return found;
    };
}

class Execution
{
public:
    Execution(const Workspace& workspace, const RunSpec& spec, const RunEvents& events, const ExecuteOptions& options,
              const Progress& progress)
        : m_workspace(workspace)
        , m_spec(spec)
        , m_events(events)
        , m_options(options)
        , m_progress(progress)
    {
    }

    RunResult finish()
    {
        const auto start = std::chrono::steady_clock::now();
        const auto started = timeNow();
        const double from = m_spec.recipe ? answersFrom : floatAnswersFrom;
        auto result = m_spec.recipe ? quantized(partOf(m_progress, 0, from)) : plain(partOf(m_progress, 0, from));
        m_progress.check();
        answer(result, partOf(m_progress, from, 1));
        result.record.started = started;
        result.record.state = RunState::Complete;
        finishEnvironment(result.record.environment);
        result.record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return result;
    }

private:
    void stage(Stage stage, double fraction) const
    {
        if (m_events.stageProgress)
            m_events.stageProgress(stage, fraction);
    }

    Progress watched(Stage what, const Progress& progress) const
    {
        auto part = progress;
        part.report = [this, what, inner = progress.report](double fraction, std::string_view text) {
            stage(what, fraction);
            if (inner)
                inner(fraction, text);
        };
        return part;
    }

    RunResult quantized(const Progress& progress) const
    {
        const auto& w = m_workspace;
        if (!w.calibration)
            throw Error("a quantized run needs calibration questions, and none are open");
        PipelineOptions options;
        options.threads = w.threads;
        options.dumpWeights = m_options.dumpWeights;
        options.loadWeights = m_spec.loadWeights;
        options.strict = m_options.strict;
        options.profileInputs = m_options.profileInputs;
        options.cache = w.caches.stages.get();
        options.weightDone = m_events.weightQuantized;
        options.errorDone = m_events.layerMeasured;
        options.stageProgress = m_events.stageProgress;
        options.updated = m_events.modelsChanged;
        auto result = runPipeline(w.loaded, *m_spec.recipe, *w.calibration, options, progress);
        auto& record = result.record;
        identify(record, w, m_spec);
        record.calibrationOverlap = countOverlap(*w.calibration, record.calibration, *w.data, m_spec.subset);
        return result;
    }

    // As one stage, that of a quantized run.
    LayerInputsPtr profiles(const Model& model, RunRecord& record, const Progress& progress) const
    {
        const auto& w = m_workspace;
        Recipe recipe;
        recipe.calibration.errorSamples = m_options.profileSamples;
        PipelineOptions options;
        options.cache = w.caches.stages.get();
        options.stageProgress = m_events.stageProgress;
        Stages stages(record, options, progress, model.offload);
        stages.expect(1);
        const auto key = stageKeys(resolve(recipe, model.layers)).questions;
        return stages.run<LayerInputs>(inputsStage, Stage::ProfileInputs, 1, key, [&](const Progress& part) {
            const auto wanted = calibrationRows(w.calibration->questions.size(), m_options.profileSamples, true);
            const auto rows = usableRows(w.loaded, *w.calibration, wanted, w.threads, record.calibrationProblems, part);
            ProfileOptions profiling;
            profiling.threads = w.threads;
            profiling.imageToken = w.loaded.generation.imageToken;
            return profileInputs(model, prepareQuestions(w.loaded, *w.calibration, rows, w.threads, part), profiling,
                                 part);
        });
    }

    RunResult plain(const Progress& progress) const
    {
        const auto& model = m_workspace.loaded.model;
        RunResult result;
        result.record = startRecord(m_workspace, m_spec);
        result.models = {model, model, model, resolve({}, model.layers), {}, {}, {}, {}};
        if (m_options.profileInputs && m_workspace.calibration) {
            result.models.inputsBefore = result.models.inputsAfter = profiles(model, result.record, progress);
            if (m_events.modelsChanged)
                m_events.modelsChanged(result.models);
        }
        return result;
    }

    EvaluateOptions evaluateOptions(const RunModels& models) const
    {
        EvaluateOptions options;
        options.threads = m_workspace.threads;
        options.rows = checkedRows(m_spec.subset, *m_workspace.data);
        options.maxNewTokens = m_spec.maxNewTokens;
        options.strict = m_options.strict;
        if (m_events.answered)
            options.batchDone = [this](const std::vector<Prediction>& batch, bool) { m_events.answered(batch); };
        addCaches(options, models);
        if (!m_options.known.empty())
            lookUpFirst(options, m_options.known);
        return options;
    }

    void addCaches(EvaluateOptions& options, const RunModels& models) const
    {
        const auto& caches = m_workspace.caches;
        // Weights from a file have no key of their own.
        const auto cache = !m_spec.recipe ? caches.floatAnswers : m_spec.loadWeights.empty() ? caches.answers : nullptr;
        if (!cache)
            return;
        keepAnswers(options, cache, m_spec.recipe ? models.outputKey : "float");
        if (m_options.visualBytes > 0 && !models.model.offload && !models.visionKey.empty())
            keepVisualTokens(options, cache, models.visionKey, m_options.visualBytes);
    }

    void answer(RunResult& result, const Progress& progress) const
    {
        const auto& w = m_workspace;
        const auto start = std::chrono::steady_clock::now();
        std::vector<Model> copies{result.models.model};
        for (const at::Device device : w.otherDevices)
            copies.push_back(copiedTo(result.models.model, device));
        const auto what = m_spec.recipe ? Stage::Answer : Stage::AnswerFloat;
        watched(what, progress).step(0, stageTitle(what)); // the first answers of a large model take minutes
        auto evaluation = evaluate(w.loaded, copies, *w.data, evaluateOptions(result.models), watched(what, progress));
        auto& record = result.record;
        record.timings.push_back(
            {Stage::Answer, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()});
        record.predictions = std::move(evaluation.predictions);
        record.problems = std::move(evaluation.problems);
        record.score = std::move(evaluation.score);
        record.rowsWithoutImage = w.data->withoutImage;
        noteRows(record, *w.data);
        for (const auto& prediction : record.predictions) {
            const auto& question = w.data->questions[prediction.row];
            record.asked.push_back({question.category, question.question, question.answers});
        }
    }

    void finishEnvironment(Environment& environment) const
    {
        environment.peakResidentBytes = peakResidentBytes();
        environment.peakDeviceBytes = peakDeviceBytes(m_workspace.loaded.model.device());
        for (const at::Device device : m_workspace.otherDevices)
            environment.peakDeviceBytes = std::max(environment.peakDeviceBytes, peakDeviceBytes(device));
    }

    const Workspace& m_workspace;
    const RunSpec& m_spec;
    const RunEvents& m_events;
    const ExecuteOptions& m_options;
    const Progress& m_progress;
};

}

RunRecord startRecord(const Workspace& w, const RunSpec& spec)
{
    RunRecord record;
    identify(record, w, spec);
    return record;
}

RunResult execute(const Workspace& workspace, const RunSpec& spec, const RunEvents& events,
                  const ExecuteOptions& options, const Progress& progress)
{
    const auto own = underProtocol(workspace, protocolOf(spec));
    return Execution(own, spec, events, options, progress).finish();
}

}
