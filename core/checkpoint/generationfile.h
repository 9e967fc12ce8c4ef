// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/generate.h"
#include "model/prompt.h"

namespace quantscope {

class Checkpoint;
class Tokenizer;

// How a checkpoint's answers are made: image token, end tokens and length limit. An answer in InternVL's own layout
// ends at the template's turn end alone, as its code has it; else at the end tokens of generation_config.json, or of
// config.json without it. InternVL's code does not read the file's max_new_tokens either: there it counts only in a
// file that asks for greedy answers (do_sample false), else in every one. Error when there is no image token or no end.
GenerationOptions generationOptions(const Checkpoint&, const ModelConfig&, const ChatTemplate&, const Tokenizer&);

}
