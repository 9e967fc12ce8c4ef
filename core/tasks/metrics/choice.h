// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "tasks/metric.h"

namespace quantscope {

// The options of a question by their letters: its columns A to Z.
using Options = std::map<char, std::string>;

Options optionsOf(const Question&);

// The letter that a text chooses, as VLMEvalKit finds it without a judge model: the only option's letter among the
// words, near their end; else "answer is A"; else the only option whose text is part of it. 'Z' for none, and for a
// text that declines.
char chosenLetter(std::string_view text, const Options&);

// The right letter: the answer itself, or the option that it repeats. A question without options becomes one between
// its answer, A, and others, as VLMEvalKit does for MMMU.
extern const Metric choiceMetric;

// The same with circular groups (MMBench, arXiv 2307.06281): rows with the same column g_index, or index modulo 10^6,
// ask one question with its options turned round. Figure "circular accuracy" of all, of the categories and of the
// groups: the share of questions whose rows are all right; final is that of all. A table without such groups has no
// figure.
extern const Metric choiceCircularMetric;

}
