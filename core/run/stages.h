// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>

#include "files/offloadstore.h"
#include "run/pipeline.h"

namespace quantscope {

// Runs the stages one after the other: skips those whose result is at hand, times the others, and gives each its part
// of the whole progress.
class Stages
{
public:
    // `offload` where memory is saved.
    Stages(RunRecord& run, const PipelineOptions& options, const Progress& progress,
           std::shared_ptr<const OffloadStore> offload)
        : m_run(run)
        , m_options(options)
        , m_progress(progress)
        , m_offload(std::move(offload))
    {
    }

    void expect(double cost)
    {
        m_expected += cost;
    }

    StageCache* cache() const
    {
        return m_options.loadWeights.empty() ? m_options.cache : nullptr;
    }

    template <typename T, typename F>
    std::shared_ptr<const T> run(const StageKind& kind, Stage stage, double cost, const std::string& key, const F& work)
    {
        const double from = m_done / m_expected;
        m_done = std::min(m_expected, m_done + cost);
        if (cache())
            if (auto value = cache()->get<T>(kind, key)) {
                m_run.reused.push_back(stage);
                return value;
            }
        auto part = partOf(m_progress, from, m_done / m_expected);
        if (m_options.stageProgress)
            part.report = [this, stage, inner = part.report](double fraction, std::string_view what) {
                m_options.stageProgress(stage, fraction);
                if (inner)
                    inner(fraction, what);
            };
        if (m_offload)
            part.report = [offload = m_offload, inner = part.report](double fraction, std::string_view what) {
                offload->dropPages();
                if (inner)
                    inner(fraction, what);
            };
        part.step(0, stageTitle(stage));
        const auto start = std::chrono::steady_clock::now();
        std::shared_ptr<const T> result = std::make_shared<const T>(work(part));
        m_run.timings.push_back(
            {stage, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()});
        if (cache())
            cache()->put<T>(kind, key, result);
        return result;
    }

    // A part of a stage that other settings share; in memory only, and not where memory is saved.
    template <typename T, typename F>
    std::shared_ptr<const T> part(const StageKind& kind, const std::string& key, const F& work)
    {
        const bool keep = cache() && !m_offload;
        if (keep)
            if (auto value = cache()->get<T>(kind, key))
                return value;
        std::shared_ptr<const T> result = std::make_shared<const T>(work());
        if (keep)
            cache()->put<T>(kind, key, result);
        return result;
    }

private:
    RunRecord& m_run;
    const PipelineOptions& m_options;
    const Progress& m_progress;
    std::shared_ptr<const OffloadStore> m_offload;
    double m_expected = 0, m_done = 0;
};

}
