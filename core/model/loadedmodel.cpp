// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/loadedmodel.h"

#include <fmt/core.h>

#include "base/error.h"
#include "base/unicode.h"
#include "files/checkpoint.h"
#include "model/generationfile.h"

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

std::string folderName(const std::filesystem::path& folder)
{
    const auto full = std::filesystem::weakly_canonical(folder);
    return full.filename().string();
}

}

std::string answerText(const LoadedModel& loaded, std::span<const int64_t> tokens)
{
    const auto text = loaded.tokenizer.decode(tokens);
    if (!loaded.chatTemplate->ownAnswers)
        return text;
    return std::string(stripped(std::string_view(text).substr(0, text.find(loaded.chatTemplate->turnEnd))));
}

LoadedModel loadModel(const std::filesystem::path& folder, at::ScalarType dtype, at::Device device,
                      std::shared_ptr<const OffloadStore> offload, Architectures rows)
{
    const auto checkpoint = Checkpoint::open(folder);
    auto config = parseModelConfig(checkpoint.config(), (folder / "config.json").string(), rows);
    if (config.architecture->readFolder)
        config.architecture->readFolder(checkpoint, config);
    TensorSource source;
    source.contains = [&](const std::string& name) { return checkpoint.contains(name); };
    source.tensor = [&](const std::string& name, at::IntArrayRef shape) { return checkpoint.tensor(name, shape); };
    LoadedModel loaded{
        folder, folderName(folder), {}, Tokenizer::load(folder, config.architecture->tokenizerFiles), nullptr,
        {},     checkpoint.files(), {}};
    loaded.chatTemplate = &config.architecture->chatTemplate(config);
    loaded.generation = generationOptions(checkpoint, config, *loaded.chatTemplate, loaded.tokenizer);
    if (loaded.tokenizer.size() > config.decoder.vocabulary)
        throw Error(fmt::format("{}: the tokenizer has {} tokens, config.json field 'vocab_size' says {}",
                                folder.string(), loaded.tokenizer.size(), config.decoder.vocabulary));
    loaded.model = buildModel(config, source, dtype, device, std::move(offload));
    loaded.notes = notesOn(loaded.model);
    return loaded;
}

}
