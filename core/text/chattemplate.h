// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "jinja/template.h"

namespace quantscope {

// The chat template that a model folder carries as a file.
struct FolderTemplate
{
    std::filesystem::path file; // where it stands
    JinjaTemplate source;
    nlohmann::ordered_json tokens; // the special tokens that its text may name, such as bos_token
};

// What the template's processor writes for an image.
struct ImageTokens
{
    std::string context = "<IMG_CONTEXT>"; // stands for one visual token, or in a prompt for the whole image
    std::string start = "<img>";
    std::string end = "</img>";
};

struct ChatMessage
{
    std::string role; // "system", "user" or "assistant"
    std::string text;
    int64_t images = 0; // before the text
};

// From processor_config.json, chat_template.json, chat_template.jinja or tokenizer_config.json, the first that has one;
// of several by name the one called "default". None when the folder has none. Throws Error naming the file.
std::optional<FolderTemplate> readFolderTemplate(const std::filesystem::path& modelFolder);

// From tokenizer_config.json, as far as it names them.
ImageTokens readImageTokens(const std::filesystem::path& modelFolder);

// The prompt of a conversation, with ImageTokens::context where an image stands; with addGenerationPrompt up to the
// start of the answer. `now` is the date for templates that print one. Throws Error naming the template's file and
// line.
std::string chatPrompt(const FolderTemplate& chatTemplate, const std::vector<ChatMessage>& messages,
                       bool addGenerationPrompt, const std::optional<std::tm>& now = {});

// The prompt with start, context as often as `visualTokens` says, and end in the place of each image. Throws Error when
// the prompt holds another number of images, as when a question contains the token itself.
std::string withVisualTokens(std::string_view prompt, const ImageTokens& tokens, std::span<const int64_t> visualTokens);

}
