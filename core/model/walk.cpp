// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/walk.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "model/architectures/architecture.h"
#include "model/attention.h"

namespace quantscope {
namespace {

std::vector<TokenGrid> patchGrids(const Model& model, const Chunks& pixels)
{
    const int64_t p = model.config.vision.patchSize;
    std::vector<TokenGrid> grids;
    for (const auto& chunk : pixels)
        grids.push_back({chunk.size(-2) / p, chunk.size(-1) / p});
    return grids;
}

size_t blocksOf(const Model& model, StepKind kind)
{
    return kind == StepKind::VisionBlock ? model.visionBlocks.size()
        : kind == StepKind::DecoderBlock ? model.decoderBlocks.size()
                                         : 1;
}

void decode(const Lane& lane, size_t block)
{
    auto& s = lane.samples;
    const bool last = block + 1 == lane.model.decoderBlocks.size();
    s.decoder = lane.model.config.architecture->decode(lane.model, block, std::move(s.decoder), s.packed, s.caches,
                                                       last ? s.lastBlock : DecoderRows::All, lane.pass);
}

void head(const Lane& lane)
{
    auto& s = lane.samples;
    if (s.head == DecoderRows::Last && s.lastBlock == DecoderRows::All)
        for (size_t i = 0; i < s.decoder.size(); ++i)
            s.decoder[i] = lastRows(s.decoder[i], s.packed[i]);
    const bool last = s.head == DecoderRows::Last || s.lastBlock == DecoderRows::Last;
    s.decoder =
        headLogits(lane.model, std::move(s.decoder), lane.pass, last ? lastImageRows(s.packed) : imageRows(s.packed));
}

void make(const Step& step, const Lane& lane)
{
    const auto& model = lane.model;
    const auto& architecture = *model.config.architecture;
    auto& s = lane.samples;
    switch (step.kind) {
    case StepKind::PatchEmbedding:
        s.patches = patchGrids(model, s.vision);
        s.vision = architecture.embedPatches(model, std::move(s.vision), lane.pass);
        return;
    case StepKind::VisionBlock:
        s.vision = architecture.encodeImages(model, step.block, std::move(s.vision), s.patches, lane.pass);
        return;
    case StepKind::Projector:
        s.vision = architecture.mergeVisual(model, std::move(s.vision), s.patches, lane.pass);
        return;
    case StepKind::DecoderEntry: enterDecoder(model, s); return;
    case StepKind::DecoderBlock: decode(lane, step.block); return;
    case StepKind::Head: head(lane); return;
    }
}

}

std::vector<Step> stepsOf(const Model& model, StepKind first, StepKind last)
{
    std::vector<Step> steps;
    for (auto kind = static_cast<int>(first); kind <= static_cast<int>(last); ++kind)
        for (size_t block = 0; block < blocksOf(model, static_cast<StepKind>(kind)); ++block)
            steps.push_back({static_cast<StepKind>(kind), block});
    return steps;
}

Step stepOf(const Layer& layer)
{
    if (layer.role == Role::Head)
        return {StepKind::Head};
    if (layer.role == Role::PatchEmbedding)
        return {StepKind::PatchEmbedding};
    if (layer.tower == Tower::Projector)
        return {StepKind::Projector};
    return {layer.tower == Tower::Vision ? StepKind::VisionBlock : StepKind::DecoderBlock,
            static_cast<size_t>(std::max(layer.block, 0))};
}

Visitor checking(const Progress& progress)
{
    Visitor visitor;
    visitor.before = [&progress](const Step&) {
        progress.check();
        return true;
    };
    return visitor;
}

void walk(std::span<const Step> steps, std::span<const Lane> lanes, const Visitor& visitor)
{
    for (const auto& step : steps) {
        if (visitor.before && !visitor.before(step))
            return;
        for (const auto& lane : lanes)
            make(step, lane);
        if (visitor.after)
            visitor.after(step);
    }
}

void walk(std::span<const Step> steps, const Lane& lane, const Visitor& visitor)
{
    walk(steps, std::span(&lane, 1), visitor);
}

}
