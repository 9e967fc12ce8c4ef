// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/prompt.h"

#include <array>

#include <fmt/core.h>

#include "base/error.h"
#include "base/text.h"

namespace quantscope {
namespace {

// The system messages are those of the published configurations.
constexpr std::string_view internvl2System =
    "你是由上海人工智能实验室联合商汤科技开发的书生多模态大模型，英文名叫InternVL, "
    "是一个有用无害的人工智能助手。";
constexpr std::array templates{
    ChatTemplate{"Hermes-2", internvl2System, "<|im_end|>", ""},
    ChatTemplate{"internlm2-chat", internvl2System, "<|im_end|>", ""},
    ChatTemplate{"phi3-chat", internvl2System, "<|end|>", "", "<|system|>\n", "<|user|>\n", "<|assistant|>\n"},
    ChatTemplate{
        "internvl2_5",
        "你是书生·万象，英文名是InternVL，是由上海人工智能实验室、清华大学及多家合作单位联合开发的多模态大语言模型。",
        "<|im_end|>", "\n"},
};

std::string placeholders(std::span<const int64_t> visualTokens)
{
    std::string text;
    for (size_t image = 0; image < visualTokens.size(); ++image) {
        if (visualTokens.size() > 1)
            text += fmt::format("Image-{}: ", image + 1);
        text += "<img>";
        for (int64_t i = 0; i < visualTokens[image]; ++i)
            text += imageContextToken;
        text += "</img>\n";
    }
    return text;
}

// VLMEvalKit puts marks for the images behind the text and takes all of them together off again, wherever they are.
std::string withoutMarks(std::string_view question, size_t images)
{
    std::string marks;
    for (size_t image = 0; image < images; ++image)
        marks += fmt::format("<Image-{}>", image + 1);
    std::string text(question);
    for (size_t at = text.find(marks); at != std::string::npos; at = text.find(marks, at))
        text.erase(at, marks.size());
    return text;
}

}

const ChatTemplate& chatTemplateFor(const ModelConfig& config, const DecoderFamily& family)
{
    const std::string_view wanted = config.chatTemplate.empty() ? family.defaultTemplate : config.chatTemplate;
    for (const auto& entry : templates)
        if (entry.id == wanted)
            return entry;
    throw Error("config.json: field 'template': expected one of " + listedBy(templates, &ChatTemplate::id) +
                ", found '" + std::string(wanted) + "'");
}

std::string buildPrompt(const ModelConfig& config, const ChatTemplate& layout, std::string_view question,
                        std::span<const int64_t> visualTokens)
{
    std::string text;
    if (!layout.systemStart.empty()) {
        text += layout.systemStart;
        text += config.hasSystemMessage ? config.systemMessage : std::string(layout.defaultSystem);
        text += layout.turnEnd;
        text += layout.separator;
    }
    text += layout.userStart;
    text += placeholders(visualTokens);
    text += visualTokens.size() > 1 ? withoutMarks(question, visualTokens.size()) : std::string(question);
    text += layout.turnEnd;
    text += layout.separator;
    text += layout.assistantStart;
    return text;
}

}
