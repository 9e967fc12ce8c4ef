// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>

#include "base/progress.h"

namespace quantscope {

// How far a job is.
struct JobStatus
{
    bool began = false; // its turn has come
    std::string stage, what;
    double stageFraction = 0, fraction = 0; // 0 … 1; the latter never falls
};

// Between a job's threads and the window: jobs put news in, the window takes them out when it has time. Every job has
// its own, so that news of a cancelled one reach nobody. `News` derives from JobStatus, or is one.
template <typename News> class Feed
{
public:
    template <typename Edit> void put(const Edit& edit)
    {
        const std::lock_guard lock(m_mutex);
        edit(m_news);
    }

    // The status stays as it is, everything else is handed out once.
    News take()
    {
        const std::lock_guard lock(m_mutex);
        News news = std::exchange(m_news, News());
        const JobStatus& status = news;
        static_cast<JobStatus&>(m_news) = status;
        return news;
    }

    // For the job, which begins with it: what it reports goes in here, whether it is cancelled is asked of `outer`.
    Progress progress(const Progress& outer)
    {
        put([](News& news) { news.began = true; });
        Progress result;
        result.cancelled = outer.cancelled;
        result.report = [this](double fraction, std::string_view what) {
            put([&](News& news) {
                news.fraction = std::max(news.fraction, fraction);
                news.what = what;
            });
        };
        return result;
    }

private:
    std::mutex m_mutex;
    News m_news;
};

}
