// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/attention.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/baddbmm.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <fmt/core.h>

#include "base/error.h"
#include "model/architectures/architecture.h"
#include "model/deviceattention.h"
#include "model/rotary.h"
#include "numeric/simd.h"

namespace quantscope {
namespace {

bool plainCpu(const at::Tensor& x)
{
    return x.is_cpu() && x.scalar_type() == at::kFloat;
}

// softmax(q kᵀ / √d) v for one sequence; q [heads, t, d], k and v [heads, s, d] with any strides.
at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& mask)
{
    const double factor = 1.0 / std::sqrt(static_cast<double>(q.size(-1)));
    const auto scores =
        mask.defined() ? at::baddbmm(mask, q, k.transpose(1, 2), 1, factor) : at::bmm(q * factor, k.transpose(1, 2));
    return at::bmm(at::softmax(scores, -1), v);
}

// Additive mask [1, queries · group, keys]: with several query heads per key head, the rows repeat head by head.
at::Tensor causalMask(int64_t queries, int64_t keys, int64_t group, const at::Tensor& like)
{
    const auto hidden =
        at::full({queries, keys}, -std::numeric_limits<float>::infinity(), like.options()).triu(keys - queries + 1);
    return hidden.repeat({group, 1}).unsqueeze(0);
}

// True where a key [keys] is too far before a query [queries] for its window: [queries, keys].
at::Tensor beforeWindow(const at::Tensor& queries, const at::Tensor& keys, int64_t window)
{
    return keys.unsqueeze(0).le(queries.unsqueeze(1) - window);
}

// The same for rows in another order than their tokens, or with a window: a key is visible to a query when its token is
// not a later one. A lower triangle would be wrong there.
at::Tensor indexMask(const at::Tensor& queries, const at::Tensor& keys, int64_t window, const at::Tensor& like)
{
    auto hidden = keys.unsqueeze(0).gt(queries.unsqueeze(1));
    if (window > 0)
        hidden = hidden.logical_or(beforeWindow(queries, keys, window));
    hidden = hidden.to(like.device());
    return at::zeros(hidden.sizes(), like.options()).masked_fill(hidden, -std::numeric_limits<float>::infinity());
}

// [t, heads, d] -> [kvHeads, group · t, d]
at::Tensor groupedQueries(const at::Tensor& q, int64_t kvHeads)
{
    const int64_t t = q.size(0), d = q.size(2), group = q.size(1) / kvHeads;
    return q.view({t, kvHeads, group, d}).permute({1, 2, 0, 3}).reshape({kvHeads, group * t, d});
}

at::Tensor ungrouped(const at::Tensor& y, int64_t t)
{
    const int64_t kvHeads = y.size(0), d = y.size(2), group = y.size(1) / t;
    return y.view({kvHeads, group, t, d}).permute({2, 0, 1, 3}).reshape({t, kvHeads * group * d});
}

// One sequence with itself, or its last token alone with it: q [queries, heads, d], k and v [kvHeads, t, d], mask
// [queries, t] where the rows are not in the order of the tokens or a window hides some. Returns [queries, heads·d].
at::Tensor attendSequence(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& mask)
{
    const int64_t queries = q.size(0), kvHeads = k.size(0), group = q.size(1) / kvHeads;
    const bool causal = queries > 1 && !mask.defined();
    if (const auto y = attendByDevice(q.transpose(0, 1).unsqueeze(0), k.unsqueeze(0), v.unsqueeze(0), causal, mask);
        y.defined())
        return y.squeeze(0).transpose(0, 1).reshape({queries, -1});
    auto all = causal ? causalMask(queries, queries, group, q) : mask;
    if (mask.defined())
        all = mask.repeat({group, 1}).unsqueeze(0);
    return ungrouped(attend(groupedQueries(q, kvHeads), k, v, all), queries);
}

// What the rows of a prompt have, [kvHeads, t, d], into [kvHeads, capacity, d]: to these slots, or as they come.
void putIntoCache(const at::Tensor& cache, const at::Tensor& rows, const at::Tensor& slots)
{
    if (slots.defined())
        cache.index_copy_(1, slots.to(cache.device()), rows);
    else
        cache.narrow(1, 0, rows.size(1)).copy_(rows);
}

at::Tensor attendSelf(const AttentionInputs& in, const Packed& packed, KvCache* cache, size_t block, DecoderRows rows,
                      int64_t window)
{
    std::vector<at::Tensor> parts;
    int64_t offset = 0;
    for (size_t s = 0; s < packed.lengths.size(); ++s) {
        const int64_t t = packed.lengths[s];
        const auto k = in.key.narrow(0, offset, t).transpose(0, 1);
        const auto v = in.value.narrow(0, offset, t).transpose(0, 1);
        if (cache) {
            // A window goes by the order of the tokens.
            const auto slots = packed.order.defined() && window > 0 ? packed.index.narrow(0, offset, t) : at::Tensor();
            putIntoCache(cache->keys[block].select(0, static_cast<int64_t>(s)), k, slots);
            putIntoCache(cache->values[block].select(0, static_cast<int64_t>(s)), v, slots);
        }
        const int64_t queries = rows == DecoderRows::Last ? 1 : t;
        const int64_t first = queries == 1 ? packed.lastRows[s] : offset;
        const auto q = in.query.narrow(0, first, queries);
        // The last token sees all, in whatever order, unless its window ends before them.
        const bool masked = (packed.order.defined() && queries > 1) || (window > 0 && window < t);
        const auto mask = masked
            ? indexMask(packed.index.narrow(0, first, queries), packed.index.narrow(0, offset, t), window, q)
            : at::Tensor();
        offset += t;
        parts.push_back(attendSequence(q, k, v, mask));
    }
    return parts.size() == 1 ? parts[0] : at::cat(parts, 0);
}

// One query row per head against `length` cached keys; `scores` has room for them.
QUANTSCOPE_CLONES
void attendRow(const float* q, const float* k, const float* v, float* y, float* scores, int64_t length, int64_t d)
{
    const float factor = 1.0f / std::sqrt(static_cast<float>(d));
    float top = -INFINITY;
    for (int64_t j = 0; j < length; ++j) {
        float lanes[8] = {};
        int64_t i = 0;
        for (; i + 8 <= d; i += 8)
            for (int l = 0; l < 8; ++l)
                lanes[l] += q[i + l] * k[j * d + i + l];
        float sum = 0;
        for (; i < d; ++i)
            sum += q[i] * k[j * d + i];
        for (const float lane : lanes)
            sum += lane;
        scores[j] = sum * factor;
        top = scores[j] > top ? scores[j] : top;
    }
    float total = 0;
    for (int64_t j = 0; j < length; ++j) {
        scores[j] = std::exp(scores[j] - top);
        total += scores[j];
    }
    for (int64_t i = 0; i < d; ++i)
        y[i] = 0;
    for (int64_t j = 0; j < length; ++j) {
        const float p = scores[j] / total;
        for (int64_t i = 0; i < d; ++i)
            y[i] += p * v[j * d + i];
    }
}

at::Tensor attendCacheRows(const at::Tensor& query, const KvCache& cache, size_t block, int64_t window)
{
    const auto q = query.contiguous();
    const auto& keys = cache.keys[block];
    const auto& values = cache.values[block];
    const int64_t sequences = q.size(0), heads = q.size(1), d = q.size(2);
    const int64_t kvHeads = keys.size(1), capacity = keys.size(2), group = heads / kvHeads;
    auto y = at::empty({sequences, heads * d}, q.options());
    std::vector<float> scores(static_cast<size_t>(capacity));
    for (int64_t s = 0; s < sequences; ++s) {
        const int64_t filled = cache.lengths[static_cast<size_t>(s)] + 1;
        const int64_t from = window > 0 ? std::max<int64_t>(filled - window, 0) : 0;
        for (int64_t h = 0; h < heads; ++h) {
            const int64_t slot = ((s * kvHeads + h / group) * capacity + from) * d;
            attendRow(q.data_ptr<float>() + (s * heads + h) * d, keys.data_ptr<float>() + slot,
                      values.data_ptr<float>() + slot, y.data_ptr<float>() + (s * heads + h) * d, scores.data(),
                      filled - from, d);
        }
    }
    return y;
}

// The step's mask with what lies before the window.
at::Tensor windowedMask(const KvCache& cache, int64_t window)
{
    if (window == 0)
        return cache.mask;
    const auto hidden =
        beforeWindow(at::tensor(cache.lengths, at::kLong), at::arange(cache.mask.size(1), at::kLong), window);
    return cache.mask.masked_fill(hidden.to(cache.mask.device()), -std::numeric_limits<float>::infinity());
}

at::Tensor attendCacheBatched(const at::Tensor& query, const KvCache& cache, size_t block, int64_t window)
{
    const int64_t sequences = query.size(0), heads = query.size(1), d = query.size(2);
    const auto& keys = cache.keys[block];
    const int64_t kvHeads = keys.size(1), capacity = keys.size(2), group = heads / kvHeads;
    const auto q = query.reshape({sequences * kvHeads, group, d});
    const auto k = keys.view({sequences * kvHeads, capacity, d});
    const auto v = cache.values[block].view({sequences * kvHeads, capacity, d});
    const auto mask = windowedMask(cache, window)
                          .view({sequences, 1, 1, capacity})
                          .expand({sequences, kvHeads, 1, capacity})
                          .reshape({sequences * kvHeads, 1, capacity});
    return attend(q, k, v, mask).reshape({sequences, heads * d});
}

at::Tensor attendStep(const AttentionInputs& in, KvCache& cache, size_t block, int64_t window)
{
    if (cache.slots.defined()) {
        const auto slots = cache.slots.expand({-1, in.key.size(1), 1, in.key.size(2)});
        cache.keys[block].scatter_(2, slots, in.key.unsqueeze(2));
        cache.values[block].scatter_(2, slots, in.value.unsqueeze(2));
        return attendCacheBatched(in.query, cache, block, window);
    }
    for (size_t s = 0; s < cache.lengths.size(); ++s) {
        const auto row = static_cast<int64_t>(s);
        cache.keys[block].select(0, row).select(1, cache.lengths[s]).copy_(in.key.select(0, row));
        cache.values[block].select(0, row).select(1, cache.lengths[s]).copy_(in.value.select(0, row));
    }
    return plainCpu(in.query) ? attendCacheRows(in.query, cache, block, window)
                              : attendCacheBatched(in.query, cache, block, window);
}

bool isStep(const KvCache* cache)
{
    return cache && !cache->lengths.empty() && cache->lengths.front() > 0;
}

void setRotary(const Model& model, Packed& packed)
{
    const auto& config = model.config.decoder;
    const auto angle = rotaryAngles(config, packed.positions, packed.lengths);
    const auto placed = [&](const at::Tensor& x) {
        const double factor = config.rope.attentionFactor;
        return (factor == 1 ? x : x * factor).to(model.device(), model.dtype());
    };
    packed.cos = placed(angle.cos());
    packed.sin = placed(angle.sin());
}

// Behind the largest position of each sequence.
std::vector<int64_t> positionsBehind(const at::Tensor& positions, const std::vector<int64_t>& lengths)
{
    std::vector<int64_t> next;
    int64_t offset = 0;
    for (const int64_t length : lengths) {
        next.push_back(length > 0 ? positions.narrow(1, offset, length).max().item<int64_t>() + 1 : 0);
        offset += length;
    }
    return next;
}

// Image tokens of each sequence in front, text behind, each in its own order; every token keeps its position.
void putImagesFirst(Packed& packed)
{
    std::vector<at::Tensor> parts;
    int64_t offset = 0;
    for (const int64_t length : packed.lengths) {
        const auto image = packed.isImage.narrow(0, offset, length);
        parts.push_back(image.nonzero().squeeze(1) + offset);
        parts.push_back(image.logical_not().nonzero().squeeze(1) + offset);
        offset += length;
    }
    packed.order = at::cat(parts);
    packed.index = packed.index.index_select(0, packed.order);
    packed.positions = packed.positions.index_select(1, packed.order);
    packed.isImage = packed.isImage.index_select(0, packed.order);
}

std::vector<int64_t> rowsOfLastTokens(const Packed& packed)
{
    std::vector<int64_t> rows;
    int64_t offset = 0;
    for (const int64_t length : packed.lengths) {
        const auto index = packed.index.narrow(0, offset, length);
        rows.push_back(offset + index.argmax().item<int64_t>());
        offset += length;
    }
    return rows;
}

}

