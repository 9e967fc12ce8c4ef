// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/localbackend.h"

#include "engine/runstore.h"
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
        const auto cancel = m_engine.submit<OpenedWorkspace>(
            Engine::Short, receiver,
            [sources, previous = m_opened, settings = m_settings, warn = m_warn](const Progress& progress) {
                return openWorkspace(sources, previous, settings, warn, progress);
            },
            opened);
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
    m_runs->setModels(0, m_opened.floatModels);
}

Call<RunRecord> LocalBackend::startRun(int run, const RunStart& start, FeedPtr feed)
{
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

Call<SampleTrace> LocalBackend::trace(int run, size_t row, const std::vector<LayerIndex>& layers,
                                      std::shared_ptr<TraceFeed> feed)
{
    return runJob<SampleTrace>(
        Engine::Long, run,
        [opened = m_opened, row, layers, feed = std::move(feed)](const HeldRun& held, const Progress& progress) {
            return traceRun(diagnoseRequest(opened, held), row, layers, *feed, progress);
        });
}

Call<SensitivityTable> LocalBackend::sensitivity(const SensitivityTask& task, std::shared_ptr<SensitivityFeed> feed)
{
    const SensitivityRequest request{m_opened.workspace, task};
    return job<SensitivityTable>(Engine::Long, [request, feed = std::move(feed)](const Progress& progress) {
        return measureSensitivity(request, *feed, progress);
    });
}

}
