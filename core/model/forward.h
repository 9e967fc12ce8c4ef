// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "base/progress.h"
#include "model/modality.h"
#include "model/model.h"
#include "model/tokengrid.h"

namespace quantscope {

// Activations of a pass, in parts that fit the cache and can be worked on in parallel.
using Chunks = std::vector<at::Tensor>;

// How a forward pass runs. Every matrix product of the model goes through `linear`, which may watch its input, quantize
// the layer first, or hand back anything of the right shape. The pass writes into what it gets back. `image` tells
// which rows of each chunk come from image tokens; it is empty where imageRowsOf() finds none in any.
struct Pass
{
    std::function<Chunks(LayerIndex, Chunks, const std::vector<ImageRows>& image)> linear;
    int threads = 1; // over chunks
    // Puts results that wait for the next step where they need less memory; nothing by default.
    std::function<at::Tensor(size_t chunk, const at::Tensor&)> keep;
};

// Replaces each chunk by f(index, chunk); the inputs are freed one by one.
Chunks mapChunks(const Pass&, Chunks, const std::function<at::Tensor(size_t, at::Tensor)>& f);

// The pass that just computes: applyLinear of the model's own layers. Keeps a reference to the model.
Pass plainPass(const Model&, int threads = 1);
// True when a layer's rounding looks at the whole batch, so that questions have to be answered one by one.
bool mixesSamples(const Model&);

// Changes queries and keys of chunk `chunk` before they attend, [n, tokens, width] both.
using TurnHeads = std::function<void(size_t chunk, at::Tensor& query, at::Tensor& key)>;

// One block of a vision tower whose images attend to themselves, [n, tokens, width] -> the same.
Chunks visionBlock(const Model&, size_t block, Chunks x, const Pass&, const TurnHeads& turn = {});

// Tokens of several sequences one after the other, without padding. Row i holds token order[i]: with Model::aifs
// the image tokens of each sequence and then its text, else the tokens as they come.
struct Packed
{
    std::vector<int64_t> lengths;
    at::Tensor order; // int64 [T], undefined when the rows are in the order of the tokens
    at::Tensor index; // int64 [T], of the tokens in their sequences
    at::Tensor positions; // int64 [axes, T], what the rotary embedding turns by
    std::vector<int64_t> nextPositions; // of the token behind each sequence, the same on all axes
    at::Tensor isImage; // bool [T], undefined when all are text
    ImageRows image; // the same as runs
    at::Tensor cos, sin; // [T, head size / 2], from positions
    std::vector<int64_t> lastRows; // where each sequence's last token is
};

// `isImage`: bool [T] in the order of the tokens; `visual`: the grids of all images, for positions with several axes.
Packed packSequences(const Model&, std::vector<int64_t> lengths, const at::Tensor& isImage, TokenGrids visual = {});
// The positions 0, 1, … of each sequence, int64 [T].
at::Tensor countedPositions(const std::vector<int64_t>& lengths);
// Which rows come from image tokens, one entry per chunk: of all rows, and of those that DecoderRows::Last leaves.
std::vector<ImageRows> imageRows(const std::vector<Packed>&);
std::vector<ImageRows> lastImageRows(const std::vector<Packed>&);
// Between the order of the tokens and that of the rows, [T, …] both.
at::Tensor tokensToRows(const Packed&, const at::Tensor& tokens);
at::Tensor rowsToTokens(const Packed&, const at::Tensor& rows);

// Keys and values of a batch of sequences: per block [sequences, kvHeads, capacity, d].
struct KvCache
{
    std::vector<at::Tensor> keys, values;
    std::vector<int64_t> lengths; // filled so far
    std::vector<int64_t> positions; // of the next token
    at::Tensor mask; // additive [sequences, capacity], of the step under way
    at::Tensor slots; // where its keys go, int64 [sequences, 1, 1, 1]; on a GPU only
};

KvCache makeKvCache(const Model&, int64_t sequences, int64_t capacity);

// Starts one decoding step: one token per sequence behind what the cache holds.
Packed packStep(const Model&, KvCache&);

enum class DecoderRows {
    All, // every token
    Last, // only the last token of each sequence leaves the block
};

// One decoder block over packed tokens [T, width]. `caches`, one per chunk, may be empty: then every sequence
// attends to itself only. With a cache whose lengths are not zero it is a step of one token per sequence.
Chunks decoderBlock(const Model&, size_t block, Chunks x, const std::vector<Packed>&, std::vector<KvCache>* caches,
                    DecoderRows, const Pass&);

// Final norm and head: [T, width] -> logits [T, vocabulary].
Chunks headLogits(const Model&, Chunks x, const Pass&, const std::vector<ImageRows>& image = {});

// Embeds token ids [T] and puts `visual` [images tokens, width] where ids equal `imageToken`.
at::Tensor embedTokens(const Model&, const at::Tensor& ids, int64_t imageToken, const at::Tensor& visual);

}
