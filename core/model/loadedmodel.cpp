// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/loadedmodel.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/jsonfield.h"
#include "files/checkpoint.h"

namespace quantscope {
namespace {

constexpr int64_t defaultMaxNewTokens = 1024;

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

GenerationOptions generationOptions(const Checkpoint& checkpoint, const LoadedModel& loaded,
                                    std::string_view imageToken)
{
    GenerationOptions options;
    const auto image = loaded.tokenizer.tokenId(imageToken);
    if (!image)
        throw Error(loaded.folder.string() + ": the tokenizer has no token " + std::string(imageToken));
    options.imageToken = *image;
    options.maxNewTokens = defaultMaxNewTokens;
    const auto generation = checkpoint.optionalJson("generation_config.json");
    if (!generation.is_null()) {
        const JsonFields fields(generation, (loaded.folder / "generation_config.json").string());
        options.endTokens = tokenList(fields, "eos_token_id");
        options.maxNewTokens = fields.integer("max_new_tokens", 1, 1 << 20, defaultMaxNewTokens);
    }
    if (const auto end = loaded.tokenizer.tokenId(loaded.chatTemplate->turnEnd))
        if (std::find(options.endTokens.begin(), options.endTokens.end(), *end) == options.endTokens.end())
            options.endTokens.push_back(*end);
    if (options.endTokens.empty())
        throw Error(loaded.folder.string() + ": neither generation_config.json nor the tokenizer names an end token");
    return options;
}

std::string folderName(const std::filesystem::path& folder)
{
    const auto full = std::filesystem::weakly_canonical(folder);
    return full.filename().string();
}

}

LoadedModel loadModel(const std::filesystem::path& folder, at::ScalarType dtype, at::Device device,
                      std::shared_ptr<const OffloadStore> offload, Architectures rows)
{
    const auto checkpoint = Checkpoint::open(folder);
    const auto config = parseModelConfig(checkpoint.config(), (folder / "config.json").string(), rows);
    TensorSource source;
    source.contains = [&](const std::string& name) { return checkpoint.contains(name); };
    source.tensor = [&](const std::string& name, at::IntArrayRef shape) { return checkpoint.tensor(name, shape); };
    LoadedModel loaded{folder, folderName(folder), {}, Tokenizer::load(folder), nullptr, {}, checkpoint.files()};
    loaded.chatTemplate = &config.architecture->chatTemplate(config);
    loaded.generation = generationOptions(checkpoint, loaded, config.architecture->imageToken);
    if (loaded.tokenizer.size() > config.decoder.vocabulary)
        throw Error(fmt::format("{}: the tokenizer has {} tokens, config.json field 'llm_config.vocab_size' says {}",
                                folder.string(), loaded.tokenizer.size(), config.decoder.vocabulary));
    loaded.model = buildModel(config, source, dtype, device, std::move(offload));
    return loaded;
}

}
