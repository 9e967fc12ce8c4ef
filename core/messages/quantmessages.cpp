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
