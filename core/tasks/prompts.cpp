// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/prompts.h"

#include "tasks/dataset.h"

namespace quantscope {

std::string shortAnswerPrompt(const Question& question)
{
    return question.question + "\nAnswer the question using a single word or phrase.";
}

}
