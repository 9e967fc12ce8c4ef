// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/answerlogits.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

#include "model/architectures/architecture.h"
#include "model/walk.h"

namespace quantscope {

at::Tensor answerLogits(const Model& model, const GenerationInput& input, const at::Tensor& visual,
                        std::span<const int64_t> answer, int64_t imageToken, const Pass& pass, const Progress& progress)
{
    if (input.ids.empty())
        throw Error("a prompt without tokens cannot be answered");
    auto ids = input.ids;
    ids.insert(ids.end(), answer.begin(), answer.end());
    const auto tokens = at::tensor(ids, at::kLong);
    const auto count = static_cast<int64_t>(ids.size()), rows = static_cast<int64_t>(answer.size()) + 1;
    const auto grids = visualGrids(model.config, input.pixels);
    SampleStream stream;
    stream.packed.push_back(packSequences(model, {count}, tokens.eq(imageToken), grids));
    const auto& packed = stream.packed.front();
    stream.decoder.push_back(tokensToRows(packed, embedTokens(model, tokens, imageToken, visual)));
    walk(stepsOf(model, StepKind::DecoderBlock, StepKind::DecoderBlock), {model, stream, pass}, checking(progress));
    const auto last = rowsToTokens(packed, stream.decoder.front()).narrow(0, count - rows, rows).contiguous();
    const auto image = imageRuns(tokens.narrow(0, count - rows, rows).eq(imageToken));
    return headLogits(model, {last}, pass, {image}).front().to(at::kCPU, at::kFloat);
}

}
