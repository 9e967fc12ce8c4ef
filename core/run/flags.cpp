// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/flags.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/error.h"

namespace quantscope {
namespace {

Scheme commonScheme(const Flags& f)
{
    Scheme s;
    s.weightSymmetric = !f.wAsym;
    s.weightGroupSize = f.wGroupsize;
    s.actOrder = f.actOrder;
    s.percdamp = f.percdamp;
    s.activationSymmetric = !f.aAsym;
    s.activationGroupSize = f.aGroupsize;
    s.activationClipRatio = f.aClipRatio;
    s.observer = f.observer;
    s.splitChannel = f.splitChannel;
    s.splitBits = f.splitBits;
    return s;
}

Scheme visualScheme(const Flags& f)
{
    Scheme s = commonScheme(f);
    s.weightBits = f.visualWBits;
    s.weightMethod = f.visualWRtn ? "rtn" : "gptq";
    s.weightClip = f.visualWClip;
    s.activationBits = f.visualABits;
    s.activationStatic = f.visualStatic;
    return s;
}

Scheme llmScheme(const Flags& f)
{
    Scheme s = commonScheme(f);
    s.weightBits = f.llmWBits;
    s.weightMethod = f.llmWRtn ? "rtn" : "gptq";
    s.weightClip = f.llmWClip;
    s.activationBits = f.llmABits;
    s.activationStatic = f.llmStatic;
    s.activationModalities = f.msq;
    s.activationPerTensor = f.actPerTensor;
    s.split = f.llmSplit;
    return s;
}

void leaveInFloat(Scheme& scheme)
{
    scheme.weightBits = scheme.activationBits = 16;
}

void addOverrides(const Flags& f, Recipe& recipe)
{
    if (f.int8DownProj)
        for (const Tower tower : {Tower::Vision, Tower::Llm})
            if (recipe.tower(tower).scheme.quantizesWeight() || recipe.tower(tower).scheme.quantizesActivation()) {
                Match match;
                match.tower = tower;
                match.role = Role::MlpDown;
                recipe.overrides.push_back({match, {{"weight_bits", 8}, {"activation_bits", 8}}});
            }
    for (const auto& name : f.skipNames) {
        Match match;
        match.name = name;
        recipe.overrides.push_back({match, {{"weight_bits", 16}, {"activation_bits", 16}}});
    }
}

// Writes options that differ from the reference's defaults.
class Line
{
public:
    void flag(bool on, const std::string& name)
    {
        if (on)
            add("--" + name);
    }

    template <typename T> void value(const T& value, const T& standard, const std::string& name)
    {
        if (value != standard)
            add("--" + name + " " + nlohmann::json(value).dump());
    }

    void word(const std::string& value, const std::string& standard, const std::string& name)
    {
        if (value != standard)
            add("--" + name + " " + value);
    }

    void add(const std::string& text)
    {
        m_text += (m_text.empty() ? "" : " ") + text;
    }

