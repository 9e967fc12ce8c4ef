// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>

#include "bitalloc/sensitivity.h"
#include "engine/jobs.h"

namespace quantscope {

struct SensitivityRequest
{
    WorkspacePtr workspace;
    std::shared_ptr<RunMemory> memory;
    Recipe recipe;
    std::vector<std::string> measures;
    std::vector<int> bits;
    int64_t questions = 8;
    int threads = 1;
};

// Between the measuring thread and the window.
class SensitivityFeed
{
public:
    struct News
    {
        std::optional<SensitivityTable> table; // newer than the last one taken
        std::string what;
        double fraction = 0;
    };

    void put(SensitivityTable table);
    void put(double fraction, std::string_view what);
    News take();

private:
    std::mutex m_mutex;
    News m_news;
};

// Groups that were measured before come from the cache; a stopped job goes on where it was.
SensitivityTable measureSensitivity(const SensitivityRequest&, SensitivityFeed&, const Progress&);

}
