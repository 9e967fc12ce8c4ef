// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/protocolworkspace.h"

#include "run/protocolfacts.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

void tell(std::shared_ptr<StageCache>& cache, const std::string& more)
{
    if (cache)
        cache = cache->with(more);
}

// Images change what is computed, a metric the scores that are kept beside the answers.
void tellChanges(Caches& caches, const Dataset& before, const Dataset& after)
{
    if (before.images != after.images)
        for (auto* cache : {&caches.stages, &caches.answers, &caches.floatAnswers})
            tell(*cache, "\nimages " + std::string(imageRouteId(after.images)));
    if (&metricOf(before) != &metricOf(after))
        for (auto* cache : {&caches.answers, &caches.floatAnswers})
            tell(*cache, "\nscored by " + std::string(metricOf(after).id));
}

}

std::shared_ptr<const Dataset> underProtocol(const std::shared_ptr<const Dataset>& data, Protocol protocol)
{
    const auto route = imageRouteOf(protocol);
    const auto rules = scoringRulesOf(protocol);
    if (!data || (data->images == route && data->rules == rules))
        return data;
    auto own = std::make_shared<Dataset>(*data);
    own->images = route;
    own->rules = rules;
    return own;
}

Workspace underProtocol(const Workspace& workspace, Protocol protocol)
{
    auto own = workspace;
    own.data = underProtocol(workspace.data, protocol);
    own.calibration =
        workspace.calibration == workspace.data ? own.data : underProtocol(workspace.calibration, protocol);
    tellChanges(own.caches, *workspace.data, *own.data);
    if (calibratesOnBenchmark(protocol) && !own.choseCalibration && own.calibration && own.calibration != own.data) {
        own.calibration = own.data;
        for (auto* cache : {&own.caches.stages, &own.caches.answers})
            tell(*cache, "\ncalibration on the benchmark " + own.caches.floatAnswers->basis());
    }
    return own;
}

}
