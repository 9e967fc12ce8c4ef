// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/answerlogits.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

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
    const std::vector<Packed> packed{packSequences(model, {count}, tokens.eq(imageToken))};
    Chunks x{tokensToRows(packed.front(), embedTokens(model, tokens, imageToken, visual))};
    for (size_t b = 0; b < model.decoderBlocks.size(); ++b) {
        progress.check();
        x = decoderBlock(model, b, std::move(x), packed, nullptr, DecoderRows::All, pass);
    }
    x.front() = rowsToTokens(packed.front(), x.front()).narrow(0, count - rows, rows).contiguous();
    const auto image = imageRuns(tokens.narrow(0, count - rows, rows).eq(imageToken));
    return headLogits(model, std::move(x), pass, {image}).front().to(at::kCPU, at::kFloat);
}

}
