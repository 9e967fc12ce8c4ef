// SPDX-License-Identifier: GPL-3.0-or-later
// Function-preserving transforms before quantization (QuaRot, arXiv 2404.00456; MQuant, arXiv 2502.00425).
//
// A residual stream x may be turned by any orthogonal Q if everything that writes it is multiplied by Q on its output
// side and everything that reads it by Q on its input side: W_write <- QᵀW, b <- bQ, W_read <- WQ. A norm between the
// two must commute with Q. RMSNorm does once its weight is folded away. LayerNorm subtracts the mean, so it commutes
// only with a Q that keeps the all-ones vector; mlp1's norm over r² concatenated patches then commutes with the
// block-diagonal Q as well. The reference instead removes the mean in the weights, which is another function at mlp1.
//
// Inside attention every value head may be turned by an orthogonal M: V <- MᵀV, O <- OM. In front of a down projection
// sits a nonlinearity, so there the transform runs at inference time: y = (WHᵀ)(Hx). Where a row of H is constant, as
// the first one of Sylvester's, its output is √d times the mean of the column of W, and that channel spikes; random
// signs D in front, y = (WDHᵀ)(HDx), leave no such row.

#include "quant/transforms.h"

#include <algorithm>
#include <atomic>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mv.h>

#include "base/parallel.h"

