// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

namespace quantscope {
namespace {

constexpr MessageTemplate compareRows[] = {
    {"compare.no_answers", "left out, since without scored answers: {runs}"},
    {"compare.nothing_common", "no question was answered and scored by all of these runs"},
    {"compare.some_questions", "{common} questions count, which all runs have answered; scored answers: {counts}"},
    {"compare.other_models", "other models: {values}"},
    {"compare.other_data", "other benchmarks: {values}"},
    {"compare.other_protocols", "other protocols, under which scores mean other things: {values}"},
    {"compare.other_images", "other images: {values}"},
    {"compare.other_prompts", "other prompts or numbers of tiles: {values}"},
    {"compare.other_metrics", "other metrics: {values}"},
    {"compare.other_lengths", "other greatest lengths of an answer, in tokens: {values}"},
    {"compare.other_types", "computed in other types: {values}"},
};

}

std::span<const MessageTemplate> compareMessages()
{
    return compareRows;
}

}
