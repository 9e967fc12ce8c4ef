// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <ctime>
#include <span>
#include <string>
#include <string_view>

#include "model/config.h"
#include "model/families/family.h"
#include "text/chattemplate.h"

namespace quantscope {

// A conversation layout.
struct ChatTemplate
{
    std::string_view id;
    std::string_view defaultSystem; // used when config.json has no system_message
    std::string_view turnEnd; // closes a message
    std::string_view separator; // between turnEnd and the next message
    std::string_view systemStart = "<|im_start|>system\n"; // empty: the layout has no system message
    std::string_view userStart = "<|im_start|>user\n";
    std::string_view assistantStart = "<|im_start|>assistant\n";
    // As InternVL's own code answers: turnEnd alone ends an answer, whatever generation_config.json says, and its text
    // is stripped.
    bool ownAnswers = true;
};

// A checkpoint's chat template as its folder has it, and what its processor writes for an image.
struct FolderPrompt
{
    FolderTemplate chat;
    ImageTokens image;
    std::tm opened = {}; // local time, for templates that print a date: all prompts have the same
};

inline constexpr std::string_view imageContextToken = "<IMG_CONTEXT>";

// Of the InternVL2 line: the template that config.json names, or the family's own; Error for an unknown name.
const ChatTemplate& chatTemplateFor(const ModelConfig&, const DecoderFamily&);

// System message, a placeholder of as many visual tokens for each image and question, up to the start of the answer.
// Several images are numbered, as VLMEvalKit does for InternVL2; without any the question stands alone.
std::string buildPrompt(const ModelConfig&, const ChatTemplate&, std::string_view question,
                        std::span<const int64_t> visualTokens);

}
