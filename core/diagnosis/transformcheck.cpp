// SPDX-License-Identifier: GPL-3.0-or-later
// Are two float models the same function? Behind every block the residual stream of a rotated model is X' = XQ with an
// orthogonal Q, so that X'X'ᵀ = XXᵀ whatever Q is. The first block where this fails holds the mistake: a matrix that
// was turned by another Q, or not at all. Where norm fusion takes the mean out of the vision stream, so does this
// comparison.

#include "diagnosis/transformcheck.h"

#include <algorithm>
#include <array>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "diagnosis/modelpart.h"
#include "model/walk.h"
#include "numeric/divergence.h"
#include "quant/transforms.h"

namespace quantscope {
namespace {

constexpr int64_t rowsCompared = 256;
constexpr double exactTolerance = 1e-7, halfTolerance = 1e-2; // float32, bfloat16; of energies

at::Tensor someRows(const Chunks& chunks, bool centred)
{
    const auto rows = chunks.front().reshape({-1, chunks.front().size(-1)});
    const int64_t step = std::max<int64_t>(1, rows.size(0) / rowsCompared);
    const auto some = rows.slice(0, 0, rows.size(0), step).to(at::kDouble);
    return centred ? some - some.mean(-1, true) : some;
}

double share(const at::Tensor& difference, const at::Tensor& reference)
{
    return difference.square().sum().item<double>() / std::max(1e-300, reference.square().sum().item<double>());
}

Tower towerOf(const Step& step)
{
    return step.kind < StepKind::Projector ? Tower::Vision
        : step.kind == StepKind::Projector ? Tower::Projector
                                           : Tower::Llm;
}

Message nameOf(const Step& step)
{
    if (step.kind == StepKind::PatchEmbedding)
        return message("part.patch_embedding");
    const auto tower = towerOf(step);
    return tower == Tower::Projector ? towerPart(tower) : blockPart(tower, static_cast<int>(step.block));
}

// One prompt through both models; adds its deviations.
class SideBySide
{
public:
    SideBySide(const Model& original, const Model& transformed, TransformCheck& check, const Progress& progress)
        : m_original(original)
        , m_transformed(transformed)
        , m_originalPass(plainPass(original))
        , m_transformedPass(plainPass(transformed))
        , m_check(check)
        , m_progress(progress)
    {
    }

    void run(const GenerationInput& input, int64_t imageToken)
    {
        const auto sample = std::span(&input, 1);
        auto a = startStream(m_original, sample, {imageToken, int64_t(1) << 20}), b = a;
        const std::array lanes{Lane{m_original, a, m_originalPass}, Lane{m_transformed, b, m_transformedPass}};
        const auto first = a.vision.empty() ? StepKind::DecoderEntry : StepKind::PatchEmbedding;
        auto visitor = checking(m_progress);
        visitor.after = [&](const Step& step) {
            if (step.kind < StepKind::DecoderEntry)
                compare(step, a.vision, b.vision, step.kind != StepKind::Projector && m_check.meanRemoved);
            else if (step.kind == StepKind::DecoderBlock)
                compare(step, a.decoder, b.decoder, false);
        };
        walk(stepsOf(m_original, first, StepKind::DecoderBlock), lanes, visitor);
        const auto last = [](const Chunks& chunks) {
            return Chunks{chunks.back().narrow(0, chunks.back().size(0) - 1, 1)};
        };
        const auto y = headLogits(m_original, last(a.decoder), m_originalPass).front().to(at::kDouble);
        const auto z = headLogits(m_transformed, last(b.decoder), m_transformedPass).front().to(at::kDouble);
        m_check.logitsError = std::max(m_check.logitsError, share(y - z, y));
        m_check.klNats += klDivergence(y, z).item<double>();
    }

private:
    void compare(const Step& step, const Chunks& a, const Chunks& b, bool centred)
    {
        const auto x = someRows(a, centred), y = someRows(b, false);
        const auto gram = x.matmul(x.t());
        const double deviation = share(gram - y.matmul(y.t()), gram);
        const auto tower = towerOf(step);
        const auto part = nameOf(step);
        auto it =
            std::find_if(m_check.streams.begin(), m_check.streams.end(), [&](const auto& s) { return s.part == part; });
        if (it == m_check.streams.end())
            it = m_check.streams.insert(it, {tower, part, 0});
        it->deviation = std::max(it->deviation, deviation);
    }

    const Model& m_original;
    const Model& m_transformed;
    Pass m_originalPass, m_transformedPass;
    TransformCheck& m_check;
    const Progress& m_progress;
};

}

TransformCheck checkTransforms(const Model& original, const Model& transformed, std::span<const GenerationInput> inputs,
                               int64_t imageToken, const Progress& progress)
{
    TransformCheck check;
    // Switched tokens are only another order of the rows; side by side both models need the same.
    auto sameOrder = transformed;
    sameOrder.aifs = original.aifs;
    check.meanRemoved = visionMeetsLayerNorm(original) && !visionMeetsLayerNorm(transformed);
    check.tolerance =
        original.dtype() == at::kFloat || original.dtype() == at::kDouble ? exactTolerance : halfTolerance;
    for (size_t i = 0; i < inputs.size(); ++i) {
        progress.step(double(i) / double(inputs.size()), "compare the transformed model");
        SideBySide(original, sameOrder, check, progress).run(inputs[i], imageToken);
    }
    check.klNats /= std::max<double>(1, double(inputs.size()));
    for (size_t i = 0; i < check.streams.size() && check.firstBroken < 0; ++i)
        if (!(check.streams[i].deviation <= check.tolerance))
            check.firstBroken = static_cast<int>(i);
    return check;
}

}
