// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/environment.h"

#include <fstream>
#include <sys/resource.h>

#include <ATen/core/Tensor.h>
#include <torch/version.h>

#include "base/parallel.h"
#include "run/devicememory.h"

namespace quantscope {
namespace {

std::string processorName()
{
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name"))
            return line.substr(line.find(':') + 2);
    return "unknown";
}

}

Environment describeEnvironment(at::Device device, at::ScalarType dtype, int threads)
{
    Environment e;
    e.quantscope = QUANTSCOPE_VERSION;
    e.libtorch = TORCH_VERSION;
    e.blas = blasName();
    e.processor = processorName();
    e.device = deviceName(device);
    e.dtype = c10::toString(dtype);
    e.threads = threads;
    return e;
}

int64_t peakResidentBytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<int64_t>(usage.ru_maxrss) * 1024;
}

}
