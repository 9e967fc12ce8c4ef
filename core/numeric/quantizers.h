// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "numeric/gptq.h"

namespace quantscope {

// One way to choose the codes of a weight matrix. Adding one: a file with a function of this type and a row in
// quantizers.cpp. `hessian` may be undefined when needsHessian is false; when given, loss is filled.
struct WeightQuantizer
{
    std::string_view id; // as written in recipes
    std::string_view title;
    bool needsHessian = false;
    GptqResult (*quantize)(const at::Tensor& w, const at::Tensor& hessian, const WeightFormat& format,
                           const GptqOptions& options, const Progress& progress) = nullptr;
};

std::span<const WeightQuantizer> weightQuantizers();

// Throws Error for an unknown id.
const WeightQuantizer& weightQuantizer(std::string_view id);

}