at::Tensor attendFull(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int64_t heads)
{
    const int64_t n = q.size(0), tokens = q.size(1), width = q.size(2), d = width / heads;
    const auto headsOf = [&](const at::Tensor& x, int64_t i) {
        return x.select(0, i).unflatten(-1, {heads, d}).transpose(0, 1);
    };
    if (!q.is_cpu()) {
        const auto split = [&](const at::Tensor& x) { return x.unflatten(-1, {heads, d}).transpose(1, 2); };
        if (const auto found = attendByDevice(split(q), split(k), split(v), false); found.defined())
            return found.transpose(1, 2).reshape({n, tokens, width});
        const auto all = [&](const at::Tensor& x) { return split(x).reshape({n * heads, tokens, d}); };
        return attend(all(q), all(k), all(v), {})
            .view({n, heads, tokens, d})
            .transpose(1, 2)
            .reshape({n, tokens, width});
    }
    // One image at a time: its scores stay in the cache.
    auto y = at::empty({n, tokens, width}, q.options());
    for (int64_t i = 0; i < n; ++i)
        y.select(0, i)
            .unflatten(-1, {heads, d})
            .copy_(attend(headsOf(q, i), headsOf(k, i), headsOf(v, i), {}).transpose(0, 1));
    return y;
}

at::Tensor rotateHalf(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin)
{
    const int64_t half = x.size(-1) / 2;
    const auto a = x.narrow(-1, 0, half), b = x.narrow(-1, half, half);
    const auto c = cos.unsqueeze(1), s = sin.unsqueeze(1);
    return at::cat({a * c - b * s, b * c + a * s}, -1);
}

