// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "quant/layerreport.h"
#include "tasks/prediction.h"

namespace quantscope {

struct RunModels;
using ModelsPtr = std::shared_ptr<const RunModels>;

// What a job has to tell since it was last asked.
struct RunNews
{
    std::vector<std::pair<SiteIndex, WeightOutcome>> weights;
    std::vector<std::pair<SiteIndex, LayerError>> errors;
    std::vector<Prediction> answers;
    ModelsPtr models; // unset: none newer
    std::string stage, what;
    double stageFraction = 0, fraction = 0;
};

// Between a job's threads and the window: jobs put news in, the window takes them out when it has time. Every job has
// its own, so that news of a cancelled one reach nobody.
class RunFeed
{
public:
    template <typename Edit> void put(const Edit& edit)
    {
        const std::lock_guard lock(m_mutex);
        edit(m_news);
    }

    // Stage and fractions stay as they are.
    RunNews take()
    {
        const std::lock_guard lock(m_mutex);
        RunNews news = std::move(m_news);
        m_news = {};
        m_news.stage = news.stage;
        m_news.what = news.what;
        m_news.stageFraction = news.stageFraction;
        m_news.fraction = news.fraction;
        return news;
    }

private:
    std::mutex m_mutex;
    RunNews m_news;
};

using FeedPtr = std::shared_ptr<RunFeed>;

}
