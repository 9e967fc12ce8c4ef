// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "numeric/gptq.h"
#include "numeric/gptqcolumns.h"

namespace quantscope {

// The parts of quantizeGptq, so that each can be tried by itself or with another in its place.
struct GptqParts
{
    std::function<at::Tensor(const at::Tensor& diagonal)> columnOrder; // int64 [in] on the CPU, of actOrder
    std::function<bool(at::Tensor& hessian, int threads)> factorize; // as reverseCholesky
    std::function<void(GptqColumns&, const Progress&)> quantizeColumns;
};

// Those of quantizeGptq on this device.
GptqParts gptqParts(at::Device);

GptqResult quantizeGptq(const at::Tensor& w, const at::Tensor& hessian, const WeightFormat& format,
                        const GptqOptions& options, const GptqParts& parts, const Progress& progress = {});

}