at::Tensor attendCausal(const AttentionInputs& in, const Packed& packed, KvCache* cache, size_t block, DecoderRows rows,
                        int64_t window)
{
    const AttentionInputs turned{rotateHalf(in.query, packed.cos, packed.sin),
                                 rotateHalf(in.key, packed.cos, packed.sin), in.value};
    return isStep(cache) ? attendStep(turned, *cache, block, window)
                         : attendSelf(turned, packed, cache, block, rows, window);
}

at::Tensor lastRows(const at::Tensor& x, const Packed& packed)
{
    return x.index_select(0, at::tensor(packed.lastRows, at::kLong).to(x.device()));
}

at::Tensor gated(const at::Tensor& gate, const at::Tensor& up)
{
    return at::silu(gate).mul_(up);
}

at::Tensor countedPositions(const std::vector<int64_t>& lengths)
{
    std::vector<at::Tensor> positions;
    for (const int64_t length : lengths)
        positions.push_back(at::arange(length, at::kLong));
    return at::cat(positions);
}

Packed packSequences(const Model& model, std::vector<int64_t> lengths, const at::Tensor& isImage, TokenGrids visual)
{
    Packed packed;
    packed.index = countedPositions(lengths);
    packed.positions = model.config.architecture->positions(lengths, isImage, visual);
    if (packed.positions.size(0) != model.config.decoder.positionAxes())
        throw Error(fmt::format("positions have {} axes, the rotary embedding turns {}", packed.positions.size(0),
                                model.config.decoder.positionAxes()));
    packed.nextPositions = positionsBehind(packed.positions, lengths);
    packed.lengths = std::move(lengths);
    packed.isImage = isImage;
    if (model.aifs && isImage.defined())
        putImagesFirst(packed);
    packed.image = imageRuns(packed.isImage);
    packed.lastRows = rowsOfLastTokens(packed);
    setRotary(model, packed);
    return packed;
}