    const std::string& text() const
    {
        return m_text;
    }

private:
    std::string m_text;
};

bool quantizes(const Scheme& scheme)
{
    return scheme.quantizesWeight() || scheme.quantizesActivation();
}

// Reads the options back out of a recipe; recipeFromFlags of the result tells whether they say it all.
Flags flagsOf(const Recipe& r)
{
    Flags f;
    const auto& v = r.vision.scheme;
    const auto& p = r.projector.scheme;
    const auto& l = r.llm.scheme;
    f.rotateVisualClip = r.vision.rotate;
    f.rotateLlm = r.llm.rotate;
    f.rotateVisualCrossAttn = r.projector.onlineHadamard;
    f.rotate = r.vision.rotate || r.llm.rotate || r.projector.onlineHadamard || r.vision.fuseNorms ||
        r.projector.fuseNorms || r.llm.fuseNorms;
    f.rotateMode = r.rotation == RotationKind::Random ? "random" : "hadamard";
    f.normFusion = r.normFusion == NormFusion::MQuant ? "mquant" : "exact";
    f.noFuseVisualClip = f.rotate && !r.vision.fuseNorms;
    f.noFuseVisualCrossAttn = f.rotate && !r.projector.fuseNorms;
    f.noFuseLlm = f.rotate && !r.llm.fuseNorms;
    f.onlineVisualHadamard = r.vision.onlineHadamard;
    f.onlineLlmHadamard = r.llm.onlineHadamard;
    f.fp32Had = r.hadamardInFloat32;
    f.onlineHadamardSigns = r.onlineHadamardSigns;
    f.msq = l.activationModalities;
    f.aifs = r.llm.aifs;
    f.splitChannel = l.splitChannel;
    f.splitBits = l.splitBits;
    f.visualSplit = v.split;
    f.llmSplit = l.split;
    f.quantVisualClip = quantizes(v);
    f.quantCrossAttention = quantizes(p);
    f.quantLlm = quantizes(l);
    f.quant = f.quantVisualClip || f.quantCrossAttention || f.quantLlm;
    const auto& visual = f.quantVisualClip ? v : p;
    f.visualWBits = visual.weightBits;
    f.visualABits = visual.activationBits;
    f.visualWRtn = visual.weightMethod == "rtn";
    f.visualWClip = visual.weightClip;
    f.visualStatic = visual.activationStatic;
    f.llmWBits = l.weightBits;
    f.llmABits = l.activationBits;
    f.llmWRtn = l.weightMethod == "rtn";
    f.llmWClip = l.weightClip;
    f.llmStatic = l.activationStatic;
    f.actPerTensor = l.activationPerTensor;
    f.observer = l.observer;
    f.wGroupsize = l.weightGroupSize;
    f.aGroupsize = l.activationGroupSize;
    f.wAsym = !l.weightSymmetric;
    f.aAsym = !l.activationSymmetric;
    f.actOrder = l.actOrder;
    f.aClipRatio = l.activationClipRatio;
    f.percdamp = l.percdamp;
    f.nsamples = r.calibration.weightSamples;
    f.calibNum = r.calibration.activationSamples;
    f.calibMode = r.calibration.spread ? "v2" : "v1";
    f.seed = static_cast<int64_t>(r.seed);
    f.name = r.name;
    const nlohmann::json skipped{{"weight_bits", 16}, {"activation_bits", 16}};
    for (const auto& entry : r.overrides) {
        if (entry.match.role == Role::MlpDown && entry.match.name.empty())
            f.int8DownProj = true;
        else if (entry.fields == skipped && !entry.match.name.empty())
            f.skipNames.push_back(entry.match.name);
    }
    return f;
}

std::string write(const Flags& f)
{
    const Flags d;
    Line line;
    line.flag(f.rotate, "rotate");
    line.flag(f.rotateVisualClip, "rotate_visual_clip");
    line.flag(f.rotateVisualCrossAttn, "rotate_visual_cross_attn");
    line.flag(f.rotateLlm, "rotate_llm");
    line.word(f.rotateMode, d.rotateMode, "rotate_mode");
    line.word(f.normFusion, d.normFusion, "norm_fusion");
    line.flag(f.noFuseVisualClip, "no_fuse_visual_clip");
    line.flag(f.noFuseVisualCrossAttn, "no_fuse_visual_cross_attn");
    line.flag(f.noFuseLlm, "no_fuse_llm");
    line.value(f.visualWBits, d.visualWBits, "visual_w_bits");
    line.value(f.visualABits, d.visualABits, "visual_a_bits");
    line.value(f.llmWBits, d.llmWBits, "llm_w_bits");
    line.value(f.llmABits, d.llmABits, "llm_a_bits");
    line.flag(f.quant, "quant");
    line.flag(f.quantLlm, "quant_llm");
    line.flag(f.quantVisualClip, "quant_visual_clip");
    line.flag(f.quantCrossAttention, "quant_cross_attention");
    line.flag(f.visualWRtn, "visual_w_rtn");
    line.flag(f.llmWRtn, "llm_w_rtn");
    line.flag(f.visualWClip, "visual_w_clip");
    line.flag(f.llmWClip, "llm_w_clip");
    line.flag(f.visualStatic, "visual_static");
    line.flag(f.llmStatic, "llm_static");
    line.word(f.observer, d.observer, "observer");
    line.flag(f.onlineLlmHadamard, "online_llm_hadamard");
    line.flag(f.onlineVisualHadamard, "online_visual_hadamard");
    line.flag(f.fp32Had, "fp32_had");
    line.flag(f.onlineHadamardSigns, "online_hadamard_signs");
    line.flag(f.msq, "msq");
    line.flag(f.aifs, "aifs");
    line.flag(f.visualSplit, "visual_split");
    line.flag(f.llmSplit, "llm_split");
    line.word(f.splitChannel == autoSplit ? "auto" : std::to_string(f.splitChannel), std::to_string(d.splitChannel),
              "split_channel");
    line.value(f.splitBits, d.splitBits, "split_bits");
    line.flag(f.actOrder, "act_order");
    line.value(f.wGroupsize, d.wGroupsize, "w_groupsize");
    line.value(f.aGroupsize, d.aGroupsize, "a_groupsize");
    line.flag(f.wAsym, "w_asym");
    line.flag(f.aAsym, "a_asym");
    line.flag(f.actPerTensor, "act_per_tensor");
    line.value(f.aClipRatio, d.aClipRatio, "a_clip_ratio");
    line.value(f.percdamp, d.percdamp, "percdamp");
    line.flag(f.int8DownProj, "int8_down_proj");
    line.value(f.nsamples, d.nsamples, "nsamples");
    line.value(f.calibNum, d.calibNum, "calib_num");
    line.word(f.calibMode, d.calibMode, "calib_mode");
    line.value(f.seed, d.seed, "seed");
    if (!f.skipNames.empty()) {
        line.add("--skip_names");
        for (const auto& name : f.skipNames)
            line.add(name);
    }
    return line.text();
}

}

Flags publishedFlags()
{
    Flags f;
    f.rotate = f.rotateVisualClip = f.rotateVisualCrossAttn = f.rotateLlm = true;
    f.visualWBits = f.visualABits = f.llmABits = 8;
    f.llmWBits = 4;
    f.quant = f.quantLlm = f.quantVisualClip = f.quantCrossAttention = true;
    f.visualWClip = f.llmWClip = f.visualStatic = f.llmStatic = true;
    f.onlineLlmHadamard = f.onlineVisualHadamard = f.actOrder = f.visualSplit = true;
    f.nsamples = f.calibNum = 128;
    return f;
}

Flags paperFlags()
{
    auto f = publishedFlags();
    f.msq = f.aifs = f.llmSplit = true;
    f.splitChannel = autoSplit;
    f.splitBits = f.visualWBits;
    return f;
}

Recipe recipeFromFlags(const Flags& f)
{
    Recipe recipe;
    recipe.name = f.name;
    if (f.seed < 0)
        throw Error(fmt::format("--seed: expected a number from 0, found {}", f.seed));
    recipe.seed = static_cast<uint64_t>(f.seed);
    recipe.normFusion = f.normFusion == "mquant" ? NormFusion::MQuant : NormFusion::Exact;
    recipe.rotation = f.rotateMode == "random" ? RotationKind::Random : RotationKind::Hadamard;
    recipe.hadamardInFloat32 = f.fp32Had;
    recipe.onlineHadamardSigns = f.onlineHadamardSigns;
    recipe.llm.aifs = f.aifs;
    const bool fuse = f.rotate && !f.notFuseLayerNorms;
    recipe.vision.fuseNorms = fuse && !f.noFuseVisualClip;
    recipe.projector.fuseNorms = fuse && !f.noFuseVisualCrossAttn;
    recipe.llm.fuseNorms = fuse && !f.noFuseLlm;
    recipe.vision.rotate = f.rotate && f.rotateVisualClip;
    recipe.llm.rotate = f.rotate && f.rotateLlm;
    recipe.projector.onlineHadamard = f.rotate && f.rotateVisualCrossAttn;
    recipe.vision.onlineHadamard = f.onlineVisualHadamard;
    recipe.llm.onlineHadamard = f.onlineLlmHadamard;
    recipe.vision.scheme = recipe.projector.scheme = visualScheme(f);
    recipe.vision.scheme.split = f.visualSplit;
    recipe.llm.scheme = llmScheme(f);
    // The reference turns a part's quantization on with its online Hadamard when that part is rotated.
    const bool vision = f.quant && (f.quantVisualClip || (f.onlineVisualHadamard && f.rotateVisualClip));
    const bool llm = f.quant && (f.quantLlm || (f.onlineLlmHadamard && f.rotateLlm));
    if (!vision)
        leaveInFloat(recipe.vision.scheme);
    if (!(f.quant && f.quantCrossAttention))
        leaveInFloat(recipe.projector.scheme);
    if (!llm)
        leaveInFloat(recipe.llm.scheme);
    recipe.calibration.weightSamples = f.nsamples;
    recipe.calibration.activationSamples = f.calibNum;
    recipe.calibration.spread = f.calibMode != "v1";
    addOverrides(f, recipe);
    return recipeFromJson(recipeToJson(recipe), "the options");
}

FlagLine flagLine(const Recipe& recipe)
{
    const auto flags = flagsOf(recipe);
    FlagLine line{write(flags), false};
    try {
        line.complete = recipeFromFlags(flags) == recipe;
    } catch (const Error&) {
        line.complete = false;
    }
    return line;
}

}
