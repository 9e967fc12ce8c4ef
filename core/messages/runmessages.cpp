// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

namespace quantscope {
namespace {

constexpr MessageTemplate runRows[] = {
    {"note.few_questions_gptq", "GPTQ (nsamples): {wanted} questions asked for, the calibration data has {available}"},
    {"note.few_questions_ranges",
     "static ranges (calib_num): {wanted} questions asked for, the calibration data has {available}"},
    {"note.own_head",
     "config.json ties the head to the embedding, but the checkpoint has a head of its own: {tensor} is used"},

    {"preflight.memory", "the run needs about {needed} of memory, {available} are available"},
    {"preflight.disk", "its temporary files need about {needed}, {folder} has {available} left"},
    {"preflight.low_memory_off", "keeping all in memory"},
    {"preflight.low_memory_on", "saving memory, with slower answers"},
    {"preflight.one_thread", "one thread"},
    {"preflight.fewer_samples", "{samples} samples for GPTQ"},
    {"preflight.rtn", "rounding to nearest instead of GPTQ"},
};

}

std::span<const MessageTemplate> runMessages()
{
    return runRows;
}

}