namespace quantscope {
namespace {

at::Tensor like(const at::Tensor& value, const at::Tensor& original)
{
    return value.to(original.device(), original.scalar_type());
}

// Changes a layer by f. While f runs, its weight is of the model's own type; where memory is saved, the new one goes to
// the disk before the next layer's turn.
template <typename F> void edit(Model& model, LayerIndex layer, const F& f)
{
    auto& linear = model.linears[static_cast<size_t>(layer)];
    const auto stored = linear.weight;
    linear.weight = stored.to(model.dtype());
    const auto opened = linear.weight;
    f(linear);
    linear.weight = linear.weight.is_same(opened) ? stored : kept(model, linear.weight);
}

// A change to one layer; a list of them has every layer once.
struct Edit
{
    LayerIndex layer;
    std::function<void(Linear&)> change;
};

void apply(Model& model, const std::vector<Edit>& edits, const TransformWork& work)
{
    const auto count = static_cast<int64_t>(edits.size());
    std::atomic<int64_t> done{0};
    parallelFor(count, layersAtOnce(model, work.threads), [&](int64_t i) {
        work.progress.step(double(done++) / double(count), "transform");
        const auto& each = edits[static_cast<size_t>(i)];
        if (!work.only || *work.only == each.layer)
            edit(model, each.layer, each.change);
    });
}

// f of at most this many rows at a time: in float64 the embedding of a real vocabulary would need a gigabyte.
constexpr int64_t rowsAtOnce = 1 << 14;

// f maps rows to rows in float64, each on its own; the result has the matrix's type.
template <typename F> at::Tensor byRows(const at::Tensor& matrix, const F& f, const TransformWork& work = {})
{
    if (matrix.size(0) <= rowsAtOnce)
        return like(f(matrix.to(at::kDouble)), matrix);
    auto result = at::empty_like(matrix);
    const int64_t parts = (matrix.size(0) + rowsAtOnce - 1) / rowsAtOnce;
    parallelFor(parts, workersOn(matrix.device(), work.threads), [&](int64_t i) {
        work.progress.check();
        const int64_t from = i * rowsAtOnce, count = std::min(rowsAtOnce, matrix.size(0) - from);
        result.narrow(0, from, count).copy_(f(matrix.narrow(0, from, count).to(at::kDouble)));
    });
    return result;
}

void scaleOutput(Linear& linear, const at::Tensor& scale)
{
    const auto factor = scale.to(at::kDouble);
    linear.weight = like(linear.weight.to(at::kDouble) * factor.unsqueeze(1), linear.weight);
    if (linear.bias.defined())
        linear.bias = like(linear.bias.to(at::kDouble) * factor, linear.bias);
}

void clearAffine(Norm& norm)
{
    norm.weight = at::Tensor();
    norm.bias = at::Tensor();
}

void removeNormWeight(Norm& norm, double eps)
{
    if (norm.kind == NormKind::Layer)
        norm = {NormKind::RmsNormWithoutWeight, {}, {}, eps};
}

// The mean of the stream is removed where it is written; norms then only divide.
void centreVision(Model& model, const TransformWork& work)
{
    for (auto& [name, tensor] : model.visionEmbeddings)
        tensor = withoutMean(tensor);
    std::vector<Edit> edits{{model.patch, removeMean}};
    for (auto& block : model.visionBlocks) {
        edits.push_back({block.attentionOutput, removeMean});
        edits.push_back({block.mlpOutput, removeMean});
        removeNormWeight(block.attentionNorm, model.config.vision.normEps);
        removeNormWeight(block.mlpNorm, model.config.vision.normEps);
    }
    apply(model, edits, work);
    if (model.projectorNorm)
        removeNormWeight(*model.projectorNorm, model.config.vision.normEps);
}

// Somewhere in these blocks, or in the norm behind them.
bool meetsLayerNorm(const std::vector<Block>& blocks, const std::optional<Norm>& behind)
{
    return (behind && behind->kind == NormKind::Layer) ||
        std::any_of(blocks.begin(), blocks.end(), [](const Block& block) {
               return block.attentionNorm.kind == NormKind::Layer || block.mlpNorm.kind == NormKind::Layer;
           });
}

at::Tensor drawStream(int64_t width, bool keepOnes, RotationKind kind, at::Generator& generator)
{
    if (kind == RotationKind::Random)
        return keepOnes ? onesFixingRandom(width, generator) : randomOrthogonal(width, generator);
    const auto hadamard = hadamardOfSize(width);
    const auto signs = drawSigns(width, generator);
    return keepOnes ? onesFixingRotation(hadamard, signs) : randomHadamard(hadamard, signs);
}

std::vector<at::Tensor> drawHeads(size_t blocks, int64_t headSize, at::Generator& generator)
{
    std::vector<at::Tensor> heads;
    const auto hadamard = hadamardOfSize(headSize);
    for (size_t i = 0; i < blocks; ++i)
        heads.push_back(randomHadamard(hadamard, drawSigns(headSize, generator)));
    return heads;
}

// [.., k·d] -> every run of d columns times Q.
at::Tensor turnColumns(const at::Tensor& weight, const at::Tensor& q, const TransformWork& work = {})
{
    const auto turn = [&](const at::Tensor& rows) {
        return at::mm(rows.reshape({-1, q.size(0)}), q).view(rows.sizes());
    };
    return byRows(weight, turn, work);
}

at::Tensor turnRows(const at::Tensor& weight, const at::Tensor& q)
{
    return like(at::mm(q.t(), weight.to(at::kDouble)), weight);
}

void turnOutput(Linear& linear, const at::Tensor& q)
{
    linear.weight = turnRows(linear.weight, q);
    if (linear.bias.defined())
        linear.bias = turnColumns(linear.bias.unsqueeze(0), q).squeeze(0);
}

void rotateStream(Model& model, Stream stream, const at::Tensor& q, const TransformWork& work)
{
    if (!q.defined())
        return;
    const auto matrix = q.to(model.device());
    std::vector<Edit> edits;
    for (size_t i = 0; i < model.layers.size(); ++i) {
        const bool reads = streamRead(model.layers[i]) == stream, writes = streamWritten(model.layers[i]) == stream;
        if (reads || writes)
            edits.push_back({static_cast<LayerIndex>(i), [&, reads, writes](Linear& linear) {
                                 if (reads)
                                     linear.weight = turnColumns(linear.weight, matrix, work);
                                 if (writes)
                                     turnOutput(linear, matrix);
                             }});
    }
    apply(model, edits, work);
    if (work.only)
        return;
    if (stream == Stream::Llm) {
        model.embedding = kept(model, turnColumns(model.embedding.to(model.dtype()), matrix, work));
    } else {
        for (auto& [name, tensor] : model.visionEmbeddings)
            tensor = turnColumns(tensor, matrix);
    }
}

// `rows` int64 [heads, d]: the output rows of `values` that make each head.
void rotateValueHeads(Linear& values, const at::Tensor& rows, const at::Tensor& m)
{
    const auto flat = rows.reshape({-1}).to(values.weight.device());
    const int64_t heads = rows.size(0), d = rows.size(1);
    const auto turn = [&](const at::Tensor& matrix) {
        const auto picked = matrix.index_select(0, flat).to(at::kDouble).view({heads, d, -1});
        const auto turned = at::matmul(m.t(), picked).view({heads * d, -1});
        return matrix.index_copy(0, flat, like(turned, matrix));
    };
    values.weight = turn(values.weight);
    if (values.bias.defined())
        values.bias = turn(values.bias.unsqueeze(1)).squeeze(1);
}

// Output rows of attention input `input` that make values, [heads, d]; undefined when it makes none.
using ValueRows = std::function<at::Tensor(size_t input)>;

void rotateHeads(Model& model, const std::vector<Block>& blocks, const std::vector<at::Tensor>& heads,
                 const ValueRows& valueRows, const TransformWork& work)
{
    std::vector<Edit> edits;
    for (size_t b = 0; b < heads.size(); ++b) {
        const auto m = heads[b].to(model.device());
        for (size_t i = 0; i < blocks[b].attentionInputs.size(); ++i)
            if (const auto rows = valueRows(i); rows.defined())
                edits.push_back(
                    {blocks[b].attentionInputs[i], [m, rows](Linear& values) { rotateValueHeads(values, rows, m); }});
        edits.push_back(
            {blocks[b].attentionOutput, [m](Linear& output) { output.weight = turnColumns(output.weight, m); }});
    }
    apply(model, edits, work);
}

// The last third of a fused layer, or the last of three.
at::Tensor visionValueRows(const VisionConfig& v, size_t inputs, size_t input)
{
    if (input + 1 < inputs)
        return {};
    const int64_t from = inputs == 1 ? 2 * v.width : 0;
    return at::arange(from, from + v.width, at::kLong).view({v.heads, v.headSize()});
}

void rotateVisionHeads(Model& model, const std::vector<at::Tensor>& heads, const TransformWork& work)
{
    if (heads.empty())
        return;
    const size_t inputs = model.visionBlocks.front().attentionInputs.size();
    const auto rows = [&](size_t i) { return visionValueRows(model.config.vision, inputs, i); };
    rotateHeads(model, model.visionBlocks, heads, rows, work);
}

void rotateDecoderHeads(Model& model, const std::vector<at::Tensor>& heads, const TransformWork& work)
{
    const auto rows = [&](size_t i) { return model.config.family->valueRows(model.config.decoder, i); };
    rotateHeads(model, model.decoderBlocks, heads, rows, work);
}

}

int layersAtOnce(const Model& model, int threads)
{
    constexpr int64_t large = int64_t(1) << 25; // numbers: 256 MB in float64
    const bool tooLarge = model.offload &&
        std::any_of(model.layers.begin(), model.layers.end(),
                    [](const Layer& layer) { return layer.role != Role::Head && layer.in * layer.out > large; });
    return tooLarge ? 1 : workersOn(model.device(), threads);
}

Model foldLayerScale(Model model, const TransformWork& work)
{
    std::vector<Edit> edits;
    const auto fold = [&](at::Tensor& scale, LayerIndex layer) {
        if (scale.defined())
            edits.push_back({layer, [scale](Linear& linear) { scaleOutput(linear, scale); }});
        scale = at::Tensor();
    };
    for (auto& block : model.visionBlocks) {
        fold(block.attentionScale, block.attentionOutput);
        fold(block.mlpScale, block.mlpOutput);
    }
    apply(model, edits, work);
    return model;
}

bool visionMeetsLayerNorm(const Model& model)
{
    return meetsLayerNorm(model.visionBlocks, model.projectorNorm);
}

void fuseNormInto(const Norm& norm, Linear& linear)
{
    const auto forAll = [&](const at::Tensor& vector) {
        const auto wide = vector.to(at::kDouble);
        const int64_t times = linear.weight.size(1) / wide.size(0);
        return times > 1 ? wide.repeat({times}) : wide;
    };
    if (norm.bias.defined()) {
        const auto shift = at::mv(linear.weight.to(at::kDouble), forAll(norm.bias));
        linear.bias = like(linear.bias.defined() ? linear.bias.to(at::kDouble) + shift : shift, linear.weight);
    }
    if (norm.weight.defined())
        linear.weight =
            byRows(linear.weight, [scale = forAll(norm.weight)](const at::Tensor& rows) { return rows * scale; });
}

void removeMean(Linear& linear)
{
    const auto weight = linear.weight.to(at::kDouble);
    linear.weight = like(weight - weight.mean(0, true), linear.weight);
    if (linear.bias.defined())
        linear.bias = withoutMean(linear.bias);
}

at::Tensor withoutMean(const at::Tensor& x)
{
    const auto wide = x.to(at::kDouble);
    return like(wide - wide.mean(-1, true), x);
}

Model fuseNorms(Model model, const Recipe& recipe, const TransformWork& work)
{
    std::vector<Edit> edits;
    // Into every layer that reads what the norm gives.
    const auto fold = [&](Norm& norm, const std::vector<LayerIndex>& readers) {
        for (const LayerIndex layer : readers)
            edits.push_back({layer, [norm](Linear& linear) { fuseNormInto(norm, linear); }});
        clearAffine(norm);
    };
    const auto foldBlocks = [&](std::vector<Block>& blocks) {
        for (auto& block : blocks) {
            fold(block.attentionNorm, block.attentionInputs);
            fold(block.mlpNorm, block.mlpInputs);
        }
    };
    if (recipe.vision.fuseNorms)
        foldBlocks(model.visionBlocks);
    if (recipe.projector.fuseNorms && model.projectorNorm)
        fold(*model.projectorNorm, {model.projectorIn});
    const bool centred =
        recipe.vision.fuseNorms && recipe.normFusion == NormFusion::MQuant && visionMeetsLayerNorm(model);
    if (recipe.llm.fuseNorms) {
        foldBlocks(model.decoderBlocks);
        fold(model.finalNorm, {model.head});
    }
    apply(model, edits, work);
    if (centred)
        centreVision(model, work);
    return model;
}

Rotations drawRotations(const Model& model, const Recipe& recipe)
{
    Rotations rotations;
    if (recipe.vision.rotate) {
        auto generator = at::detail::createCPUGenerator(recipe.seed);
        rotations.vision =
            drawStream(model.config.vision.width, visionMeetsLayerNorm(model), recipe.rotation, generator);
        rotations.visionHeads = drawHeads(model.visionBlocks.size(), model.config.vision.headSize(), generator);
    }
    if (recipe.llm.rotate) {
        // Its own generator: whether the vision tower turns must not change what the language model gets.
        auto generator = at::detail::createCPUGenerator(recipe.seed + 1);
        rotations.llm = drawStream(model.config.decoder.width, meetsLayerNorm(model.decoderBlocks, model.finalNorm),
                                   recipe.rotation, generator);
        rotations.llmHeads = drawHeads(model.decoderBlocks.size(), model.config.decoder.headSize, generator);
    }
    return rotations;
}

Model rotate(Model model, const Rotations& rotations, const TransformWork& work)
{
    rotateStream(model, Stream::Vision, rotations.vision, partOf(work, 0, 0.35));
    rotateVisionHeads(model, rotations.visionHeads, partOf(work, 0.35, 0.4));
    rotateStream(model, Stream::Llm, rotations.llm, partOf(work, 0.4, 0.95));
    rotateDecoderHeads(model, rotations.llmHeads, partOf(work, 0.95, 1));
    return model;
}

Model installOnlineHadamard(Model model, const Recipe& recipe, const HadamardChoice& choice, const TransformWork& work)
{
    std::vector<Edit> edits;
    auto generator = at::detail::createCPUGenerator(recipe.seed + 2);
    for (size_t i = 0; i < model.layers.size(); ++i) {
        const auto& layer = model.layers[i];
        if (!takesOnlineHadamard(layer))
            continue;
        // Drawn for every layer that could have some: no layer's signs depend on whether another has a transform.
        const auto signs = recipe.onlineHadamardSigns ? drawSigns(layer.in, generator) : at::Tensor();
        if (!recipe.tower(layer.tower).onlineHadamard || (work.only && *work.only != static_cast<LayerIndex>(i)))
            continue;
        const auto install = [&recipe, signs, hadamard = hadamardOn(choice(layer.in), model.device())](Linear& linear) {
            linear.online = hadamard;
            linear.onlineInFloat32 = recipe.hadamardInFloat32;
            linear.onlineSigns = signs.defined() ? like(signs, linear.weight) : signs;
            const auto wide = linear.weight.to(at::kFloat);
            const auto turned = signs.defined() ? wide * linear.onlineSigns.to(at::kFloat) : wide;
            linear.weight = like(hadamardTransform(*linear.online, turned), linear.weight);
        };
        edits.push_back({static_cast<LayerIndex>(i), install});
    }
    apply(model, edits, work);
    return model;
}

int64_t findRmsChannel(const at::Tensor& weight)
{
    const auto columns = weight.to(at::kFloat).abs().amax(0).cpu();
    if (columns.numel() < 2)
        return -1;
    const auto channel = columns.argmax().item<int64_t>();
    const auto largest = columns[channel].item<float>();
    const auto others =
        at::cat({columns.narrow(0, 0, channel), columns.narrow(0, channel + 1, columns.numel() - channel - 1)});
    return largest > rmsRatio * others.median().item<float>() ? channel : -1;
}

Model markRmsChannels(Model model, const Plan& plan, std::optional<LayerIndex> only)
{
    for (size_t i = 0; i < plan.schemes.size(); ++i) {
        const auto& scheme = plan.schemes[i];
        if (only && *only != static_cast<LayerIndex>(i))
            continue;
        if (!scheme.rms || !(scheme.quantizesWeight() || scheme.quantizesActivation()))
            continue;
        auto& linear = model.linears[i];
        linear.rmsChannel =
            scheme.rmsChannel == autoRms ? findRmsChannel(denseWeight(linear, at::kFloat)) : scheme.rmsChannel;
        linear.rmsBits = scheme.rmsBits;
    }
    return model;
}

}
