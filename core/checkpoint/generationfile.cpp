// SPDX-License-Identifier: GPL-3.0-or-later
#include "checkpoint/generationfile.h"

#include <fmt/core.h>

#include "base/jsonfield.h"
#include "files/checkpoint.h"
#include "model/architectures/architecture.h"
#include "text/tokenizer.h"

namespace quantscope {
namespace {

constexpr int64_t defaultMaxNewTokens = 1024; // that VLMEvalKit asks InternVL's code for
constexpr char endField[] = "eos_token_id";

std::vector<int64_t> tokenList(const JsonFields& fields, const char* name)
{
    if (!fields.has(name))
        return {};
    const auto& value = fields.required(name);
    std::vector<int64_t> ids;
    for (const auto& id : value.is_array() ? value : nlohmann::json::array({value})) {
        if (!id.is_number_integer())
            throw Error(fields.place(name) + ": expected token ids, found " + value.dump());
        ids.push_back(id.get<int64_t>());
    }
    return ids;
}

// Of config.json, or of the language model's part of it.
std::vector<int64_t> endsInConfig(const JsonFields& config)
{
    for (const char* part : {"text_config", "llm_config"})
        if (config.has(part))
            if (auto ends = tokenList(config.object(part), endField); !ends.empty())
                return ends;
    return tokenList(config, endField);
}

int64_t imageTokenOf(const Checkpoint& checkpoint, const ModelConfig& config, const Tokenizer& tokenizer)
{
    const std::string name(imageTokenText(config));
    const auto found = tokenizer.tokenId(name);
    if (!found)
        throw Error(fmt::format("{}: the tokenizer has no token {}", checkpoint.folder().string(), name));
    if (config.imageToken >= 0 && config.imageToken != *found)
        throw Error(fmt::format("{}: field 'image_token_id': {} is {} in the tokenizer, found {}",
                                (checkpoint.folder() / "config.json").string(), name, *found, config.imageToken));
    return *found;
}

}

GenerationOptions generationOptions(const Checkpoint& checkpoint, const ModelConfig& config, const ChatTemplate& layout,
                                    const Tokenizer& tokenizer)
{
    GenerationOptions options;
    options.imageToken = imageTokenOf(checkpoint, config, tokenizer);
    options.maxNewTokens = defaultMaxNewTokens;
    const auto generation = checkpoint.optionalJson("generation_config.json");
    if (!generation.is_null()) {
        const JsonFields fields(generation, (checkpoint.folder() / "generation_config.json").string());
        options.endTokens = tokenList(fields, endField);
        const auto length = fields.integer("max_new_tokens", 1, 1 << 20, defaultMaxNewTokens);
        if (!layout.ownAnswers || !fields.boolean("do_sample", true))
            options.maxNewTokens = length;
    }
    if (const auto end = tokenizer.tokenId(layout.turnEnd); end && layout.ownAnswers)
        options.endTokens = {*end};
    if (options.endTokens.empty())
        options.endTokens =
            endsInConfig(JsonFields(checkpoint.config(), (checkpoint.folder() / "config.json").string()));
    if (options.endTokens.empty())
        throw Error(checkpoint.folder().string() + ": neither its configuration nor the tokenizer names an end token");
    return options;
}

}
