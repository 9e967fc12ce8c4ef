// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

namespace quantscope {
namespace {

// What a session file does not have.
constexpr MessageTemplate sessionRows[] = {
    {"session.no_images", "pictures of {data}: its file is not where the runs read it, or it has changed"},
    {"session.bad_images", "{count} pictures that cannot be decoded or are too large"},
    {"session.no_layers", "distributions of {run}: its weights are not in memory"},
    {"session.few_layers",
     "the distributions of {count} of {all} layers: together they may take {limit} MB, and the largest errors come "
     "first"},
};

}

std::span<const MessageTemplate> sessionMessages()
{
    return sessionRows;
}

}
