#include "analysis/devicememory.h"

#include <ATen/ATen.h>

#include "analysis/report.h"
#include "base/error.h"

#ifdef QUANTSCOPE_CUDA
#include <ATen/cuda/CUDAContext.h>
#include <c10/cuda/CUDACachingAllocator.h>
#endif

namespace quantscope {

std::string deviceName(at::Device device)
{
#ifdef QUANTSCOPE_CUDA
    if (device.is_cuda())
        return device.str() + " " + at::cuda::getDeviceProperties(device.index())->name;
#endif
    return device.str();
}

int64_t peakDeviceBytes(at::Device device)
{
#ifdef QUANTSCOPE_CUDA
    if (device.is_cuda()) {
        const auto stats = c10::cuda::CUDACachingAllocator::getDeviceStats(device.index());
        return stats.allocated_bytes[0].peak;
    }
#endif
    (void)device;
    return 0;
}

at::Device parseDevice(const std::string& text)
{
    at::Device device(at::kCPU);
    try {
        device = at::Device(text);
    } catch (const c10::Error&) {
        throw Error("--device: expected cpu, cuda or cuda:N, found " + text);
    }
    if (device.is_cpu())
        return device;
    if (!device.is_cuda())
        throw Error("--device: expected cpu, cuda or cuda:N, found " + text);
    if (!at::hasCUDA())
        throw Error("--device " + text + ": no usable CUDA device, or LibTorch was built without CUDA");
    const int index = device.has_index() ? device.index() : 0;
    if (index >= static_cast<int>(at::getNumGPUs()))
        throw Error("--device " + text + ": there is no such GPU");
    return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index));
}

}
