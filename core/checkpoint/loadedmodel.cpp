// SPDX-License-Identifier: GPL-3.0-or-later
#include "checkpoint/loadedmodel.h"

#include <string_view>

#include <fmt/core.h>

#include "base/error.h"
#include "base/unicode.h"
#include "checkpoint/generationfile.h"
#include "files/checkpoint.h"
#include "files/modelfolder.h"
#include "files/offloadstore.h"

namespace quantscope {
namespace {

// What the reader should know about the checkpoint.
std::vector<Message> notesOn(const Model& model)
{
    std::vector<Message> notes;
    const auto head = static_cast<size_t>(model.head);
    if (model.config.decoder.tiedHead && !model.linears[head].weight.is_same(model.embedding))
        notes.push_back(message("note.own_head", {{"tensor", model.layers[head].name + ".weight"}}));
    return notes;
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

// What is wrong with a tensor stands behind the folder that it comes from.
Model built(const ModelConfig& config, const TensorSource& source, at::ScalarType dtype, at::Device device,
            const std::shared_ptr<const OffloadStore>& offload, const std::filesystem::path& folder)
{
    try {
        return buildModel(config, source, dtype, device, offload);
    } catch (Error& error) {
        if (!std::string_view(error.what()).starts_with(folder.string()))
            error.prepend(folder.string() + ": ");
        throw;
    }
}

}

std::string answerText(const LoadedModel& loaded, std::span<const int64_t> tokens)
{
    const auto text = loaded.tokenizer.decode(tokens);
    if (!loaded.chatTemplate->ownAnswers)
        return text;
    return std::string(stripped(std::string_view(text).substr(0, text.find(loaded.chatTemplate->turnEnd))));
}

LoadedModel loadModel(const std::filesystem::path& given, at::ScalarType dtype, at::Device device,
                      std::shared_ptr<const OffloadStore> offload, Architectures rows)
{
    const auto folder = modelFolder(given);
    const auto checkpoint = Checkpoint::open(folder);
    refuseQuantized(checkpoint.config(), (folder / "config.json").string());
    auto config = parseModelConfig(checkpoint.config(), (folder / "config.json").string(), rows);
    if (config.architecture->readFolder)
        config.architecture->readFolder(checkpoint, config);
    TensorSource source;
    source.contains = [&](const std::string& name) { return checkpoint.contains(name); };
    source.tensor = [&](const std::string& name, at::IntArrayRef shape) {
        return weightOf(checkpoint, name, shape, offload.get());
    };
    LoadedModel loaded{
        folder, modelName(folder),  {}, Tokenizer::load(folder, config.architecture->tokenizerFiles), nullptr,
        {},     checkpoint.files(), {}};
    loaded.chatTemplate = &config.architecture->chatTemplate(config);
    loaded.generation = generationOptions(checkpoint, config, *loaded.chatTemplate, loaded.tokenizer);
    if (loaded.tokenizer.size() > config.decoder.vocabulary)
        throw Error(fmt::format("{}: the tokenizer has {} tokens, config.json field 'vocab_size' says {}",
                                folder.string(), loaded.tokenizer.size(), config.decoder.vocabulary));
    loaded.model = built(config, source, dtype, device, offload, folder);
    loaded.notes = notesOn(loaded.model);
    return loaded;
}

}
