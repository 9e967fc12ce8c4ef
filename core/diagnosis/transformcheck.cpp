// SPDX-License-Identifier: GPL-3.0-or-later
// Are two float models the same function? Behind every block the residual stream of a rotated model is X' = XQ with an
// orthogonal Q, so that X'X'ᵀ = XXᵀ whatever Q is. The first block where this fails holds the mistake: a matrix that
// was turned by another Q, or not at all. Where norm fusion takes the mean out of the vision stream, so does this
// comparison.

#include "diagnosis/transformcheck.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "diagnosis/modelpart.h"
#include "model/generate.h"
#include "numeric/divergence.h"
#include "quant/samplestream.h"

namespace quantscope {
namespace {

constexpr int64_t rowsCompared = 256;
constexpr double exactTolerance = 1e-7, halfTolerance = 1e-2; // float32, bfloat16; of energies

bool removesMean(const Model& original, const Model& transformed)
{
    return original.projectorNorm.kind == NormKind::Layer && transformed.projectorNorm.kind != NormKind::Layer;
}

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

// One prompt through both models; adds its deviations.
class Walk
{
public:
    Walk(const Model& original, const Model& transformed, TransformCheck& check, const Progress& progress)
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
        auto a = startStream(m_original, sample, 1 << 20), b = a;
        if (!a.vision.empty())
            vision(a, b);
        enterDecoder(a, m_original, sample, imageToken, a.vision, 1);
        enterDecoder(b, m_transformed, sample, imageToken, b.vision, 1);
        for (size_t i = 0; i < m_original.decoderBlocks.size(); ++i)
            step(Tower::Llm, blockPart(Tower::Llm, int(i)), a.decoder, b.decoder, false,
                 [&](const Model& model, Chunks x, const Pass& pass) {
                     return decoderBlock(model, i, std::move(x), a.packed, nullptr, DecoderRows::All, pass);
                 });
        const auto last = [](const Chunks& chunks) {
            return Chunks{chunks.back().narrow(0, chunks.back().size(0) - 1, 1)};
        };
        const auto y = headLogits(m_original, last(a.decoder), m_originalPass).front().to(at::kDouble);
        const auto z = headLogits(m_transformed, last(b.decoder), m_transformedPass).front().to(at::kDouble);
        m_check.logitsError = std::max(m_check.logitsError, share(y - z, y));
        m_check.klNats += klDivergence(y, z).item<double>();
    }

private:
    void vision(SampleStream& a, SampleStream& b)
    {
        const bool centred = m_check.meanRemoved;
        step(Tower::Vision, message("part.patch_embedding"), a.vision, b.vision, centred,
             [](const Model& model, Chunks x, const Pass& pass) { return embedPatches(model, std::move(x), pass); });
        for (size_t i = 0; i < m_original.visionBlocks.size(); ++i)
            step(Tower::Vision, blockPart(Tower::Vision, int(i)), a.vision, b.vision, centred,
                 [i](const Model& model, Chunks x, const Pass& pass) {
                     return visionBlock(model, i, std::move(x), pass);
                 });
        step(Tower::Projector, towerPart(Tower::Projector), a.vision, b.vision, false,
             [](const Model& model, Chunks x, const Pass& pass) { return project(model, std::move(x), pass); });
    }

    template <typename F> void step(Tower tower, const Message& part, Chunks& a, Chunks& b, bool centred, const F& f)
    {
        m_progress.check();
        a = f(m_original, std::move(a), m_originalPass);
        b = f(m_transformed, std::move(b), m_transformedPass);
        const auto x = someRows(a, centred), y = someRows(b, false);
        const auto gram = x.matmul(x.t());
        const double deviation = share(gram - y.matmul(y.t()), gram);
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
    sameOrder.imagesFirst = original.imagesFirst;
    check.meanRemoved = removesMean(original, transformed);
    check.tolerance =
        original.dtype() == at::kFloat || original.dtype() == at::kDouble ? exactTolerance : halfTolerance;
    for (size_t i = 0; i < inputs.size(); ++i) {
        progress.step(double(i) / double(inputs.size()), "compare the transformed model");
        Walk(original, sameOrder, check, progress).run(inputs[i], imageToken);
    }
    check.klNats /= std::max<double>(1, double(inputs.size()));
    for (size_t i = 0; i < check.streams.size() && check.firstBroken < 0; ++i)
        if (!(check.streams[i].deviation <= check.tolerance))
            check.firstBroken = static_cast<int>(i);
    return check;
}

}
