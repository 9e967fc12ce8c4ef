// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/localbackend.h"

#include "engine/runstore.h"
#include "run/caches.h"
#include "run/runmodels.h"

namespace quantscope {
namespace {

DiagnoseRequest diagnoseRequest(const OpenedWorkspace& opened, const HeldRun& held)
{
    return {opened.workspace, opened.outline, held.models, held.models->plan.recipe, held.layers};
}

}

LocalBackend::LocalBackend(OpenSettings settings, Warn warn)
    : m_settings(std::move(settings))
    , m_warn(std::move(warn))
    , m_runs(std::make_shared<RunStore>())
{
}

LocalBackend::~LocalBackend() = default;

template <typename R> Call<R> LocalBackend::job(Engine::Lane lane, std::function<R(const Progress&)> work)
{
    return [this, lane, work](QObject* receiver, JobEnd<R> end) {
        return m_engine.submit<R>(lane, receiver, work, std::move(end));
    };
}

template <typename R> Call<R> LocalBackend::withoutModel()
{
    return job<R>(Engine::Short, [](const Progress&) -> R { throw Error("no model is open"); });
}

// `work` gets the run as it is held when the job is asked for, so that dropping it later does no harm.
template <typename R, typename Work> Call<R> LocalBackend::runJob(Engine::Lane lane, int run, Work work)
{
    try {
        return job<R>(lane, [held = m_runs->get(run), work](const Progress& progress) { return work(held, progress); });
    } catch (const Error& problem) {
        return job<R>(lane, [problem](const Progress&) -> R { throw problem; });
    }
}

Call<WorkspaceInfo> LocalBackend::open(const Sources& sources)
{
    return [this, sources](QObject* receiver, const JobEnd<WorkspaceInfo>& end) {
        const auto open = [sources, previous = m_opened, settings = m_settings,
                           warn = m_warn](const Progress& progress) {
            return openWorkspace(sources, previous, settings, warn, progress);
        };
        return opening(open)(receiver, end);
    };
}

Call<WorkspaceInfo> LocalBackend::openSession(const std::filesystem::path& file, const std::string& run)
{
    return opening([file, run](const Progress&) { return openSessionWorkspace(file, run); });
}

// Of the workspace before, nothing is dropped unless this ends well and is still wanted.
Call<WorkspaceInfo> LocalBackend::opening(std::function<OpenedWorkspace(const Progress&)> work)
{
    return [this, work = std::move(work)](QObject* receiver, const JobEnd<WorkspaceInfo>& end) {
        const auto wanted = std::make_shared<bool>(true);
        JobEnd<OpenedWorkspace> opened;
        opened.done = [this, wanted, end](OpenedWorkspace workspace) {
            if (!*wanted)
                return end.cancelled();
            take(std::move(workspace));
            end.done(static_cast<const WorkspaceInfo&>(m_opened));
        };
        opened.failed = end.failed;
        opened.cancelled = end.cancelled;
        const auto cancel = m_engine.submit<OpenedWorkspace>(Engine::Short, receiver, work, opened);
        return [wanted, cancel] {
            *wanted = false;
            cancel();
        };
    };
}

void LocalBackend::take(OpenedWorkspace workspace)
{
    m_opened = std::move(workspace);
    m_runs = std::make_shared<RunStore>();
    m_runs->add(0, {});
    if (m_opened.floatModels)
        m_runs->setModels(0, m_opened.floatModels);
}

Call<SessionSize> LocalBackend::sessionJob(const SessionRequest& request,
                                           std::function<SessionSize(const SessionContents&, const Progress&)> work)
{
    std::map<std::string, ModelsPtr> models;
    for (const auto& [id, run] : request.held)
        if (m_runs->held(run).any)
            models[id] = m_runs->get(run).models;
    return job<SessionSize>(Engine::Short,
                            [request, models, work, opened = m_opened,
                             index = contentIndex(m_settings.cache.root)](const Progress& progress) {
                                RunArchive archive(request.archive);
                                const auto contents =
                                    requestedContents(archive, request, opened, models, index, progress);
                                return work(contents, progress);
                            });
}

Call<SessionSize> LocalBackend::estimateSession(const SessionRequest& request)
{
    return sessionJob(request, [options = request.options](const SessionContents& contents, const Progress& progress) {
        return quantscope::estimateSession(contents, options, progress);
    });
}

Call<SessionSize> LocalBackend::saveSession(const std::filesystem::path& file, const SessionRequest& request)
{
    return sessionJob(request,
                      [file, options = request.options](const SessionContents& contents, const Progress& progress) {
                          return quantscope::saveSession(file, contents, options, progress);
                      });
}

Call<RunRecord> LocalBackend::startRun(int run, const RunStart& start, FeedPtr feed)
{
    if (!m_opened.workspace)
        return withoutModel<RunRecord>();
    if (run == 0)
        m_runs->setProtocol(0, start.spec.protocol);
    else
        m_runs->add(run, start.spec.recipe.value_or(Recipe()));
    RunRequest request{m_opened.workspace, start, {}, {}};
    request.start.spec.sources = m_opened.sources;
    request.keepModels = [run, runs = m_runs](ModelsPtr models) { runs->setModels(run, std::move(models)); };
    request.remains = [run, runs = m_runs] { return runs->remains(run); };
    return job<RunRecord>(Engine::Long,
                          [run, feed = std::move(feed), runs = m_runs, request](const Progress& progress) {
                              auto record = executeRun(request, *feed, progress);
                              runs->setLayers(run, record.layers);
                              return record;
                          });
}

Call<bool> LocalBackend::previewWeights(const Recipe& recipe, const std::vector<LayerIndex>& layers, FeedPtr feed)
{
    if (!m_opened.workspace)
        return withoutModel<bool>();
    return job<bool>(
        Engine::Long,
        [recipe, layers, feed = std::move(feed), workspace = m_opened.workspace](const Progress& progress) {
            quantscope::previewWeights(workspace, recipe, layers, *feed, progress);
            return true;
        });
}

HeldModels LocalBackend::held(int run) const
{
    return m_runs->held(run);
}

void LocalBackend::drop(int run, Remains remains)
{
    m_runs->drop(run, remains);
}

Call<bool> LocalBackend::writeRun(const std::filesystem::path& folder, const RunRecord& record,
                                  const Answers& floatAnswers)
{
    return job<bool>(Engine::Short, [folder, record, floatAnswers, opened = m_opened](const Progress&) {
        writeRunFolder(folder, opened, record, floatAnswers);
        return true;
    });
}

Call<LayerView> LocalBackend::layerView(int run, LayerIndex layer, int64_t row)
{
    return runJob<LayerView>(Engine::Short, run, [layer, row](const HeldRun& held, const Progress&) {
        return viewLayer(held.models, layer, row);
    });
}

Call<LayerView> LocalBackend::preview(int run, const Plan& plan, LayerIndex layer, int64_t row)
{
    return runJob<LayerView>(
        Engine::Short, run,
        [plan, layer, row, threads = m_settings.threads](const HeldRun& held, const Progress& progress) {
            return previewLayerView(held.models, plan, layer, row, threads, progress);
        });
}

Call<LessonData> LocalBackend::lesson(int run, LayerIndex layer)
{
    return runJob<LessonData>(Engine::Short, run, [layer](const HeldRun& held, const Progress& progress) {
        return readLesson(held.models, layer, progress);
    });
}

Call<LayerIndex> LocalBackend::tellingLayer(int run, const LessonWish& wish)
{
    return runJob<LayerIndex>(Engine::Short, run, [wish](const HeldRun& held, const Progress&) {
        return quantscope::tellingLayer(held.models, wish);
    });
}

Call<TriedAnswers> LocalBackend::tryQuestion(int run, const std::vector<uint8_t>& image, const std::string& question)
{
    if (!m_opened.workspace)
        return withoutModel<TriedAnswers>();
    return runJob<TriedAnswers>(Engine::Short, run,
                                [quantized = run != 0, workspace = m_opened.workspace, image,
                                 question](const HeldRun& held, const Progress& progress) {
                                    return quantscope::tryQuestion(workspace, quantized ? held.models : nullptr,
                                                                   held.recipe.protocol, image, question, progress);
                                });
}

Call<Diagnosis> LocalBackend::diagnose(int run)
{
    return runJob<Diagnosis>(Engine::Short, run, [opened = m_opened](const HeldRun& held, const Progress& progress) {
        return diagnoseRun(diagnoseRequest(opened, held), progress);
    });
}

Call<GuidedCheck> LocalBackend::check(int run, const Diagnosis& diagnosis, int64_t questions,
                                      std::shared_ptr<CheckFeed> feed)
{
    return runJob<GuidedCheck>(Engine::Long, run,
                               [opened = m_opened, diagnosis, questions,
                                feed = std::move(feed)](const HeldRun& held, const Progress& progress) {
                                   return checkRun(diagnoseRequest(opened, held), diagnosis, questions, *feed,
                                                   progress);
                               });
}

Call<FixTrials> LocalBackend::tryFixes(int run, const Diagnosis& diagnosis, int64_t questions,
                                       std::shared_ptr<TrialsFeed> feed)
{
    return runJob<FixTrials>(Engine::Long, run,
                             [opened = m_opened, diagnosis, questions,
                              feed = std::move(feed)](const HeldRun& held, const Progress& progress) {
                                 return tryFixesOf(diagnoseRequest(opened, held), diagnosis, questions, *feed,
                                                   progress);
                             });
}

Call<SampleTrace> LocalBackend::trace(int run, size_t row, const TraceOptions& options, std::shared_ptr<TraceFeed> feed)
{
    return runJob<SampleTrace>(
        Engine::Long, run,
        [opened = m_opened, row, options, feed = std::move(feed)](const HeldRun& held, const Progress& progress) {
            return traceRun(diagnoseRequest(opened, held), row, options, *feed, progress);
        });
}

Call<SensitivityTable> LocalBackend::sensitivity(const SensitivityTask& task, std::shared_ptr<SensitivityFeed> feed)
{
    if (!m_opened.workspace)
        return withoutModel<SensitivityTable>();
    const SensitivityRequest request{m_opened.workspace, task};
    return job<SensitivityTable>(Engine::Long, [request, feed = std::move(feed)](const Progress& progress) {
        return measureSensitivity(request, *feed, progress);
    });
}

}
