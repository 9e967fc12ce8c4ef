// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

namespace quantscope {
namespace {

constexpr MessageTemplate quantRows[] = {
    // Recipes that cannot run, or surprise.
    {"issue.rotation_without_fusion",
     "rotation needs the norms folded into the layers behind them; allow norm fusion or leave out the rotation"},
    {"issue.projector_without_fusion", "the rotated vision stream enters mlp1, so its norm has to be folded too"},
    {"issue.mquant_fusion",
     "norm fusion 'mquant' changes the function at mlp1, which normalizes several patches together; 'exact' does not"},
    {"issue.mquant_fusion_of_projector", "norm fusion 'mquant' of the vision tower includes the norm of mlp1"},
    {"issue.split_channel", "RMS split channel {channel} of {channels}"},
    {"issue.activation_groups", "activation groups of {size} do not divide its {channels} input channels"},
    {"issue.last_weight_group", "the last weight group is shorter than {size}"},
    {"issue.static_granularity",
     "static activations have one scale per tensor; group and per-tensor settings of dynamic ranges have no effect"},
    {"issue.modality_scales_of_images", "all of its tokens come from images, so modality scales have no effect"},
    {"issue.modality_scales_dynamic",
     "modality scales are static ones; layers with dynamic activations find a scale for every token and have none"},
    {"issue.aifs_without_scales",
     "switching puts image tokens in front of text for their modality scales, and no layer has any; it changes nothing "
     "else"},
    {"issue.override_unmatched", "override {number} matches no layer"},
    {"issue.hadamard_blocks",
     "no Hadamard matrix of order {order} can be built; a block-diagonal one of {blocks} blocks is used"},
    {"issue.signs_without_hadamard", "random signs stand in front of online Hadamard transforms, and there are none"},
    {"issue.split_without_hadamard",
     "the RMS split is for a spike of the online Hadamard, and there is no online Hadamard"},

    // What the protocol "mquant" does with a recipe.
    {"protocol.norm_fusion",
     "the mean of LayerNorms is baked into the weights, which changes the function at mlp1 (norm_fusion)"},
    {"protocol.norms_without_rotation", "norms are folded without rotation too (no_fuse options leave them)"},
    {"protocol.projector_hadamard", "no Hadamard transform inside the projector (rotate_visual_cross_attn)"},
    {"protocol.hadamard_without_rotation", "no online Hadamard without rotation (online_hadamard)"},
    {"protocol.rms_without_hadamard", "no RMS split without online Hadamard (split)"},
    {"protocol.whole_answers",
     "static ranges see whole answers of up to {tokens} tokens, of the last question too (new_tokens)"},
    {"protocol.calibration_spread", "calibration questions are spread over the data (calib_mode)"},
    {"protocol.per_tensor", "one dynamic range per tensor, as in the language model (act_per_tensor)"},
    {"protocol.static_symmetric", "static ranges are symmetric (a_asym)"},
    {"protocol.static_clip", "static ranges are not clipped by {ratio} (a_clip_ratio)"},
    {"protocol.rtn_groups", "no weight groups of {size} where weights are rounded to nearest (w_groupsize)"},
    {"protocol.down_projections", "down projections keep the bits of their tower (int8_down_proj)"},
    {"protocol.all_questions", "all questions are answered (eval_num)"},
    {"protocol.evaluated_calibration", "calibration on the evaluated questions (calib_data)"},
    {"protocol.override", "override {number}: {changes}"},
    {"protocol.exact_differs", "protocol exact; with --protocol mquant, as MQuant's code: {changes}"},
    {"protocol.changes", "protocol {protocol}: {changes}"},
    {"protocol.nothing_quantized", "nothing is quantized: no part has weights or activations below 16 bits"},

    // What could not be done as the recipe says.
    {"fallback.no_spike", "no weight column spikes, so the RMS split takes no channel out"},
    {"fallback.dead_channels", "{channels} input channels are always zero in calibration; their weights become zero"},
    {"fallback.one_scale_no_image", "one scale for image and text: no calibration question brings image tokens to it"},
    {"fallback.one_scale_no_text", "one scale for image and text: no calibration question brings text tokens to it"},
    {"fallback.one_scale_last_question",
     "one scale for image and text: its observer searches in the last calibration question, which does not have both "
     "image and text tokens"},
};

}

std::span<const MessageTemplate> quantMessages()
{
    return quantRows;
}

}
