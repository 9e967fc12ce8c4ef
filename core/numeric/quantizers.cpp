// SPDX-License-Identifier: GPL-3.0-or-later
#include "numeric/quantizers.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/sum.h>

#include "base/error.h"
#include "base/parallel.h"

namespace quantscope {
namespace {

GptqResult roundToNearest(const at::Tensor& w, const at::Tensor& hessian, const WeightFormat& format,
                          const GptqOptions& options, const Progress& progress)
{
    progress.check();
    const OperationThreads operationThreads(options.threads);
    GptqResult result;
    result.weight = roundToNearest(w, format);
    if (hessian.defined() && format.bits != 16) {
        const at::Tensor difference = (w.to(at::kFloat) - result.weight.dequantized.to(at::kFloat));
        const at::Tensor h = hessian.to(difference.options());
        result.loss = at::sum(at::matmul(difference, h) * difference, at::kDouble).item<double>();
    }
    return result;
}

constexpr WeightQuantizer quantizerTable[] = {
    {"rtn", "Round to nearest", false, roundToNearest},
    {"gptq", "GPTQ", true, quantizeGptq},
};

}

std::span<const WeightQuantizer> weightQuantizers()
{
    return quantizerTable;
}

const WeightQuantizer& weightQuantizer(std::string_view id)
{
    for (const WeightQuantizer& quantizer : quantizerTable) {
        if (quantizer.id == id)
            return quantizer;
    }
    throw Error("unknown weight quantizer \"" + std::string(id) + "\"");
}

}
