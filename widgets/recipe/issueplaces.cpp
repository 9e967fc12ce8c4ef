// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipe/issueplaces.h"

#include <algorithm>
#include <array>

namespace quantscope {
namespace {

struct IssuePlace
{
    std::string_view code, setting;
};

constexpr std::array issuePlaces{
    IssuePlace{"issue.rotation_without_fusion", "fuse_norms"},
    IssuePlace{"issue.projector_without_fusion", "fuse_norms"},
    IssuePlace{"issue.mquant_fusion", "norm_fusion"},
    IssuePlace{"issue.mquant_fusion_of_projector", "fuse_norms"},
    IssuePlace{"issue.split_channel", "split_channel"},
    IssuePlace{"issue.activation_groups", "activation_group_size"},
    IssuePlace{"issue.last_weight_group", "weight_group_size"},
    IssuePlace{"issue.static_granularity", "activation_static"},
    IssuePlace{"issue.modality_scales_of_images", "activation_modalities"},
    IssuePlace{"issue.modality_scales_dynamic", "activation_modalities"},
    IssuePlace{"issue.aifs_without_scales", "aifs"},
    IssuePlace{"issue.hadamard_blocks", "online_hadamard"},
    IssuePlace{"issue.signs_without_hadamard", "online_hadamard_signs"},
    IssuePlace{"issue.split_without_hadamard", "split"},
    IssuePlace{"protocol.norm_fusion", "norm_fusion"},
    IssuePlace{"protocol.norms_without_rotation", "fuse_norms"},
    IssuePlace{"protocol.projector_hadamard", "online_hadamard"},
    IssuePlace{"protocol.hadamard_without_rotation", "online_hadamard"},
    IssuePlace{"protocol.rms_without_hadamard", "split"},
    IssuePlace{"protocol.whole_answers", "new_tokens"},
    IssuePlace{"protocol.calibration_spread", "calib_mode"},
    IssuePlace{"protocol.per_tensor", "activation_per_tensor"},
    IssuePlace{"protocol.static_symmetric", "activation_symmetric"},
    IssuePlace{"protocol.static_clip", "activation_clip_ratio"},
    IssuePlace{"protocol.rtn_groups", "weight_group_size"},
};

}

std::string_view settingOfIssue(const Message& message)
{
    const auto place = std::find_if(issuePlaces.begin(), issuePlaces.end(),
                                    [&](const IssuePlace& each) { return each.code == message.code; });
    return place == issuePlaces.end() ? std::string_view() : place->setting;
}

}
