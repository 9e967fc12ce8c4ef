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
    {"note.rows_failed", "{count} rows could not be read or asked and are not scored; the first: {first}"},
    {"note.rows_unscored",
     "{count} questions have no answer in the table, or the metric has no rule for them: they are answered, not "
     "scored"},
    {"note.rows_without_image", "{count} rows without an image are left out"},
    {"note.calibration_rows_failed", "{count} rows could not be used to calibrate; the first: {first}"},

    // What a score means.
    {"fact.protocol", "protocol {protocol}"},
    {"fact.benchmark", "prompt and tiles of {benchmark}"},
    {"fact.images_stored", "images as they are stored"},
    {"fact.images_jpeg", "images re-encoded as JPEG, quality 75, 4:2:0"},
    {"fact.tiles", "at most {tiles} tiles"},
    {"fact.norms_as_they_are", "norms not folded"},
    {"fact.norms_folded_exactly", "norms folded exactly"},
    {"fact.norms_folded_mquant", "norms folded as MQuant folds them"},
    {"fact.gptq", "GPTQ on {questions} questions of {data}"},
    {"fact.ranges",
     "static ranges from {questions} questions of {data} with up to {tokens} tokens of each answer, {last} of the "
     "last"},
    {"fact.tokens", "answers of up to {tokens} tokens"},
    {"fact.metric", "metric: {metric}"},
    {"fact.dtype", "computed in {dtype}"},

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
