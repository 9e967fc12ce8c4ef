// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/chattemplate.h"

#include <fmt/core.h>

#include "base/error.h"
#include "base/text.h"
#include "files/foreigncontent.h"
#include "files/jsonfile.h"
#include "files/mappedfile.h"

namespace quantscope {
namespace {

constexpr uint64_t mostTemplateBytes = 1u << 20;

struct Found
{
    std::filesystem::path file;
    std::string text;
};

nlohmann::json objectOf(const std::filesystem::path& file)
{
    return isPresent(file) ? readJsonObject(file) : nlohmann::json::object();
}

// Of a list of {"name": ..., "template": ...}.
std::string defaultOf(const nlohmann::json& templates, const std::filesystem::path& file)
{
    std::vector<std::string> names;
    for (const auto& entry : templates) {
        const bool isNamed = entry.is_object() && entry.contains("name") && entry["name"].is_string() &&
            entry.contains("template") && entry["template"].is_string();
        if (!isNamed)
            throw Error(file.string() + ": field 'chat_template': an entry is no name with a template");
        const auto name = entry["name"].get<std::string>();
        if (name == "default")
            return entry["template"].get<std::string>();
        names.push_back(name);
    }
    throw Error(file.string() + ": field 'chat_template': none of its templates is called 'default', found " +
                (names.empty() ? "none at all" : listed(names)));
}

std::optional<Found> templateIn(const std::filesystem::path& file)
{
    const auto json = objectOf(file);
    const auto field = json.find("chat_template");
    if (field == json.end() || field->is_null())
        return {};
    if (field->is_string())
        return Found{file, field->get<std::string>()};
    if (field->is_array())
        return Found{file, defaultOf(*field, file)};
    throw Error(file.string() + ": field 'chat_template': expected text or a list of named templates, found " +
                field->type_name());
}

std::string textOf(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file, mostTemplateBytes);
    refuseForeignContent(mapped.text(), file);
    return std::string(mapped.text());
}

std::optional<Found> findTemplate(const std::filesystem::path& folder)
{
    for (const char* name : {"processor_config.json", "chat_template.json"})
        if (auto found = templateIn(folder / name))
            return found;
    if (const auto file = folder / "chat_template.jinja"; isPresent(file))
        return Found{file, textOf(file)};
    return templateIn(folder / "tokenizer_config.json");
}

// The text of a token, which may be an object with its content; none for anything else.
std::optional<std::string> tokenText(const nlohmann::json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (!value.is_object() || !value.contains("content") || !value["content"].is_string())
        return {};
    return value["content"].get<std::string>();
}

void addTokens(const nlohmann::json& object, bool onlyTokenNames, nlohmann::ordered_json& tokens)
{
    for (const auto& [name, value] : object.items())
        if (!onlyTokenNames || name.ends_with("_token"))
            if (auto text = tokenText(value))
                tokens[name] = std::move(*text);
}

// Every name that transformers knows a token by.
nlohmann::ordered_json readTokens(const std::filesystem::path& folder)
{
    auto tokens = nlohmann::ordered_json::object();
    const auto config = objectOf(folder / "tokenizer_config.json");
    addTokens(config, true, tokens);
    if (const auto extra = config.find("extra_special_tokens"); extra != config.end() && extra->is_object())
        addTokens(*extra, false, tokens);
    // Folders that list their added tokens in tokenizer_config.json have an older file beside it that does not count.
    if (!config.contains("added_tokens_decoder"))
        addTokens(objectOf(folder / "special_tokens_map.json"), true, tokens);
    return tokens;
}

nlohmann::ordered_json contentOf(const ChatMessage& message)
{
    if (message.images == 0)
        return message.text;
    auto parts = nlohmann::ordered_json::array();
    for (int64_t i = 0; i < message.images; ++i)
        parts.push_back({{"type", "image"}});
    parts.push_back({{"type", "text"}, {"text", message.text}});
    return parts;
}

}

std::optional<FolderTemplate> readFolderTemplate(const std::filesystem::path& modelFolder)
{
    const auto found = findTemplate(modelFolder);
    if (!found)
        return {};
    try {
        return FolderTemplate{found->file, JinjaTemplate(found->text), readTokens(modelFolder)};
    } catch (Error& error) {
        if (std::string_view(error.what()).starts_with("line "))
            error.prepend(found->file.string() + ": ");
        throw;
    }
}

ImageTokens readImageTokens(const std::filesystem::path& modelFolder)
{
    const auto tokens = readTokens(modelFolder);
    ImageTokens result;
    result.context = tokens.value("context_image_token", result.context);
    result.start = tokens.value("start_image_token", result.start);
    result.end = tokens.value("end_image_token", result.end);
    return result;
}

std::string chatPrompt(const FolderTemplate& chatTemplate, const std::vector<ChatMessage>& messages,
                       bool addGenerationPrompt, const std::optional<std::tm>& now)
{
    auto context = chatTemplate.tokens;
    context["messages"] = nlohmann::ordered_json::array();
    for (const auto& message : messages)
        context["messages"].push_back({{"role", message.role}, {"content", contentOf(message)}});
    context["tools"] = nullptr;
    context["documents"] = nullptr;
    context["add_generation_prompt"] = addGenerationPrompt;
    try {
        return chatTemplate.source.render(context, now);
    } catch (Error& error) {
        error.prepend(chatTemplate.file.string() + ": ");
        throw;
    }
}

std::string withVisualTokens(std::string_view prompt, const ImageTokens& tokens, std::span<const int64_t> visualTokens)
{
    std::string result;
    size_t images = 0;
    while (!tokens.context.empty()) {
        const size_t at = prompt.find(tokens.context);
        if (at == prompt.npos)
            break;
        if (images < visualTokens.size()) {
            result += prompt.substr(0, at);
            result += tokens.start;
            for (int64_t i = 0; i < visualTokens[images]; ++i)
                result += tokens.context;
            result += tokens.end;
        }
        prompt.remove_prefix(at + tokens.context.size());
        ++images;
    }
    if (images != visualTokens.size())
        throw Error(fmt::format("the prompt holds {} {} times, {} images are given", tokens.context, images,
                                visualTokens.size()));
    return result += prompt;
}

}
