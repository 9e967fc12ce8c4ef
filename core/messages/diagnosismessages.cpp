// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

namespace quantscope {
namespace {

constexpr MessageTemplate diagnosisRows[] = {
    {"first_degraded_layer", "the accumulated SQNR falls from {before} to {after}; this layer alone has {isolated}"},
    {"first_degraded_layer_by_input",
     "the accumulated SQNR falls from {before} to {after}; this layer alone has {isolated}, so most of the error comes "
     "with its input"},

    {"cause.outlier_channel",
     "input channel {channels} reaches {largest} while all others stay within {rest}: {share} of the range serves "
     "outliers alone"},
    {"cause.outlier_channels",
     "input channels {channels} reach {largest} while all others stay within {rest}: {share} of the range serves "
     "outliers alone"},
    {"cause.many_outlier_channels",
     "input channels {channels} and {more} more reach {largest} while all others stay within {rest}: {share} of the "
     "range serves outliers alone"},
    {"cause.clipped_inputs",
     "{share} of the inputs are clipped: they reach from {min} to {max}, the grid from {low} to {high}"},
    {"cause.wide_range", "the range is far too wide: 99.8 % of the inputs lie on {used} of {levels} levels"},
    {"cause.shared_scale_image",
     "image and text tokens share one scale: image tokens use {fewer} of {levels} levels, the others {more}"},
    {"cause.shared_scale_text",
     "image and text tokens share one scale: text tokens use {fewer} of {levels} levels, the others {more}"},
    {"cause.weight_outliers",
     "weight outliers: the largest weight of a row is {crest} times its root mean square, which leaves {sqnr} dB at "
     "{bits} bits"},
    {"cause.weight_noise", "{bits} bits leave the weight {sqnr} dB"},
    {"cause.hadamard_spike_input",
     "behind the online Hadamard channel {channel} of the input is {ratio} times as large as the usual one"},
    {"cause.hadamard_spike_weight",
     "behind the online Hadamard channel {channel} of the weight is {ratio} times as large as the usual one"},
    {"cause.dead_channels", "{dead} of {channels} input channels are always zero in calibration"},
    {"cause.lost_channels",
     "{dead} of {channels} input channels are always zero in calibration; GPTQ sets their weights to zero"},
    {"cause.damping_raised", "the Hessian was not positive definite: damping was raised from {planned} to {damping}"},
    {"cause.cholesky_failed",
     "the Hessian could not be factorized with any damping, so the weight was rounded to nearest"},
    {"cause.norm_fusion",
     "norm fusion 'mquant' changes what the float model computes, from mlp1's norm on: the logits move by {share} of "
     "their energy, KL {kl} nats"},
    {"cause.transform_broken",
     "the transformed float model is not the checkpoint any more, first at the {part}: the logits move by {share} of "
     "their energy, KL {kl} nats"},

    {"fix.rotate_vision", "rotate the vision tower"},
    {"fix.rotate_llm", "rotate the language model"},
    {"fix.online_hadamard", "put an online Hadamard transform in front of this kind of layer"},
    {"fix.dynamic_range", "let this layer find its range for every token"},
    {"fix.input_8_bits", "give this layer's inputs 8 bits"},
    {"fix.input_float", "leave this layer's inputs in floating point"},
    {"fix.no_clip_ratio", "do not shrink this layer's range"},
    {"fix.minmax", "take the whole range that calibration sees"},
    {"fix.percentile", "let the rarest values clip: range by percentile"},
    {"fix.modality_scales", "give image and text tokens scales of their own in the whole language model"},
    {"fix.weight_groups", "give every {size} input channels of this weight a scale of their own"},
    {"fix.gptq", "quantize this weight with GPTQ"},
    {"fix.weight_clip", "search the clipping range of this weight"},
    {"fix.weight_8_bits", "give this weight 8 bits"},
    {"fix.weight_float", "leave this weight in floating point"},
    {"fix.layer_float", "leave this layer in floating point"},
    {"fix.split_channel", "keep channel {channel} of this layer in floating point (RMS split)"},
    {"fix.more_questions", "calibrate GPTQ with {questions} questions"},
    {"fix.exact_fusion", "fold the norms exactly"},
    {"fix.unrotated_vision", "leave the vision tower unrotated"},
    {"fix.unrotated_llm", "leave the language model unrotated"},
    {"fix.for_layers", "{fix} (the same for {layers} layers)"},

    // Changes that the list of fixes tries.
    {"change.observer", "observer: {observer}"},
    {"change.dynamic", "dynamic activation scales per token: {where}"},
    {"change.per_token", "activation scales per token instead of per tensor: {where}"},
    {"change.asymmetric_inputs", "asymmetric activations, with a zero point: {where}"},
    {"change.whole_ranges", "no clip ratio on activation ranges: {where}"},
    {"change.modality_scales", "image and text tokens with scales of their own (MSQ): language model"},
    {"change.folded_norms", "norms folded into the weights: {where}"},
    {"change.rotation", "rotation: {where}"},
    {"change.online_hadamard", "online Hadamard transforms: {where}"},
    {"change.split", "RMS split of down projections: {where}"},
    {"change.weight_groups", "weight groups of {size} channels: {where}"},
    {"change.gptq", "GPTQ instead of rounding to nearest: {where}"},
    {"change.clip_search", "clip search of weights: {where}"},
    {"change.asymmetric_weights", "asymmetric weights, with a zero point: {where}"},
    {"change.weight_bits", "{bits}-bit weights: {where}"},
    {"change.input_bits", "{bits}-bit activations: {where}"},
    {"change.bits_of_worst", "more bits for the worst {layers} layers"},
    {"change.weight_samples", "{questions} questions for GPTQ"},
    {"change.range_samples", "{questions} questions for static ranges"},
    {"change.all_parts", "all parts"},
    {"change.pair", "{first}, with {second}"},

    // Parts of a model, and models that the guided check asks.
    {"part.block", "{tower} block {block}"},
    {"part.outside_blocks", "{tower}, outside the blocks"},
    {"part.layer", "{layer}"},
    {"part.patch_embedding", "patch embedding"},
    {"part.output_head", "output head"},
    {"part.checkpoint", "the checkpoint"},
    {"part.transformed", "after folding and rotation"},
    {"part.quantized", "quantized"},
    {"part.weights", "weights only"},
    {"part.activations", "activations only"},

    // Component swaps.
    {"swap.float", "all float"},
    {"swap.quantized", "all quantized"},
    {"swap.vision", "float vision + quantized LLM"},
    {"swap.llm", "quantized vision + float LLM"},
    {"swap.projector", "float projector"},
    {"swap.part", "float {part}"},

    // The guided check: questions, verdicts, what comes next.
    {"step.float", "Is the float model sane?"},
    {"step.parts", "Weights or activations?"},
    {"step.towers", "Which tower?"},
    {"step.blocks", "Which block of it?"},
    {"step.layers", "Which layer of it?"},
    {"step.look", "What is wrong there?"},
    {"step.fix", "Does it help?"},

    {"loss.hits", "loses {lost} of {hits} correct answers, KL {kl} nats"},
    {"loss.none", "loses no correct answers, KL {kl} nats"},
    {"verdict.float_fails",
     "The float model answers nothing right: checkpoint or questions are at fault, not quantization."},
    {"verdict.transforms",
     "Folding and rotation alone change the answers: {hits} / {questions} correct against {float_hits} / "
     "{float_questions}."},
    {"verdict.transforms_cause",
     "Folding and rotation alone change the answers: {hits} / {questions} correct against {float_hits} / "
     "{float_questions}; {cause}."},
    {"verdict.no_loss", "The quantized model answers as the float model does: there is nothing to look for."},
    {"verdict.quantization", "Float and transformed model agree; quantization {loss}."},
    {"verdict.weights", "Quantizing the weights {loss}; quantizing the activations {other}."},
    {"verdict.activations", "Quantizing the activations {loss}; quantizing the weights {other}."},
    {"verdict.both", "Both do harm: quantizing the weights {loss}; quantizing the activations {other}."},
    {"verdict.worst", "{part} alone {loss}."},
    {"verdict.causes", "{causes}."},
    {"verdict.no_cause", "no known cause shows in its numbers."},
    {"verdict.helps", "Yes: {before} → {after} of {questions} correct, KL {kl_before} → {kl_after} nats."},
    {"verdict.does_not_help", "No: {before} → {after} of {questions} correct, KL {kl_before} → {kl_after} nats."},

    {"next.check_files", "Check the model folder, its tokenizer and the questions."},
    {"next.transforms", "Change the transforms before looking at quantization."},
    {"next.parts", "Tell weights from activations."},
    {"next.towers", "Find the tower."},
    {"next.blocks", "Look at its blocks."},
    {"next.layers", "Look at its layers."},
    {"next.look", "Look at what it does to its input and weight."},
    {"next.fix", "Try the fix."},
    {"next.more_bits", "Give it more bits, or leave it in floating point."},
    {"next.apply", "Apply it and check again."},
    {"next.other_layer", "Keep the recipe; look at the next layer."},
};

}

std::span<const MessageTemplate> diagnosisMessages()
{
    return diagnosisRows;
}

}
