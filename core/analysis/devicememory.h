#pragma once

#include <string>

#include <ATen/core/Tensor.h>

namespace quantscope {

// "cpu", or "cuda:0 NAME" when this build knows CUDA.
std::string deviceName(at::Device);

// Parses "cpu", "cuda" or "cuda:N"; Error when the device does not exist or this build has no CUDA.
at::Device parseDevice(const std::string&);

}
