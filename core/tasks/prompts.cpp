// SPDX-License-Identifier: GPL-3.0-or-later
#include "tasks/prompts.h"

#include <algorithm>

#include "base/unicode.h"
#include "tasks/dataset.h"
#include "tasks/metrics/choice.h"

namespace quantscope {
namespace {

constexpr auto shortAnswer = "Answer the question using a single word or phrase.";

bool isChinese(const std::string& text)
{
    const auto characters = toUtf32(text);
    return std::any_of(characters.begin(), characters.end(),
                       [](char32_t c) { return c >= U'\u4e00' && c <= U'\u9fff'; });
}

std::string optionLines(const Question& question)
{
    std::string lines;
    for (const auto& [letter, text] : optionsOf(question)) {
        lines += '\n';
        lines += letter;
        lines += ". " + text;
    }
    return lines;
}

}

std::string barePrompt(const Question& question)
{
    return question.question;
}

std::string shortAnswerPrompt(const Question& question)
{
    return question.question + "\n" + shortAnswer;
}

std::string shortAnswerAfterBlankPrompt(const Question& question)
{
    return question.question + " " + shortAnswer;
}

std::string yesOrNoPrompt(const Question& question)
{
    return question.question + " Please answer yes or no. " + shortAnswer;
}

std::string detailPrompt(const Question& question)
{
    return question.question + "\nAnswer this question in detail.";
}

std::string choicePrompt(const Question& question)
{
    const auto options = optionLines(question);
    const auto hint = question.columns.find("hint");
    const auto text = (hint != question.columns.end() ? hint->second + "\n" : "") + question.question + options;
    if (isChinese(text))
        return text + (options.empty() ? "\n请直接回答问题。" : "\n请直接回答选项字母。");
    return text +
        (options.empty() ? "\nAnswer the question directly."
                         : "\nAnswer with the option's letter from the given choices directly.");
}

std::string reasoningPrompt(const Question& question)
{
    const auto options = optionLines(question);
    return "Your task is to answer the question below. Give step by step reasoning before you answer, and when you're "
           "ready to answer, please use the format \"Final answer: ..\"\n\nQuestion:\n\n" +
        std::string(strippedRight(question.question + options));
}

bool isReasoningModel(std::string_view modelName)
{
    constexpr std::string_view preferred = "-MPO";
    return modelName.ends_with("-MPO-CoT") ||
        (modelName.find("InternVL2_5") != modelName.npos && modelName.find(preferred) != modelName.npos);
}

std::string finalAnswerOf(const std::string& text)
{
    const auto lower = toUtf32(lowerCase(text)), original = toUtf32(text);
    const std::u32string_view sign = U"answer:";
    const size_t found = lower.find(sign);
    if (found == lower.npos || lower.size() != original.size())
        return std::string(stripped(text));
    size_t begin = found + sign.size();
    while (begin < original.size() && isPythonSpace(original[begin]))
        ++begin;
    std::string answer;
    for (; begin < original.size() && original[begin] != U'\n'; ++begin)
        appendUtf8(answer, original[begin]);
    return std::string(stripped(answer));
}

}
