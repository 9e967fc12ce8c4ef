// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "base/jsonfield.h"
#include "base/message.h"
#include "quant/recipe.h"

namespace quantscope {

struct ProtocolInfo
{
    Protocol protocol;
    std::string_view id, title, help;
};

std::span<const ProtocolInfo> protocols();
std::string_view protocolId(Protocol); // "exact", "mquant", "published"
std::optional<Protocol> protocolFromId(std::string_view);
// The field "protocol"; absent: exact. Error that names it for anything else than an id.
Protocol protocolFromJson(const JsonFields&);

// The recipe as it really runs: the same under the exact protocol, else with the settings that MQuant's released code
// (github.com/StiphyJay/MQuant, exam/quant_internvl.py) ignores, replaces or adds. Twice does no more than once.
Recipe underProtocol(const Recipe&);
// The same for the settings of one layer, whatever tower or override they come from.
Scheme underProtocol(const Scheme&, Protocol);

// True for the override of --int8_down_proj under a protocol that leaves it out.
bool leavesOut(Protocol, const Override&);

// What underProtocol() changes in the recipe, one message for each change.
std::vector<Message> protocolChanges(const Recipe&);

}
