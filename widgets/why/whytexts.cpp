// SPDX-License-Identifier: GPL-3.0-or-later
#include "why/whytexts.h"

#include <algorithm>

#include <QCoreApplication>

namespace quantscope {
namespace {

// Setting, what it does, what it costs, when it hurts, page of Learn.
constexpr WhyText whyTable[] = {
    {"rotate",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Multiplies the residual stream by an orthogonal matrix, as QuaRot does. The weights around it "
                       "take the inverse in, so the float function stays and outlier channels spread over all."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Nothing at run time: the matrix is merged into the weights. It needs folded norms."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Where no channel stands out there is nothing to gain, and weights that were easy to round can "
                       "become a little worse."),
     "rotation"},
    {"fuse_norms",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Multiplies weight and bias of every norm into the layers that read it, so that the norm only "
                       "normalizes and a rotation can pass through it."),
     QT_TRANSLATE_NOOP("WhyTexts", "Nothing at run time."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Outliers in a norm's weight move from the activations into the weights: without a rotation, "
                       "low-bit weights can become worse."),
     "rotation"},
    {"online_hadamard",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Multiplies the input of the MLP's second layer, in the projector of its last layer, by a "
                       "Hadamard matrix at run time; the weight takes the inverse in."),
     QT_TRANSLATE_NOOP("WhyTexts", "One fast Hadamard transform per token and layer at run time, and a kernel for it."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "One channel sums up all others and can spike: an RMS split or random signs catch that. Widths "
                       "without a Hadamard matrix are transformed in blocks."),
     "online"},
    {"aifs",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Puts the image tokens of each question in front and its text behind, with positions and mask "
                       "(MQuant's attention-invariant flexible switching), so that each modality is one block for its "
                       "scale."),
     QT_TRANSLATE_NOOP("WhyTexts", "The tokens are reordered once per question."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Without modality scales it is of no use. Sums run in another order, which tips answers that "
                       "are nearly tied."),
     "modalities"},
    {"split",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Quantizes the spike channel that an online Hadamard makes in a down projection apart from the "
                       "others (MQuant's rotation magnitude suppression)."),
     QT_TRANSLATE_NOOP("WhyTexts", "One more product with a single column in each of these layers."),
     QT_TRANSLATE_NOOP("WhyTexts", "Without an online Hadamard there is no spike, and a wrong channel gains nothing."),
     "split"},
    {"split_channel",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Says which channel is split off. Automatic takes the one whose weight column is more than 3 "
                       "times the median of the others, layer by layer."),
     QT_TRANSLATE_NOOP("WhyTexts", "Nothing: automatic looks at the weight once."),
     QT_TRANSLATE_NOOP("WhyTexts", "A fixed number, as channel 0 of MQuant's code, misses spikes that lie elsewhere."),
     "split"},
    {"split_bits",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Sets the bits of the split channel's weights, which have a scale of their own; 16 leaves the "
                       "channel in floating point on both sides, as MQuant's code does."),
     QT_TRANSLATE_NOOP("WhyTexts", "With 16 bits a small floating-point product stands beside the integer one."),
     QT_TRANSLATE_NOOP("WhyTexts", "With few bits the rounding error of the spike comes back into the output."),
     "split"},
    {"weight_bits",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Sets how many levels weights have, 2 to the power of the bits; 16 is floating point."),
     QT_TRANSLATE_NOOP("WhyTexts", "Memory goes with the bits; each bit less costs about 6 dB of SQNR."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "With 4 bits and fewer, one outlier in a row takes the levels from all its other weights: GPTQ, "
                       "groups and rotations help."),
     "grid"},
    {"weight_method",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Rounding to nearest (RTN) takes each weight by itself. GPTQ goes column by column and lets the "
                       "columns to come make up for each rounding error."),
     QT_TRANSLATE_NOOP(
         "WhyTexts", "GPTQ needs calibration questions, a Hessian for each layer, and time; answering costs the same."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "With too few or unlike calibration questions GPTQ fits those instead; with 8 bits it gains "
                       "little."),
     "gptq"},
    {"weight_clip",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Tries smaller ranges for each row or group and keeps the one with the least error."),
     QT_TRANSLATE_NOOP("WhyTexts", "Time while quantizing; nothing at run time."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "It looks at the weights alone: a clipped weight that meets a large input costs more than it "
                       "gained."),
     "grid"},
    {"weight_symmetric",
     QT_TRANSLATE_NOOP(
         "WhyTexts",
         "Symmetric grids have 0 in their middle; asymmetric ones lie between minimum and maximum and have "
         "a zero point."),
     QT_TRANSLATE_NOOP("WhyTexts", "Asymmetric: a zero point beside each scale, and a correction in integer products."),
     QT_TRANSLATE_NOOP("WhyTexts", "Symmetric: rows whose weights lie on one side of 0 use half of the levels."),
     "zero"},
    {"weight_group_size",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Gives every so many input channels a scale of their own; whole row means one scale for each "
                       "output channel."),
     QT_TRANSLATE_NOOP("WhyTexts", "A scale of 16 bits for 128 weights is 0.125 bits per weight."),
     QT_TRANSLATE_NOOP(
         "WhyTexts",
         "Engines know few sizes, mostly 32, 64 and 128; where the size does not divide the channels, the "
         "last group is shorter."),
     "scale"},
    {"act_order",
     QT_TRANSLATE_NOOP(
         "WhyTexts",
         "GPTQ takes the columns with the largest inputs first, while most others are left to make up for "
         "their errors."),
     QT_TRANSLATE_NOOP("WhyTexts", "Nothing with one scale per row."),
     QT_TRANSLATE_NOOP(
         "WhyTexts",
         "With groups, the columns of a group no longer lie side by side, which engines run slowly or not "
         "at all; static groups avoid that."),
     "gptq"},
    {"static_groups",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Finds the scales of all groups from the original weights before GPTQ starts; groups stay "
                       "neighbours under act-order."),
     QT_TRANSLATE_NOOP("WhyTexts", "A little accuracy: scales do not see what GPTQ has changed before them."),
     QT_TRANSLATE_NOOP("WhyTexts", "Without groups or without act-order it brings nothing."), "gptq"},
    {"percdamp",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Adds this share of the mean of the Hessian's diagonal to the diagonal before GPTQ inverts it."),
     QT_TRANSLATE_NOOP("WhyTexts", "The more damping, the nearer GPTQ is to rounding to nearest."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Too little leaves the Hessian of few questions singular; the run then raises it and says so."),
     "gptq"},
    {"activation_bits",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Sets how many levels the inputs of layers have, 2 to the power of the bits; 16 is floating "
                       "point."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Integer products need both sides quantized (W8A8); with float activations (W4A16) only memory "
                       "is saved."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "A channel 100 times as large as the others leaves those three levels of 256: rotate, or find "
                       "ranges per token."),
     "grid"},
    {"activation_static",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "One scale per layer, fixed by calibration, instead of a range for every token at run time."),
     QT_TRANSLATE_NOOP("WhyTexts", "A pass over calibration questions; it saves the search for ranges at run time."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Tokens beyond what calibration saw are clipped, and one loud channel or modality sets the step "
                       "of all."),
     "static"},
    {"activation_modalities",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Gives inputs of the language model two static scales: one for rows of image tokens, one for "
                       "rows of text (MQuant's modality-specific static quantization)."),
     QT_TRANSLATE_NOOP("WhyTexts", "A second scale per layer, and two blocks in each product."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Where both modalities are equally loud it changes nothing; dynamic ranges have none."),
     "modalities"},
    {"observer",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Says how calibration makes a range of the values it has seen: their extremes, quantiles, a "
                       "moving average, or the range with the least squared error."),
     QT_TRANSLATE_NOOP("WhyTexts", "Memory and time while calibrating; nothing at run time."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Extremes let one outlier set the range. The others cut it off, which hurts where it carries "
                       "signal."),
     "static"},
    {"activation_symmetric",
     QT_TRANSLATE_NOOP(
         "WhyTexts",
         "Symmetric grids have 0 in their middle; asymmetric ones lie between minimum and maximum and have "
         "a zero point."),
     QT_TRANSLATE_NOOP("WhyTexts", "Asymmetric: a zero point, and a correction for each output of an integer product."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Symmetric: inputs behind a GELU are hardly ever negative and use little more than half of the "
                       "levels."),
     "zero"},
    {"activation_per_tensor",
     QT_TRANSLATE_NOOP("WhyTexts", "Finds one dynamic range for all tokens together instead of one per token."),
     QT_TRANSLATE_NOOP("WhyTexts", "It saves a scale per token."),
     QT_TRANSLATE_NOOP("WhyTexts", "One loud token sets the step of all others."), "granularity"},
    {"activation_group_size",
     QT_TRANSLATE_NOOP("WhyTexts", "Splits the channels of every token into groups with a dynamic range each."),
     QT_TRANSLATE_NOOP("WhyTexts", "A scale per group and token, and products group by group: slow without a kernel."),
     QT_TRANSLATE_NOOP("WhyTexts", "The size has to divide the input channels; static ranges have no groups."),
     "granularity"},
    {"activation_clip_ratio",
     QT_TRANSLATE_NOOP("WhyTexts", "Multiplies every dynamic range by this factor; QuaRot takes 0.9."),
     QT_TRANSLATE_NOOP("WhyTexts", "Nothing."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Too small a factor cuts off outliers that carry signal; static ranges do not read it."),
     "grid"},
    {"protocol",
     QT_TRANSLATE_NOOP(
         "WhyTexts",
         "Says whose conventions hold: each setting as it says, or as MQuant's released code takes it, or "
         "that on JPEG images as for the published scores."),
     QT_TRANSLATE_NOOP("WhyTexts", "Scores under different protocols cannot be compared."),
     QT_TRANSLATE_NOOP("WhyTexts", "Settings that the protocol overrules do nothing; a note names each of them."), ""},
    {"weight_samples", QT_TRANSLATE_NOOP("WhyTexts", "Sets how many calibration questions the Hessians of GPTQ see."),
     QT_TRANSLATE_NOOP("WhyTexts", "The time and the room of calibration grow with it; nothing at run time."),
     QT_TRANSLATE_NOOP("WhyTexts", "Too few leave the Hessian singular: GPTQ fits them and not the model's work."),
     "gptq"},
    {"activation_samples",
     QT_TRANSLATE_NOOP("WhyTexts", "Sets how many calibration questions static ranges are taken from."),
     QT_TRANSLATE_NOOP("WhyTexts", "The time of calibration grows with it; nothing at run time."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Too few miss the largest inputs, which are clipped later; with minimum and maximum, more only "
                       "widen the range."),
     "static"},
    {"seed",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Draws the signs of rotations and online Hadamards; the same seed gives the same bytes."),
     QT_TRANSLATE_NOOP("WhyTexts", "Nothing."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Scores differ from seed to seed: two settings are told apart by several seeds, not by one."),
     "rotation"},
    {"norm_fusion",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Exact folds weight and bias and keeps LayerNorm. As in MQuant also bakes the mean into the "
                       "weights, and LayerNorm becomes RMSNorm."),
     QT_TRANSLATE_NOOP("WhyTexts", "RMSNorm is a little cheaper than LayerNorm."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "MQuant's way changes the float function at the projector's norm, which normalizes several "
                       "patches together."),
     "rotation"},
    {"rotate_mode",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Takes a Hadamard matrix with random signs, or a random orthogonal matrix, to turn the residual "
                       "streams."),
     QT_TRANSLATE_NOOP("WhyTexts", "Nothing at run time: both are merged into the weights."),
     QT_TRANSLATE_NOOP(
         "WhyTexts",
         "A random orthogonal matrix spreads an outlier less evenly; a Hadamard matrix gives each channel "
         "the same share."),
     "rotation"},
    {"online_hadamard_signs",
     QT_TRANSLATE_NOOP("WhyTexts",
                       "Puts random signs in front of every online Hadamard, so that no channel sums up all others and "
                       "none spikes."),
     QT_TRANSLATE_NOOP("WhyTexts", "One sign per channel at run time."),
     QT_TRANSLATE_NOOP("WhyTexts", "MQuant has none: its published figures are without them."), "online"},
    {"fp32_had", QT_TRANSLATE_NOOP("WhyTexts", "Computes online Hadamards in float32 where activations are bfloat16."),
     QT_TRANSLATE_NOOP("WhyTexts", "Two conversions and twice the memory traffic of the transform."),
     QT_TRANSLATE_NOOP("WhyTexts", "Float32 activations are always transformed so: there it changes nothing."),
     "online"},
    {"calib_mode",
     QT_TRANSLATE_NOOP("WhyTexts", "Takes the activation samples evenly over the data, or the first ones."),
     QT_TRANSLATE_NOOP("WhyTexts", "Nothing."),
     QT_TRANSLATE_NOOP("WhyTexts", "The first questions can be of one category; ranges then miss the others."),
     "static"},
    {"new_tokens",
     QT_TRANSLATE_NOOP("WhyTexts", "Sets how many tokens of each answer calibration watches besides the question."),
     QT_TRANSLATE_NOOP("WhyTexts", "One more step of the language model for each token."),
     QT_TRANSLATE_NOOP("WhyTexts",
                       "With few tokens the ranges have not seen long answers; MQuant's code watches up to 1024."),
     "static"},
    {"error_samples", QT_TRANSLATE_NOOP("WhyTexts", "Sets how many questions the error of every layer is measured on."),
     QT_TRANSLATE_NOOP("WhyTexts", "Time behind the quantization; no answer depends on it."),
     QT_TRANSLATE_NOOP("WhyTexts", "Errors measured on few questions are noisy."), ""},
};

}

std::span<const WhyText> whyTexts()
{
    return whyTable;
}

const WhyText* whyText(std::string_view setting)
{
    const auto text =
        std::find_if(std::begin(whyTable), std::end(whyTable), [&](const WhyText& each) { return setting == each.id; });
    return text == std::end(whyTable) ? nullptr : text;
}

QString whySentence(const char* text)
{
    return QCoreApplication::translate("WhyTexts", text);
}

}
