// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/message.h"
#include "model/architectures/architecture.h"
#include "model/generate.h"
#include "model/model.h"
#include "model/prompt.h"
#include "text/tokenizer.h"

namespace quantscope {

// A model folder, ready to answer: the network with all that turns questions into tokens and back.
struct LoadedModel
{
    std::filesystem::path folder; // with config.json
    std::string name; // as modelName()
    Model model;
    Tokenizer tokenizer;
    const ChatTemplate* chatTemplate = nullptr;
    GenerationOptions generation; // image token, end tokens and length limit of this checkpoint
    std::vector<std::filesystem::path> weightFiles;
    std::vector<Message> notes; // on what is odd about the checkpoint
};

// The text of an answer, as who scores it gets it.
std::string answerText(const LoadedModel&, std::span<const int64_t> tokens);

// Opens a folder as modelFolder() finds it, with the first architecture that matches; buildModel() tells what an
// offload means: then the weights in the files are not looked at for NaN, which requireFiniteWeights() does. Error
// names the file, field or tensor that is wrong.
LoadedModel loadModel(const std::filesystem::path& folder, at::ScalarType dtype, at::Device device,
                      std::shared_ptr<const OffloadStore> offload = nullptr, Architectures rows = architectures());

}
