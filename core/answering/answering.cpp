// SPDX-License-Identifier: GPL-3.0-or-later
#include "answering/answering.h"

#include "answering/evaluate.h"

namespace quantscope {
namespace {

constexpr int64_t allTiles = 1 << 20;

}

std::vector<int64_t> answerAlone(const LoadedModel& loaded, const Model& model, const GenerationInput& input,
                                 const Progress& progress)
{
    auto generation = loaded.generation;
    if (mixesSamples(model)) {
        generation.tilesPerChunk = allTiles;
        generation.wholePrompt = true;
    }
    return generate(model, std::span(&input, 1), generation, plainPass(model), progress).front();
}

at::Tensor visualOf(const LoadedModel& loaded, const Model& model, const GenerationInput& input,
                    const Progress& progress)
{
    if (!input.pixels.defined())
        return {};
    const auto tiles = mixesSamples(model) ? allTiles : loaded.generation.tilesPerChunk;
    return embedImages(model, input.pixels, tiles, plainPass(model), progress);
}

}
