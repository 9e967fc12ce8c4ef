// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/devicememory.h"

#include <algorithm>

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

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
        throw Error("--device: expected cpu, cuda, cuda:N, cuda:all or a list, found " + text);
    }
    if (device.is_cpu())
        return device;
    if (!device.is_cuda())
        throw Error("--device: expected cpu, cuda, cuda:N, cuda:all or a list, found " + text);
    if (!at::hasCUDA())
        throw Error("--device " + text + ": no usable CUDA device, or LibTorch was built without CUDA");
    const int index = device.has_index() ? device.index() : 0;
    if (index >= static_cast<int>(at::getNumGPUs()))
        throw Error("--device " + text + ": there is no such GPU");
    return at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index));
}

std::vector<at::Device> parseDevices(const std::string& text)
{
    std::vector<at::Device> devices;
    if (text == "cuda:all") {
        devices.push_back(parseDevice("cuda:0"));
        for (size_t i = 1; i < at::getNumGPUs(); ++i)
            devices.emplace_back(at::kCUDA, static_cast<c10::DeviceIndex>(i));
        return devices;
    }
    for (size_t from = 0; from <= text.size();) {
        const size_t to = std::min(text.find(',', from), text.size());
        const auto device = parseDevice(text.substr(from, to - from));
        if (std::find(devices.begin(), devices.end(), device) != devices.end())
            throw Error("--device " + text + ": " + device.str() + " is there twice");
        devices.push_back(device);
        from = to + 1;
    }
    if (devices.size() > 1 && std::any_of(devices.begin(), devices.end(), [](at::Device d) { return d.is_cpu(); }))
        throw Error("--device " + text + ": several devices must all be GPUs");
    return devices;
}

}
