// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/searchjobs.h"

#include <algorithm>

#include "bitalloc/measuresensitivity.h"
#include "engine/workspace.h"

namespace quantscope {

void SensitivityFeed::put(SensitivityTable table)
{
    const std::lock_guard lock(m_mutex);
    m_news.table = std::move(table);
}

void SensitivityFeed::put(double fraction, std::string_view what)
{
    const std::lock_guard lock(m_mutex);
    m_news.fraction = std::max(m_news.fraction, fraction);
    m_news.what = what;
}

SensitivityFeed::News SensitivityFeed::take()
{
    const std::lock_guard lock(m_mutex);
    News news = m_news;
    m_news.table.reset();
    return news;
}

SensitivityTable measureSensitivity(const SensitivityRequest& request, SensitivityFeed& feed, const Progress& outer)
{
    Progress progress;
    progress.cancelled = outer.cancelled;
    progress.report = [&feed](double fraction, std::string_view what) { feed.put(fraction, what); };
    SensitivityOptions options;
    options.threads = request.threads;
    options.bits = request.bits;
    options.measures = request.measures;
    options.questions = request.questions;
    options.cache = request.memory->caches.stages.get();
    options.updated = [&feed](const SensitivityTable& table) { feed.put(table); };
    const auto& w = *request.workspace;
    return measureSensitivity(w.bundle, request.recipe, *w.calibration, options, progress);
}

}
