// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/loadedmodel.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/jsonfield.h"
#include "files/checkpoint.h"
#include "files/modelfolder.h"
#include "files/offloadstore.h"

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

void refuseQuantized(const nlohmann::json& config, const std::string& where)
{
    const auto found = config.find("quantization_config");
    if (found != config.end() && !found->is_null())
        throw Error(where +
                    ": field 'quantization_config': the checkpoint is quantized already; one with float weights "
                    "is expected");
    for (const auto& [part, value] : config.items())
        if (part.ends_with("_config") && value.is_object())
            refuseQuantized(value, where + ": field '" + part + "'");
}

// A weight of a checkpoint in its stored type. With an offload it may stay there for long: what is no view goes there.
at::Tensor weightOf(const Checkpoint& checkpoint, const std::string& name, at::IntArrayRef shape,
                    const OffloadStore* offload)
{
    for (const char* scale : {"_scale", "_scale_inv"})
        if (checkpoint.contains(name + scale))
            throw Error(checkpoint.folder().string() + ": tensor " + name + " has a scale of its own (" + name + scale +
                        "), it is quantized already; float weights are expected");
    auto weight = checkpoint.tensor(name, shape);
    return offload && !checkpoint.isMapped(name) ? offload->keep(weight) : weight;
}

}

LoadedModel loadModel(const std::filesystem::path& given, at::ScalarType dtype, at::Device device,
                      std::shared_ptr<const OffloadStore> offload, Architectures rows)
{
    const auto folder = modelFolder(given);
    const auto checkpoint = Checkpoint::open(folder);
    refuseQuantized(checkpoint.config(), (folder / "config.json").string());
    const auto config = parseModelConfig(checkpoint.config(), (folder / "config.json").string(), rows);
    TensorSource source;
    source.contains = [&](const std::string& name) { return checkpoint.contains(name); };
    source.tensor = [&](const std::string& name, at::IntArrayRef shape) {
        return weightOf(checkpoint, name, shape, offload.get());
    };
    LoadedModel loaded{folder, modelName(folder), {}, Tokenizer::load(folder), nullptr, {}, checkpoint.files()};
    loaded.chatTemplate = &config.architecture->chatTemplate(config);
    loaded.generation = generationOptions(checkpoint, loaded, config.architecture->imageToken);
    if (loaded.tokenizer.size() > config.decoder.vocabulary)
        throw Error(fmt::format("{}: the tokenizer has {} tokens, config.json field 'llm_config.vocab_size' says {}",
                                folder.string(), loaded.tokenizer.size(), config.decoder.vocabulary));
    loaded.model = buildModel(config, source, dtype, device, offload);
    return loaded;
}

}
