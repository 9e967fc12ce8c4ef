// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace quantscope {

struct Question;

// Questions as VLMEvalKit puts them to InternVL.

std::string barePrompt(const Question&);
std::string shortAnswerPrompt(const Question&);
std::string shortAnswerAfterBlankPrompt(const Question&); // on the question's line
std::string yesOrNoPrompt(const Question&);
std::string detailPrompt(const Question&);
// The column hint, the question, a line for each option and the request for a letter; without options that for an
// answer. The request is Chinese behind Chinese text.
std::string choicePrompt(const Question&);

// Step by step, with the answer behind "Final answer:"; for InternVL's models of mixed preference optimization.
std::string reasoningPrompt(const Question&);
// Whether VLMEvalKit asks a model of this name so: InternVL2_5-…-MPO, InternVL2-…-MPO-CoT.
bool isReasoningModel(std::string_view modelName);
// What stands behind "Final answer:" or "Answer:" for the first time, up to the line's end; else all of it.
std::string finalAnswerOf(const std::string& text);

}
