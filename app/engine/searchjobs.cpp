// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/searchjobs.h"

#include "bitalloc/measuresensitivity.h"
#include "run/protocolworkspace.h"

namespace quantscope {

SensitivityTable measureSensitivity(const SensitivityRequest& request, SensitivityFeed& feed, const Progress& outer)
{
    const auto w = underProtocol(*request.workspace, request.task.recipe.protocol);
    SensitivityOptions options;
    options.threads = w.threads;
    options.bits = request.task.bits;
    options.measures = request.task.measures;
    options.questions = request.task.questions;
    options.cache = w.caches.stages.get();
    options.updated = [&feed](const SensitivityTable& table) {
        feed.put([&](SensitivityNews& news) { news.table = table; });
    };
    return measureSensitivity(w.loaded, request.task.recipe, *w.calibration, options, feed.progress(outer));
}

}
