// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

namespace quantscope {
namespace {

constexpr MessageTemplate runRows[] = {
    {"note.few_questions_gptq", "GPTQ (nsamples): {wanted} questions asked for, the calibration data has {available}"},
    {"note.few_questions_ranges",
     "static ranges (calib_num): {wanted} questions asked for, the calibration data has {available}"},
    {"note.rows_failed", "{count} rows could not be read or asked and are not scored; the first: {first}"},
    {"note.rows_unscored", "{count} questions have no answer in the table: they are answered, not scored"},
    {"note.rows_without_image", "{count} rows without an image are left out"},
    {"note.calibration_rows_failed", "{count} rows could not be used to calibrate; the first: {first}"},

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
