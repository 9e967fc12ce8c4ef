// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

namespace quantscope {
namespace {

constexpr MessageTemplate nameRows[] = {
    {"name.changed", "{base}{first}{second}{third}{more}"},
    {"name.added", " + {feature}"},
    {"name.added_in", " + {where} {feature}"},
    {"name.removed", " without {feature}"},
    {"name.removed_in", ", {where} without {feature}"},
    {"name.set", ", {what}"},
    {"name.set_in", ", {where} {what}"},
    {"name.inherited", ", {where} without an override of {field}"},
    {"name.more", ", {count} more"},
    {"feature.rotation", "rotation"},
    {"feature.norm_folding", "norm folding"},
    {"feature.online_hadamard", "online Hadamard"},
    {"feature.aifs", "AIFS"},
    {"feature.clip_search", "clip search"},
    {"feature.act_order", "act-order"},
    {"feature.symmetric_weights", "symmetric weights"},
    {"feature.asymmetric_weights", "asymmetric weights"},
    {"feature.static_activations", "static activations"},
    {"feature.dynamic_activations", "dynamic activations"},
    {"feature.modality_scales", "modality scales"},
    {"feature.symmetric_activations", "symmetric activations"},
    {"feature.asymmetric_activations", "asymmetric activations"},
    {"feature.per_tensor", "ranges per tensor"},
    {"feature.per_token", "ranges per token"},
    {"feature.rms_split", "RMS split"},
    {"feature.hadamard_signs", "random signs"},
    {"feature.float_hadamard", "Hadamard in float32"},
};

}

std::span<const MessageTemplate> nameMessages()
{
    return nameRows;
}

}
