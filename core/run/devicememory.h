// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace quantscope {

// "cpu", or "cuda:0 NAME" when this build knows CUDA.
std::string deviceName(at::Device);

int64_t peakDeviceBytes(at::Device); // 0 on the CPU

// Parses "cpu", "cuda" or "cuda:N"; Error when the device does not exist or this build has no CUDA.
at::Device parseDevice(const std::string&);

// Parses a list, "cuda:0,cuda:1", or "cuda:all" for every GPU; the first one is where a run quantizes. Error when a
// device is there twice or the CPU stands beside GPUs.
std::vector<at::Device> parseDevices(const std::string&);

}
