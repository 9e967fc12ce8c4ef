// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/searchjobs.h"

#include "bitalloc/measuresensitivity.h"
#include "engine/workspace.h"

namespace quantscope {

SensitivityTable measureSensitivity(const SensitivityRequest& request, SensitivityFeed& feed, const Progress& outer)
{
    SensitivityOptions options;
    options.threads = request.threads;
    options.bits = request.task.bits;
    options.measures = request.task.measures;
    options.questions = request.task.questions;
    options.cache = request.memory->caches.stages.get();
    options.updated = [&feed](const SensitivityTable& table) {
        feed.put([&](SensitivityNews& news) { news.table = table; });
    };
    const auto& w = *request.workspace;
    return measureSensitivity(w.bundle, request.task.recipe, *w.calibration, options, feed.progress(outer));
}

}
