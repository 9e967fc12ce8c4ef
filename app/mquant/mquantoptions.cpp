// SPDX-License-Identifier: GPL-3.0-or-later
#include "mquant/mquantoptions.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/error.h"
#include "quant/protocol.h"

namespace quantscope {
namespace {

using O = MQuantOptions;

constexpr std::string_view conventions = "Protocol";
constexpr std::string_view rotation = "Rotation";
constexpr std::string_view quantization = "Quantization";

bool quantizes(const Scheme& scheme)
{
    return scheme.quantizesWeight() || scheme.quantizesActivation();
}

// The vision tower and the projector share their options; a tower in floating point has lost its bits.
const Scheme& visualScheme(const Recipe& r)
{
    return quantizes(r.vision.scheme) ? r.vision.scheme : r.projector.scheme;
}

bool foldsNorms(const Recipe& r)
{
    return r.vision.fuseNorms || r.projector.fuseNorms || r.llm.fuseNorms;
}

// MQuant's code folds norms without --rotate too.
bool foldsAlways(Protocol protocol)
{
    return protocol != Protocol::Exact;
}

bool rotates(const Recipe& r)
{
    return r.vision.rotate || r.llm.rotate || r.projector.onlineHadamard || (foldsNorms(r) && !foldsAlways(r.protocol));
}

// True when the options fold norms unless they say otherwise for the part.
bool expectsFolding(const Recipe& r)
{
    return foldsAlways(r.protocol) || rotates(r);
}

Protocol protocolOf(const O& o)
{
    const auto protocol = protocolFromId(o.protocol);
    if (!protocol)
        throw Error("--protocol: expected exact, mquant or published, found " + o.protocol);
    return *protocol;
}

bool fuses(const O& o)
{
    return (o.rotate || foldsAlways(protocolOf(o))) && !o.notFuseLayerNorms;
}

// The reference turns a part's quantization on with its online Hadamard when that part is rotated.
bool quantizesVision(const O& o)
{
    return o.quant && (o.quantVisualClip || (o.onlineVisualHadamard && o.rotateVisualClip));
}

bool quantizesProjector(const O& o)
{
    return o.quant && o.quantCrossAttention;
}

bool quantizesLlm(const O& o)
{
    return o.quant && (o.quantLlm || (o.onlineLlmHadamard && o.rotateLlm));
}

void setSeed(const O& o, Recipe& r)
{
    if (o.seed < 0)
        throw Error(fmt::format("--seed: expected a number from 0, found {}", o.seed));
    r.seed = static_cast<uint64_t>(o.seed);
}

const nlohmann::json& floatBits()
{
    static const nlohmann::json bits{{"weight_bits", 16}, {"activation_bits", 16}};
    return bits;
}

void getDownProjections(const Recipe& r, O& o)
{
    o.int8DownProj = std::any_of(r.overrides.begin(), r.overrides.end(), [](const Override& entry) {
        return entry.match.role == Role::MlpDown && entry.match.name.empty();
    });
}

void setDownProjections(const O& o, Recipe& r)
{
    for (const Tower tower : {Tower::Vision, Tower::Llm}) {
        if (!o.int8DownProj || !quantizes(r.tower(tower).scheme))
            continue;
        Match match;
        match.tower = tower;
        match.role = Role::MlpDown;
        r.overrides.push_back({match, {{"weight_bits", 8}, {"activation_bits", 8}}});
    }
}

void getSkippedNames(const Recipe& r, O& o)
{
    for (const auto& entry : r.overrides)
        if (!entry.match.name.empty() && entry.fields == floatBits())
            o.skipNames.push_back(entry.match.name);
}

void setSkippedNames(const O& o, Recipe& r)
{
    for (const auto& name : o.skipNames) {
        Match match;
        match.name = name;
        r.overrides.push_back({match, floatBits()});
    }
}

// Rows for options that are a field of a recipe, of its calibration, of a tower or of schemes.
template <auto option, auto field>
MQuantOption ofRecipe(std::string_view name, std::string_view group, std::string_view help)
{
    return {name,
            group,
            help,
            option,
            [](const Recipe& r, O& o) { o.*option = r.*field; },
            [](const O& o, Recipe& r) { r.*field = o.*option; }};
}

template <auto option, auto field>
MQuantOption ofCalibration(std::string_view name, std::string_view group, std::string_view help)
{
    return {name,
            group,
            help,
            option,
            [](const Recipe& r, O& o) { o.*option = r.calibration.*field; },
            [](const O& o, Recipe& r) { r.calibration.*field = o.*option; }};
}

template <auto option, auto tower, auto field>
MQuantOption ofTower(std::string_view name, std::string_view group, std::string_view help)
{
    return {name,
            group,
            help,
            option,
            [](const Recipe& r, O& o) { o.*option = (r.*tower).*field; },
            [](const O& o, Recipe& r) { (r.*tower).*field = o.*option; }};
}

template <auto option, auto tower, auto field>
MQuantOption ofScheme(std::string_view name, std::string_view group, std::string_view help)
{
    return {name,
            group,
            help,
            option,
            [](const Recipe& r, O& o) { o.*option = (r.*tower).scheme.*field; },
            [](const O& o, Recipe& r) { (r.*tower).scheme.*field = o.*option; }};
}

template <auto option, auto field>
MQuantOption ofVisualSchemes(std::string_view name, std::string_view group, std::string_view help)
{
    return {name,
            group,
            help,
            option,
            [](const Recipe& r, O& o) { o.*option = visualScheme(r).*field; },
            [](const O& o, Recipe& r) { r.vision.scheme.*field = r.projector.scheme.*field = o.*option; }};
}

template <auto option, auto field>
MQuantOption ofAllSchemes(std::string_view name, std::string_view group, std::string_view help)
{
    return {name,
            group,
            help,
            option,
            [](const Recipe& r, O& o) { o.*option = r.llm.scheme.*field; },
            [](const O& o, Recipe& r) {
                for (const Tower tower : allTowers())
                    r.tower(tower).scheme.*field = o.*option;
            }};
}

// The option that turns a field off.
template <auto option, auto field>
MQuantOption againstAllSchemes(std::string_view name, std::string_view group, std::string_view help)
{
    return {name,
            group,
            help,
            option,
            [](const Recipe& r, O& o) { o.*option = !(r.llm.scheme.*field); },
            [](const O& o, Recipe& r) {
                for (const Tower tower : allTowers())
                    r.tower(tower).scheme.*field = !(o.*option);
            }};
}

// The bits of parts that are in floating point say nothing; their options keep MQuant's defaults.
template <auto option, auto field> void getBits(const Scheme& scheme, O& o)
{
    if (quantizes(scheme))
        o.*option = scheme.*field;
}

MQuantOption printedWhere(bool (*isPrinted)(const O&), MQuantOption option)
{
    option.isPrinted = isPrinted;
    return option;
}

bool namesVisual(const O& o)
{
    return o.quantVisualClip || o.quantCrossAttention;
}

bool namesLlm(const O& o)
{
    return o.quantLlm;
}

MQuantOption withChoices(MQuantOption option, std::vector<std::string> choices)
{
    option.choices = std::move(choices);
    return option;
}

MQuantOption withAuto(MQuantOption option)
{
    option.wordForAuto = "auto";
    return option;
}

const std::vector<MQuantOption>& table()
{
    static const std::vector<MQuantOption> options{
        {"protocol",
         conventions,
         "exact: each option does what it says; mquant: what MQuant's code does; published: on JPEG images too",
         &O::protocol,
         [](const Recipe& r, O& o) { o.protocol = protocolId(r.protocol); },
         [](const O& o, Recipe& r) { r.protocol = protocolOf(o); },
         {"exact", "mquant", "published"}},
        // What it folds stands in the rows of no_fuse_….
        {"rotate", rotation, "Fold the norms; the following rotations need it", &O::rotate,
         [](const Recipe& r, O& o) { o.rotate = rotates(r); }},
        {"rotate_visual_clip", rotation, "Rotate the vision tower", &O::rotateVisualClip,
         [](const Recipe& r, O& o) { o.rotateVisualClip = r.vision.rotate; },
         [](const O& o, Recipe& r) { r.vision.rotate = o.rotate && o.rotateVisualClip; }},
        {"rotate_visual_cross_attn", rotation, "Hadamard transform inside the projector", &O::rotateVisualCrossAttn,
         [](const Recipe& r, O& o) { o.rotateVisualCrossAttn = r.projector.onlineHadamard; },
         [](const O& o, Recipe& r) { r.projector.onlineHadamard = o.rotate && o.rotateVisualCrossAttn; }},
        {"rotate_llm", rotation, "Rotate the language model", &O::rotateLlm,
         [](const Recipe& r, O& o) { o.rotateLlm = r.llm.rotate; },
         [](const O& o, Recipe& r) { r.llm.rotate = o.rotate && o.rotateLlm; }},
        {"rotate_mode",
         rotation,
         "Kind of rotation",
         &O::rotateMode,
         [](const Recipe& r, O& o) { o.rotateMode = r.rotation == RotationKind::Random ? "random" : "hadamard"; },
         [](const O& o, Recipe& r) {
             r.rotation = o.rotateMode == "random" ? RotationKind::Random : RotationKind::Hadamard;
         },
         {"hadamard", "random"}},
        {"norm_fusion",
         rotation,
         "exact keeps the function; mquant is the reference's",
         &O::normFusion,
         [](const Recipe& r, O& o) { o.normFusion = r.normFusion == NormFusion::MQuant ? "mquant" : "exact"; },
         [](const O& o, Recipe& r) {
             r.normFusion = o.normFusion == "mquant" ? NormFusion::MQuant : NormFusion::Exact;
         },
         {"exact", "mquant"}},
        {"no_fuse_visual_clip", rotation, "Leave the vision tower's norms", &O::noFuseVisualClip,
         [](const Recipe& r, O& o) { o.noFuseVisualClip = expectsFolding(r) && !r.vision.fuseNorms; },
         [](const O& o, Recipe& r) { r.vision.fuseNorms = fuses(o) && !o.noFuseVisualClip; }},
        {"no_fuse_visual_cross_attn", rotation, "Leave the projector's norm", &O::noFuseVisualCrossAttn,
         [](const Recipe& r, O& o) { o.noFuseVisualCrossAttn = expectsFolding(r) && !r.projector.fuseNorms; },
         [](const O& o, Recipe& r) { r.projector.fuseNorms = fuses(o) && !o.noFuseVisualCrossAttn; }},
        {"no_fuse_llm", rotation, "Leave the language model's norms", &O::noFuseLlm,
         [](const Recipe& r, O& o) { o.noFuseLlm = expectsFolding(r) && !r.llm.fuseNorms; },
         [](const O& o, Recipe& r) { r.llm.fuseNorms = fuses(o) && !o.noFuseLlm; }},
        // The three before say it one by one.
        {"not_fuse_layer_norms", rotation, "Leave all norms", &O::notFuseLayerNorms},
        ofTower<&O::onlineVisualHadamard, &Recipe::vision, &TowerRecipe::onlineHadamard>(
            "online_visual_hadamard", rotation, "Hadamard in front of fc2 at run time"),
        ofTower<&O::onlineLlmHadamard, &Recipe::llm, &TowerRecipe::onlineHadamard>(
            "online_llm_hadamard", rotation, "Hadamard in front of down projections at run time"),
        ofRecipe<&O::fp32Had, &Recipe::hadamardInFloat32>("fp32_had", rotation,
                                                          "Online Hadamard in float32 with bfloat16 activations"),
        ofRecipe<&O::onlineHadamardSigns, &Recipe::onlineHadamardSigns>(
            "online_hadamard_signs", rotation, "Random signs in front of online Hadamards: no spike"),
        ofScheme<&O::visualSplit, &Recipe::vision, &Scheme::rms>(
            "visual_split", rotation, "Spike channel of fc2 is not quantized with the others"),
        ofScheme<&O::llmSplit, &Recipe::llm, &Scheme::rms>(
            "llm_split", rotation, "Spike channel of down projections is not quantized with the others"),
        withAuto(ofAllSchemes<&O::rmsChannel, &Scheme::rmsChannel>(
            "split_channel", rotation, "Channel to split, a number from 0; auto: the one that spikes, if one does")),
        ofAllSchemes<&O::rmsBits, &Scheme::rmsBits>(
            "split_bits", rotation,
            "Bits of the split weights, by themselves; 16: the channel stays in floating point"),
        {"seed", rotation, "Seed of all random signs and rotations", &O::seed,
         [](const Recipe& r, O& o) { o.seed = static_cast<int64_t>(r.seed); }, setSeed},

        // What the switches turn on stands in the rows of the bits.
        {"quant", quantization, "Quantize; without it only the transforms run", &O::quant,
         [](const Recipe& r, O& o) {
             o.quant = quantizes(r.vision.scheme) || quantizes(r.projector.scheme) || quantizes(r.llm.scheme);
         }},
        {"quant_visual_clip", quantization, "Quantize the vision tower", &O::quantVisualClip,
         [](const Recipe& r, O& o) { o.quantVisualClip = quantizes(r.vision.scheme); }},
        {"quant_cross_attention", quantization, "Quantize the projector", &O::quantCrossAttention,
         [](const Recipe& r, O& o) { o.quantCrossAttention = quantizes(r.projector.scheme); }},
        {"quant_llm", quantization, "Quantize the language model", &O::quantLlm,
         [](const Recipe& r, O& o) { o.quantLlm = quantizes(r.llm.scheme); }},
        printedWhere(namesVisual,
                     {"visual_w_bits", quantization, "Weight bits of vision tower and projector; 16: float",
                      &O::visualWBits,
                      [](const Recipe& r, O& o) { getBits<&O::visualWBits, &Scheme::weightBits>(visualScheme(r), o); },
                      [](const O& o, Recipe& r) {
                          r.vision.scheme.weightBits = quantizesVision(o) ? o.visualWBits : 16;
                          r.projector.scheme.weightBits = quantizesProjector(o) ? o.visualWBits : 16;
                      }}),
        printedWhere(
            namesVisual,
            {"visual_a_bits", quantization, "Activation bits of vision tower and projector; 16: float", &O::visualABits,
             [](const Recipe& r, O& o) { getBits<&O::visualABits, &Scheme::activationBits>(visualScheme(r), o); },
             [](const O& o, Recipe& r) {
                 r.vision.scheme.activationBits = quantizesVision(o) ? o.visualABits : 16;
                 r.projector.scheme.activationBits = quantizesProjector(o) ? o.visualABits : 16;
             }}),
        printedWhere(namesLlm,
                     {"llm_w_bits", quantization, "Weight bits of the language model; 16: float", &O::llmWBits,
                      [](const Recipe& r, O& o) { getBits<&O::llmWBits, &Scheme::weightBits>(r.llm.scheme, o); },
                      [](const O& o, Recipe& r) { r.llm.scheme.weightBits = quantizesLlm(o) ? o.llmWBits : 16; }}),
        printedWhere(namesLlm,
                     {"llm_a_bits", quantization, "Activation bits of the language model; 16: float", &O::llmABits,
                      [](const Recipe& r, O& o) { getBits<&O::llmABits, &Scheme::activationBits>(r.llm.scheme, o); },
                      [](const O& o, Recipe& r) { r.llm.scheme.activationBits = quantizesLlm(o) ? o.llmABits : 16; }}),
        {"visual_w_rtn", quantization, "Round to nearest instead of GPTQ", &O::visualWRtn,
         [](const Recipe& r, O& o) { o.visualWRtn = visualScheme(r).weightMethod == "rtn"; },
         [](const O& o, Recipe& r) {
             r.vision.scheme.weightMethod = r.projector.scheme.weightMethod = o.visualWRtn ? "rtn" : "gptq";
         }},
        {"llm_w_rtn", quantization, "Round to nearest instead of GPTQ", &O::llmWRtn,
         [](const Recipe& r, O& o) { o.llmWRtn = r.llm.scheme.weightMethod == "rtn"; },
         [](const O& o, Recipe& r) { r.llm.scheme.weightMethod = o.llmWRtn ? "rtn" : "gptq"; }},
        ofVisualSchemes<&O::visualWClip, &Scheme::weightClip>("visual_w_clip", quantization,
                                                              "Search the clipping range of weights"),
        ofScheme<&O::llmWClip, &Recipe::llm, &Scheme::weightClip>("llm_w_clip", quantization,
                                                                  "Search the clipping range of weights"),
        ofAllSchemes<&O::wGroupsize, &Scheme::weightGroupSize>("w_groupsize", quantization,
                                                               "Input channels per weight scale; -1: the whole row"),
        againstAllSchemes<&O::wAsym, &Scheme::weightSymmetric>("w_asym", quantization, "Weights with a zero point"),
        ofAllSchemes<&O::actOrder, &Scheme::actOrder>("act_order", quantization,
                                                      "GPTQ: columns with large activations first"),
        ofAllSchemes<&O::percdamp, &Scheme::percdamp>("percdamp", quantization,
                                                      "GPTQ: damping, share of the mean Hessian diagonal"),
        ofVisualSchemes<&O::visualStatic, &Scheme::activationStatic>("visual_static", quantization,
                                                                     "Calibrated activation scales"),
        ofScheme<&O::llmStatic, &Recipe::llm, &Scheme::activationStatic>("llm_static", quantization,
                                                                         "Calibrated activation scales"),
        withChoices(
            ofAllSchemes<&O::observer, &Scheme::observer>("observer", quantization, "How calibration finds ranges"),
            schemeField("observer")->choices),
        ofScheme<&O::msq, &Recipe::llm, &Scheme::msq>(
            "msq", quantization, "Language model: static scales of image tokens and of text tokens apart"),
        ofTower<&O::aifs, &Recipe::llm, &TowerRecipe::aifs>(
            "aifs", quantization, "Language model: image tokens first, text behind; the answers are the same"),
        ofAllSchemes<&O::aGroupsize, &Scheme::activationGroupSize>("a_groupsize", quantization,
                                                                   "Channels per dynamic activation scale"),
        againstAllSchemes<&O::aAsym, &Scheme::activationSymmetric>("a_asym", quantization,
                                                                   "Activations with a zero point"),
        ofAllSchemes<&O::aClipRatio, &Scheme::activationClipRatio>("a_clip_ratio", quantization,
                                                                   "Factor on activation ranges"),
        ofScheme<&O::actPerTensor, &Recipe::llm, &Scheme::activationPerTensor>(
            "act_per_tensor", quantization, "Language model: one dynamic range per tensor"),
        {"int8_down_proj", quantization, "Down projections with 8 bits", &O::int8DownProj, getDownProjections,
         setDownProjections},
        {"skip_names", quantization, "Layers whose name contains one of these stay in floating point", &O::skipNames,
         getSkippedNames, setSkippedNames},
        ofCalibration<&O::nsamples, &CalibrationRecipe::weightSamples>("nsamples", quantization, "Questions for GPTQ"),
        ofCalibration<&O::calibNum, &CalibrationRecipe::activationSamples>("calib_num", quantization,
                                                                           "Questions for static ranges"),
        {"calib_mode",
         quantization,
         "v2: spread over the data, v1: the first ones",
         &O::calibMode,
         [](const Recipe& r, O& o) { o.calibMode = r.calibration.spread ? "v2" : "v1"; },
         [](const O& o, Recipe& r) { r.calibration.spread = o.calibMode != "v1"; },
         {"v1", "v2"}},
        ofRecipe<&O::name, &Recipe::name>("name", quantization, "Name of the run"),
    };
    return options;
}

}

std::span<const MQuantOption> mquantOptions()
{
    return table();
}

const MQuantOption& mquantOption(std::string_view name)
{
    for (const auto& option : table())
        if (option.name == name)
            return option;
    throw Error("--" + std::string(name) + ": no option of MQuant has this name");
}

Recipe recipeFromOptions(const MQuantOptions& options)
{
    Recipe recipe;
    for (const auto& option : table())
        if (option.set)
            option.set(options, recipe);
    return recipeFromJson(recipeToJson(recipe), "the options");
}

MQuantOptions optionsOf(const Recipe& recipe)
{
    MQuantOptions options;
    for (const auto& option : table())
        if (option.get)
            option.get(recipe, options);
    return options;
}

}
