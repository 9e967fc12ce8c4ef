// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backend.h"

namespace quantscope {

class RunStore;

// The backend inside the window's own process, on two background threads. Destroying it cancels everything.
class LocalBackend final : public Backend
{
public:
    using Warn = std::function<void(const std::string&)>;

    // `warn` hears of trouble with the cache, from any thread.
    explicit LocalBackend(
        OpenSettings, Warn warn = [](const std::string&) {});
    ~LocalBackend() override;

    Call<WorkspaceInfo> open(const Sources&) override;
    Call<WorkspaceInfo> openSession(const std::filesystem::path& file, const std::string& run) override;
    Call<SessionSize> estimateSession(const SessionRequest&) override;
    Call<SessionSize> saveSession(const std::filesystem::path& file, const SessionRequest&) override;
    Call<RunRecord> startRun(int run, const RunStart&, FeedPtr) override;
    Call<bool> previewWeights(const Recipe&, const std::vector<LayerIndex>& layers, FeedPtr) override;
    HeldModels held(int run) const override;
    void drop(int run, Remains = Remains::Interrupted) override;
    Call<bool> writeRun(const std::filesystem::path& folder, const RunRecord&, const Answers& floatAnswers) override;
    Call<LayerView> layerView(int run, LayerIndex layer, int64_t row) override;
    Call<LayerView> preview(int run, const Plan&, LayerIndex layer, int64_t row) override;
    Call<LessonData> lesson(int run, LayerIndex layer) override;
    Call<LayerIndex> tellingLayer(int run, const LessonWish&) override;
    Call<TriedAnswers> tryQuestion(int run, const std::vector<uint8_t>& image, const std::string& question) override;
    Call<Diagnosis> diagnose(int run) override;
    Call<GuidedCheck> check(int run, const Diagnosis&, int64_t questions, std::shared_ptr<CheckFeed>) override;
    Call<FixTrials> tryFixes(int run, const Diagnosis&, int64_t questions, std::shared_ptr<TrialsFeed>) override;
    Call<SampleTrace> trace(int run, size_t row, const TraceOptions&, std::shared_ptr<TraceFeed>) override;
    Call<SensitivityTable> sensitivity(const SensitivityTask&, std::shared_ptr<SensitivityFeed>) override;

    // For tests that want its threads busy.
    Engine& engine()
    {
        return m_engine;
    }

private:
    template <typename R> Call<R> job(Engine::Lane, std::function<R(const Progress&)> work);
    template <typename R> Call<R> withoutModel(); // fails with a sentence
    template <typename R, typename Work> Call<R> runJob(Engine::Lane, int run, Work work);
    Call<WorkspaceInfo> opening(std::function<OpenedWorkspace(const Progress&)> work);
    Call<SessionSize> sessionJob(const SessionRequest&,
                                 std::function<SessionSize(const SessionContents&, const Progress&)> work);
    void take(OpenedWorkspace);

    OpenSettings m_settings;
    Warn m_warn;
    OpenedWorkspace m_opened;
    std::shared_ptr<RunStore> m_runs; // of m_opened; jobs of an earlier workspace keep their own
    Engine m_engine;
};

}
