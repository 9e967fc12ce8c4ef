// SPDX-License-Identifier: GPL-3.0-or-later
// The one forward walk: whatever looks at a model layer by layer goes along it, with a Pass that visits the layers and
// a Visitor between the steps.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "model/samplestream.h"

namespace quantscope {

enum class StepKind { PatchEmbedding, VisionBlock, Projector, DecoderEntry, DecoderBlock, Head };

struct Step
{
    StepKind kind = StepKind::PatchEmbedding;
    size_t block = 0; // of its tower

    bool operator==(const Step&) const = default;
};

// All steps of a model from kind `first` to kind `last`, in order.
std::vector<Step> stepsOf(const Model&, StepKind first = StepKind::PatchEmbedding, StepKind last = StepKind::Head);
// The step that a layer belongs to.
Step stepOf(const Layer&);

// One model on the walk, with its own samples.
struct Lane
{
    const Model& model;
    SampleStream& samples;
    const Pass& pass;
};

struct Visitor
{
    std::function<bool(const Step&)> before; // false: this step and all behind it are left out
    std::function<void(const Step&)> after;
};

// Asks before every step whether to stop; keeps a reference.
Visitor checking(const Progress&);

// Every step takes all lanes along before the next one begins.
void walk(std::span<const Step>, std::span<const Lane>, const Visitor& = {});
void walk(std::span<const Step>, const Lane&, const Visitor& = {});

}
