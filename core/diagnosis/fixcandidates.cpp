// SPDX-License-Identifier: GPL-3.0-or-later
// Single changes of a recipe that are worth a try whatever the cause, each for one tower and for all that it concerns:
// ranges by another observer (PyTorch's and PTQ4DiT's), dynamic scales, rotation and online Hadamard (QuaRot, arXiv
// 2404.00456), modality scales and split (MQuant, arXiv 2502.00425), GPTQ (arXiv 2210.17323), groups, bits.

#include "diagnosis/fixcandidates.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "diagnosis/findinggroups.h"
#include "diagnosis/modelpart.h"
#include "numeric/observer.h"
#include "run/stagekeys.h"

namespace quantscope {
namespace {

constexpr int64_t mostWeightSamples = 128, mostRangeSamples = 256;
constexpr double worstShares[] = {0.1, 0.25};

struct Setting
{
    std::string field;
    nlohmann::json value;
};

using Wanted = std::function<bool(const Layer&, const Scheme&)>;

bool isQuantized(const Scheme& scheme)
{
    return scheme.quantizesWeight() || scheme.quantizesActivation();
}

std::vector<LayerIndex> wantedLayers(const CauseContext& context, Tower tower, const Wanted& wanted)
{
    std::vector<LayerIndex> found;
    const auto& layers = context.outline.layers;
    for (size_t i = 0; i < layers.size(); ++i)
        if (const auto& scheme = context.plan.schemes.at(i);
            layers[i].tower == tower && isQuantized(scheme) && wanted(layers[i], scheme))
            found.push_back(static_cast<LayerIndex>(i));
    return found;
}

// The tower's own settings where they concern all its quantized layers, and one by one where they do not, or where an
// override hides them.
void addEdits(std::vector<RecipeEdit>& edits, const CauseContext& context, Tower tower,
              const std::vector<LayerIndex>& layers, const Setting& setting)
{
    const auto all = wantedLayers(context, tower, [](const Layer&, const Scheme&) { return true; });
    auto reached = context.plan.schemes;
    if (layers.size() == all.size()) {
        const Fix own{{}, {towerEdit(tower, setting.field, setting.value)}};
        reached = resolve(applyFix(context.recipe, own), context.outline.layers).schemes;
        edits.push_back(own.edits.front());
    }
    const auto& field = *schemeField(setting.field);
    for (const LayerIndex layer : layers)
        if (schemeValue(reached.at(static_cast<size_t>(layer)), field) != setting.value)
            edits.push_back(
                layerEdit(context.outline.layers.at(static_cast<size_t>(layer)), setting.field, setting.value));
}

std::vector<RecipeEdit> editsOf(const CauseContext& context, Tower tower, const std::vector<Setting>& settings,
                                const Wanted& wanted)
{
    std::vector<RecipeEdit> edits;
    if (const auto layers = wantedLayers(context, tower, wanted); !layers.empty())
        for (const auto& setting : settings)
            addEdits(edits, context, tower, layers, setting);
    return edits;
}

Fix fixAt(const std::string& code, std::vector<Argument> arguments, Message where, std::vector<RecipeEdit> edits)
{
    arguments.emplace_back("where", std::move(where));
    return {message(code, std::move(arguments)), std::move(edits)};
}

// One for all towers that it changes, and where these are several one for each.
std::vector<Fix> eachAndAll(const std::string& code, const std::vector<Argument>& arguments,
                            const std::function<std::vector<RecipeEdit>(Tower)>& editsFor)
{
    std::vector<Fix> fixes;
    std::vector<RecipeEdit> all;
    for (const Tower tower : allTowers())
        if (const auto edits = editsFor(tower); !edits.empty()) {
            all.insert(all.end(), edits.begin(), edits.end());
            fixes.push_back(fixAt(code, arguments, towerPart(tower), edits));
        }
    if (fixes.size() > 1)
        fixes.insert(fixes.begin(), fixAt(code, arguments, message("change.all_parts"), std::move(all)));
    return fixes;
}

std::vector<Fix> everywhere(const CauseContext& context, const std::string& code,
                            const std::vector<Argument>& arguments, const std::vector<Setting>& settings,
                            const Wanted& wanted)
{
    return eachAndAll(code, arguments, [&](Tower tower) { return editsOf(context, tower, settings, wanted); });
}

bool isStatic(const Layer&, const Scheme& scheme)
{
    return scheme.quantizesActivation() && scheme.activationStatic;
}

// An observer is for the whole model: who changes it for a tower alone finds that in the causes.
std::vector<Fix> otherObservers(const FixSituation& s)
{
    std::vector<Fix> fixes;
    for (const auto& observer : observers()) {
        std::vector<RecipeEdit> edits;
        for (const Tower tower : allTowers())
            for (auto& edit : editsOf(s.context, tower, {{"observer", observer.id}}, isStatic))
                edits.push_back(std::move(edit));
        if (!edits.empty())
            fixes.push_back({message("change.observer", {{"observer", observer.id}}), std::move(edits)});
    }
    return fixes;
}

std::vector<Fix> dynamicScales(const FixSituation& s)
{
    return everywhere(s.context, "change.dynamic", {}, {{"activation_static", false}, {"activation_per_tensor", false}},
                      isStatic);
}

std::vector<Fix> scalesPerToken(const FixSituation& s)
{
    return everywhere(s.context, "change.per_token", {}, {{"activation_per_tensor", false}},
                      [](const Layer&, const Scheme& scheme) {
                          return scheme.quantizesActivation() && !scheme.activationStatic && scheme.activationPerTensor;
                      });
}

std::vector<Fix> asymmetricInputs(const FixSituation& s)
{
    return everywhere(
        s.context, "change.asymmetric_inputs", {}, {{"activation_symmetric", false}},
        [](const Layer&, const Scheme& scheme) { return scheme.quantizesActivation() && scheme.activationSymmetric; });
}

std::vector<Fix> wholeRanges(const FixSituation& s)
{
    return everywhere(s.context, "change.whole_ranges", {}, {{"activation_clip_ratio", 1.0}},
                      [](const Layer&, const Scheme& scheme) {
                          return scheme.quantizesActivation() && scheme.activationClipRatio < 1;
                      });
}

std::vector<Fix> modalityScales(const FixSituation& s)
{
    auto edits = editsOf(s.context, Tower::Llm, {{"activation_modalities", true}}, isStatic);
    if (edits.empty())
        return {};
    return {{message("change.modality_scales"), std::move(edits)}};
}

bool quantizes(const CauseContext& context, Tower tower)
{
    return !wantedLayers(context, tower, [](const Layer&, const Scheme&) { return true; }).empty();
}

std::vector<Fix> rotations(const FixSituation& s)
{
    std::vector<Fix> fixes;
    for (const Tower tower : {Tower::Llm, Tower::Vision})
        if (quantizes(s.context, tower))
            fixes.push_back(fixAt("change.rotation", {}, towerPart(tower), rotationEdits(tower)));
    return fixes;
}

// Without a rotation: it evens out what a norm's weight makes of the channels.
std::vector<Fix> foldedNorms(const FixSituation& s)
{
    return eachAndAll("change.folded_norms", {}, [&](Tower tower) {
        return quantizes(s.context, tower) ? std::vector<RecipeEdit>{towerEdit(tower, "fuse_norms", true)}
                                           : std::vector<RecipeEdit>();
    });
}

std::vector<Fix> onlineHadamards(const FixSituation& s)
{
    std::vector<Fix> fixes;
    for (const Tower tower : allTowers())
        if (quantizes(s.context, tower))
            fixes.push_back(
                fixAt("change.online_hadamard", {}, towerPart(tower), {towerEdit(tower, "online_hadamard", true)}));
    return fixes;
}

std::vector<Fix> splits(const FixSituation& s)
{
    std::vector<Fix> fixes;
    for (const Tower tower : allTowers())
        if (auto edits = editsOf(
                s.context, tower, {{"split_channel", autoRms}, {"split", true}},
                [](const Layer& layer, const Scheme& scheme) { return layer.role == Role::MlpDown && !scheme.rms; });
            !edits.empty())
            fixes.push_back(fixAt("change.split", {}, towerPart(tower), std::move(edits)));
    return fixes;
}

std::vector<Fix> weightGroups(const FixSituation& s)
{
    std::vector<Fix> fixes;
    for (const int64_t size : {128, 64, 32})
        for (auto& fix : everywhere(s.context, "change.weight_groups", {{"size", size}}, {{"weight_group_size", size}},
                                    [size](const Layer&layer, const Scheme&scheme) {
                                        return scheme.quantizesWeight() && scheme.weightBits < 8 &&
                                            (scheme.weightGroupSize < 0 || scheme.weightGroupSize > size) &&
                                            layer.in % size == 0 && layer.in > size;
                                    }))
            fixes.push_back(std::move(fix));
    return fixes;
}

std::vector<Fix> gptq(const FixSituation& s)
{
    return everywhere(
        s.context, "change.gptq", {}, {{"weight_method", "gptq"}},
        [](const Layer&, const Scheme& scheme) { return scheme.quantizesWeight() && scheme.weightMethod == "rtn"; });
}

std::vector<Fix> clipSearch(const FixSituation& s)
{
    return everywhere(
        s.context, "change.clip_search", {}, {{"weight_clip", true}},
        [](const Layer&, const Scheme& scheme) { return scheme.quantizesWeight() && !scheme.weightClip; });
}

std::vector<Fix> asymmetricWeights(const FixSituation& s)
{
    return everywhere(
        s.context, "change.asymmetric_weights", {}, {{"weight_symmetric", false}},
        [](const Layer&, const Scheme& scheme) { return scheme.quantizesWeight() && scheme.weightSymmetric; });
}

std::vector<Fix> weightBits(const FixSituation& s)
{
    std::vector<Fix> fixes;
    for (const int bits : {3, 4, 8})
        for (auto& fix : everywhere(s.context, "change.weight_bits", {{"bits", bits}}, {{"weight_bits", bits}},
                                    [bits](const Layer&, const Scheme& scheme) {
                                        return scheme.quantizesWeight() && scheme.weightBits < bits;
                                    }))
            fixes.push_back(std::move(fix));
    return fixes;
}

// Floating point would heal everything, and quantize nothing.
std::vector<Fix> inputBits(const FixSituation& s)
{
    constexpr int bits = 8;
    return everywhere(s.context, "change.input_bits", {{"bits", bits}}, {{"activation_bits", bits}},
                      [](const Layer&, const Scheme& scheme) { return scheme.activationBits < bits; });
}

// Below 8 bits 8, else floating point.
std::vector<RecipeEdit> moreBits(const Layer& layer, const Scheme& scheme)
{
    std::vector<RecipeEdit> edits;
    const bool low = scheme.weightBits < 8 || scheme.activationBits < 8;
    if (low ? scheme.weightBits < 8 : scheme.quantizesWeight())
        edits.push_back(layerEdit(layer, "weight_bits", low ? 8 : 16));
    if (low ? scheme.activationBits < 8 : scheme.quantizesActivation())
        edits.push_back(layerEdit(layer, "activation_bits", low ? 8 : 16));
    return edits;
}

// The worst by their own error, at most a tenth and a quarter of the layers.
std::vector<Fix> bitsOfWorst(const FixSituation& s)
{
    std::vector<const LayerReport*> measured;
    for (const auto& layer : s.layers)
        if (layer.measured && isQuantized(layer.scheme))
            measured.push_back(&layer);
    std::stable_sort(measured.begin(), measured.end(), [](const LayerReport* a, const LayerReport* b) {
        return a->error.isolated.relativeMse > b->error.isolated.relativeMse;
    });
    std::vector<Fix> fixes;
    for (const double share : worstShares) {
        const auto count = static_cast<size_t>(std::ceil(share * static_cast<double>(measured.size())));
        std::vector<RecipeEdit> edits;
        for (size_t i = 0; i < count; ++i)
            for (auto& edit : moreBits(measured[i]->layer, measured[i]->scheme))
                edits.push_back(std::move(edit));
        if (count > 0)
            fixes.push_back({message("change.bits_of_worst", {{"layers", count}}), std::move(edits)});
    }
    return fixes;
}

std::vector<Fix> moreCalibration(const FixSituation& s)
{
    const auto& now = s.context.recipe.calibration;
    const auto more = [](const char* pointer, const char* code, int64_t samples) {
        RecipeEdit edit;
        edit.pointer = pointer;
        edit.value = samples;
        return Fix{message(code, {{"questions", samples}}), {edit}};
    };
    std::vector<Fix> fixes;
    if (now.weightSamples < mostWeightSamples)
        fixes.push_back(more("/calibration/weight_samples", "change.weight_samples",
                             std::min(mostWeightSamples, 4 * now.weightSamples)));
    if (now.activationSamples < mostRangeSamples)
        fixes.push_back(more("/calibration/activation_samples", "change.range_samples",
                             std::min(mostRangeSamples, 4 * now.activationSamples)));
    return fixes;
}

// What the causes say, for all layers that they name.
std::vector<Fix> fixesOfCauses(const FixSituation& s)
{
    std::vector<Fix> fixes;
    for (const auto& group : groupFindings(s.diagnosis))
        if (group.fix)
            fixes.push_back(*group.fix);
    return fixes;
}

constexpr FixKind kinds[] = {
    {"observer", otherObservers},
    {"dynamic", dynamicScales},
    {"per_token", scalesPerToken},
    {"asymmetric_inputs", asymmetricInputs},
    {"whole_ranges", wholeRanges},
    {"modality_scales", modalityScales},
    {"folded_norms", foldedNorms},
    {"rotation", rotations},
    {"online_hadamard", onlineHadamards},
    {"split", splits},
    {"weight_groups", weightGroups},
    {"gptq", gptq},
    {"clip_search", clipSearch},
    {"asymmetric_weights", asymmetricWeights},
    {"weight_bits", weightBits},
    {"input_bits", inputBits},
    {"bits_of_worst", bitsOfWorst},
    {"calibration", moreCalibration},
    {"causes", fixesOfCauses},
};

}

FixCost costOf(const CauseContext& context, const Fix& fix)
{
    const auto now = stageKeys(context.plan);
    const auto then = stageKeys(resolve(applyFix(context.recipe, fix), context.outline.layers));
    return now.transform != then.transform ? FixCost::Transforms
        : now.weights != then.weights      ? FixCost::Weights
                                           : FixCost::Ranges;
}

std::span<const FixKind> fixKinds()
{
    return kinds;
}

std::vector<FixCandidate> fixCandidates(const FixSituation& situation)
{
    const auto& context = situation.context;
    std::set<std::string> seen{stageKeys(context.plan).activations};
    std::vector<FixCandidate> candidates;
    for (const auto& kind : kinds)
        for (auto& fix : kind.make(situation)) {
            auto usable = usableFix(context.recipe, context.outline, std::move(fix));
            if (!usable)
                continue;
            const auto plan = resolve(applyFix(context.recipe, *usable), context.outline.layers);
            if (!seen.insert(stageKeys(plan).activations).second)
                continue;
            const auto cost = costOf(context, *usable);
            candidates.push_back({std::string(kind.id), std::move(*usable), cost});
        }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const FixCandidate& a, const FixCandidate& b) { return a.cost < b.cost; });
    return candidates;
}

std::optional<FixCandidate> bothOf(const CauseContext& context, const Fix& first, const Fix& second)
{
    Fix both{message("change.pair", {{"first", first.message}, {"second", second.message}}), first.edits};
    both.edits.insert(both.edits.end(), second.edits.begin(), second.edits.end());
    const auto withFirst = applyFix(context.recipe, first), withSecond = applyFix(context.recipe, second);
    if (!changesRuns(withFirst, context.outline, both) || !changesRuns(withSecond, context.outline, both))
        return {};
    auto usable = usableFix(context.recipe, context.outline, std::move(both));
    if (!usable)
        return {};
    const auto cost = costOf(context, *usable);
    return FixCandidate{"pair", std::move(*usable), cost};
}

}
