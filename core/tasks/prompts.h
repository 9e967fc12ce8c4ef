// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace quantscope {

struct Question;

// The question as VLMEvalKit puts it for benchmarks with short answers.
std::string shortAnswerPrompt(const Question&);

}