at::Tensor tokensToRows(const Packed& packed, const at::Tensor& tokens)
{
    return packed.order.defined() ? tokens.index_select(0, packed.order.to(tokens.device())) : tokens;
}

at::Tensor rowsToTokens(const Packed& packed, const at::Tensor& rows)
{
    return packed.order.defined() ? rows.index_select(0, packed.order.argsort().to(rows.device())) : rows;
}

KvCache makeKvCache(const Model& model, int64_t sequences, int64_t capacity)
{
    const auto& d = model.config.decoder;
    KvCache cache;
    cache.lengths.assign(static_cast<size_t>(sequences), 0);
    cache.positions.assign(static_cast<size_t>(sequences), 0);
    for (int64_t i = 0; i < d.blocks; ++i) {
        cache.keys.push_back(
            at::zeros({sequences, d.kvHeads, capacity, d.headSize}, model.embedding.options().dtype(model.dtype())));
        cache.values.push_back(at::zeros_like(cache.keys.back()));
    }
    return cache;
}

Packed packStep(const Model& model, KvCache& cache)
{
    Packed packed;
    packed.lengths.assign(cache.lengths.size(), 1);
    packed.index = at::tensor(cache.lengths, at::kLong);
    packed.positions =
        at::tensor(cache.positions, at::kLong).unsqueeze(0).expand({model.config.decoder.positionAxes(), -1});
    packed.lastRows.resize(cache.lengths.size());
    std::iota(packed.lastRows.begin(), packed.lastRows.end(), int64_t(0));
    setRotary(model, packed);
    if (!model.device().is_cpu() || model.dtype() != at::kFloat) {
        const int64_t capacity = cache.keys.front().size(2);
        const auto hidden = at::arange(capacity, at::kLong).unsqueeze(0).gt(packed.index.unsqueeze(1));
        cache.mask = at::zeros({packed.index.size(0), capacity}, at::kFloat)
                         .masked_fill(hidden, -std::numeric_limits<float>::infinity())
                         .to(model.device(), model.dtype());
    }
    cache.slots = model.device().is_cpu() ? at::Tensor() : packed.index.to(model.device()).view({-1, 1, 1, 1});
    return packed;
}

}
