// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "model/config.h"

namespace quantscope {

// The shape of a checkpoint to make: all that its config.json says.
struct SynthShape
{
    std::string id;
    ModelConfig config;
};

struct SynthOptions
{
    uint64_t seed = 42;
    int64_t questions = 200; // in ocrbench_synth.tsv
    int64_t calibrationQuestions = 160; // in ocrbench_synth_calib.tsv, about other pictures
    uint64_t shardBytes = 2'000'000'000; // of weights in one file, unless a single tensor is larger
    int threads = 1;
};

// "internvl2-1b", "internvl3.5-8b", …: every decoder family at published shapes.
std::vector<std::string> synthPresets();
// The published shape. Throws Error naming the known presets for any other id.
SynthShape synthPreset(std::string_view id);

// The bytes that writeSynthetic puts on the disk: the weights exactly, the pictures estimated from above.
uint64_t synthBytes(const SynthShape&, const SynthOptions&);

// Writes a model folder with random weights and planted outliers (see synthplan.cpp): model-*-of-*.safetensors with
// model.safetensors.index.json, config.json, generation_config.json, tokenizer.json, tokenizer_config.json,
// synthetic.json (what was planted where) and two question files. The bytes depend on the shape, the seed and the
// number of questions alone. Throws Error when the folder is not empty or the disk too small; after that or Cancelled
// nothing is left behind.
void writeSynthetic(const SynthShape&, const std::filesystem::path& folder, const SynthOptions&, const Progress& = {});

}
