// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/openmodel.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/allocator.h"
#include "files/mappedfile.h"
#include "files/modelfolder.h"
#include "files/offloadstore.h"
#include "files/spool.h"
#include "model/finiteweights.h"

namespace quantscope {
namespace {

// Below this much of weights a model is opened in memory before anybody asks whether it fits.
constexpr uintmax_t smallBytes = uintmax_t(256) << 20;

uintmax_t bytesOfWeights(const std::filesystem::path& given)
{
    const auto folder = modelFolder(given);
    uintmax_t bytes = 0;
    std::error_code ignored; // a folder that cannot be read is refused by who opens it
    for (std::filesystem::directory_iterator it(folder, ignored), end; it != end; it.increment(ignored))
        if (it->path().extension() == ".safetensors" && it->is_regular_file(ignored))
            bytes += std::filesystem::file_size(behindTextLink(it->path()), ignored);
    return bytes;
}

// Of the memory for each kind of what waits: pixels, the stream, the inputs of a layer.
constexpr double waitingShare = 0.03;
constexpr double spoolShare = 0.8; // of the free disk

std::shared_ptr<const Spool> spoolFor(const Resources& resources)
{
    return std::make_shared<const Spool>(resources.folder,
                                         SpoolLimits{static_cast<int64_t>(waitingShare * resources.memory),
                                                     static_cast<int64_t>(spoolShare * resources.disk)});
}

}

OpenedModel openModel(const std::filesystem::path& folder, at::ScalarType type, const Resources& resources,
                      LowMemory wish, const std::function<RunWorkload(const LoadedModel&)>& workload)
{
    const auto spool = spoolFor(resources);
    const auto load = [&](std::shared_ptr<const OffloadStore> offload) {
        auto loaded = loadModel(folder, type, at::kCPU, std::move(offload));
        loaded.model.spool = spool;
        return loaded;
    };
    OpenedModel opened;
    if (wish == LowMemory::Off || (wish == LowMemory::Auto && bytesOfWeights(folder) < smallBytes)) {
        opened.loaded = load(nullptr);
        opened.workload = workload(opened.loaded);
        if (wish == LowMemory::Off || !wantsLowMemory(opened.workload, resources))
            return opened;
    }
    opened.loaded = load(std::make_shared<const OffloadStore>(resources.folder));
    opened.workload = workload(opened.loaded);
    opened.workload.lowMemory = wish == LowMemory::On || wantsLowMemory(opened.workload, resources);
    if (!opened.workload.lowMemory) {
        opened.loaded = load(nullptr);
    } else {
        requireFiniteWeights(opened.loaded.model);
        returnFreedMemory();
    }
    return opened;
}

}
