// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/quantizelayer.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/parallel.h"
#include "numeric/metrics.h"
#include "numeric/quantizers.h"

namespace quantscope {

CachedLayer quantizeLayer(const Linear& linear, const Scheme& scheme, const LayerStatistics& statistics,
                          at::ScalarType type, int threads, const Progress& progress)
{
    const auto weight = withoutRms(linear, denseWeight(linear, type));
    const OperationThreads operations(threads);
    Progress inside;
    inside.cancelled = progress.cancelled;
    const QuantizerParameters& parameters = scheme;
    auto result = weightQuantizer(scheme.weightMethod)
                      .quantize(weight, statistics, {scheme.weightFormat(), parameters, threads}, inside);
    CachedLayer layer;
    layer.outcome.quantized = true;
    layer.outcome.weightSqnrDb = compareTensors(weight, result.weight.dequantized).sqnrDb;
    layer.outcome.hessianLoss = result.loss;
    layer.outcome.damping = result.damping;
    layer.outcome.deadColumns = result.deadColumns;
    layer.outcome.fallbacks = std::move(result.fallbacks);
    layer.weight = std::move(result.weight);
    layer.weight.dequantized = at::Tensor(); // made from the codes again where it is needed
    return layer;
}

}
