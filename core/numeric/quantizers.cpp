// SPDX-License-Identifier: GPL-3.0-or-later
#include "numeric/quantizers.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/sum.h>

#include "base/error.h"
#include "base/parallel.h"
#include "numeric/gptq.h"

namespace quantscope {
namespace {

QuantizerResult quantizeNearest(const at::Tensor& weight, const LayerStatistics& statistics,
                                const QuantizerOptions& options, const Progress& progress)
{
    progress.check();
    const OperationThreads operationThreads(options.threads);
    QuantizerResult result;
    result.weight = roundToNearest(weight, options.format);
    if (statistics.hessian.defined() && options.format.bits != 16) {
        const at::Tensor difference = (weight.to(at::kFloat) - result.weight.dequantized.to(at::kFloat));
        const at::Tensor h = statistics.hessian.to(difference.options());
        result.loss = at::sum(at::matmul(difference, h) * difference, at::kDouble).item<double>();
    }
    return result;
}

QuantizerResult quantizeByGptq(const at::Tensor& weight, const LayerStatistics& statistics,
                               const QuantizerOptions& options, const Progress& progress)
{
    GptqOptions own{options.parameters};
    own.threads = options.threads;
    auto result = quantizeGptq(weight, statistics.hessian, options.format, own, progress);
    QuantizerResult& common = result;
    return std::move(common);
}

const std::vector<WeightQuantizer>& quantizerTable()
{
    using P = QuantizerParameters;
    static const std::vector<WeightQuantizer> quantizers{
        {"rtn", "Round to nearest", QuantizerNeeds::Nothing, {}, quantizeNearest},
        {"gptq",
         "GPTQ",
         QuantizerNeeds::Hessian,
         {{{"act_order", "Act-order", "GPTQ takes columns with large activations first"}, &P::actOrder},
          {{"static_groups", "Static groups", "Groups are fixed before act-order"}, &P::staticGroups},
          {{"percdamp", "Damping", "Share of the mean Hessian diagonal added to it", 0, 1}, &P::percdamp}},
         quantizeByGptq},
    };
    return quantizers;
}

}

std::span<const WeightQuantizer> weightQuantizers()
{
    return quantizerTable();
}

const WeightQuantizer& weightQuantizer(std::string_view id)
{
    for (const WeightQuantizer& quantizer : quantizerTable()) {
        if (quantizer.id == id)
            return quantizer;
    }
    throw Error("unknown weight quantizer \"" + std::string(id) + "\"");
}

std::vector<QuantizerField> quantizerFields()
{
    std::vector<QuantizerField> fields;
    for (const auto& quantizer : quantizerTable())
        for (const auto& field : quantizer.parameters)
            if (std::none_of(fields.begin(), fields.end(), [&](const auto& other) { return other.id == field.id; }))
                fields.push_back(field);
    return fields;
}

}
