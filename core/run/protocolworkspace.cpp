// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/protocolworkspace.h"

#include "run/protocolfacts.h"

namespace quantscope {
namespace {

std::shared_ptr<const Dataset> onRoute(const std::shared_ptr<const Dataset>& data, ImageRoute route)
{
    if (!data || data->images == route)
        return data;
    auto own = std::make_shared<Dataset>(*data);
    own->images = route;
    return own;
}

void tell(std::shared_ptr<StageCache>& cache, const std::string& more)
{
    if (cache)
        cache = cache->with(more);
}

}

Workspace underProtocol(const Workspace& workspace, Protocol protocol)
{
    auto own = workspace;
    const auto route = imageRouteOf(protocol);
    if (own.data->images != route) {
        const bool shared = own.calibration == own.data;
        own.data = onRoute(own.data, route);
        own.calibration = shared ? own.data : onRoute(own.calibration, route);
        for (auto* cache : {&own.caches.stages, &own.caches.answers, &own.caches.floatAnswers})
            tell(*cache, "\nimages " + std::string(imageRouteId(route)));
    }
    if (protocol != Protocol::Exact && !own.choseCalibration && own.calibration && own.calibration != own.data) {
        own.calibration = own.data;
        for (auto* cache : {&own.caches.stages, &own.caches.answers})
            tell(*cache, "\ncalibration on the benchmark " + own.caches.floatAnswers->basis());
    }
    return own;
}

}
