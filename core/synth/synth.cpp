// SPDX-License-Identifier: GPL-3.0-or-later
#include "synth/synth.h"

#include <algorithm>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/error.h"
#include "base/text.h"
#include "files/atomicfile.h"
#include "files/safetensors.h"
#include "synth/synthfiles.h"
#include "synth/synthimages.h"
#include "synth/synthweights.h"

namespace quantscope {
namespace {

constexpr int64_t portionBytes = 32 << 20; // of weights in memory at a time
constexpr double weightShare = 0.9; // of the work
constexpr uint64_t sparseBytes = 16 << 20; // JSON files and headers

struct Preset
{
    const char* id;
    const char* family;
    bool largeVision; // InternViT-6B instead of InternViT-300M
    int64_t width, mlpWidth, blocks, heads, kvHeads, headSize, vocabulary, maxPositions;
    double normEps, ropeBase;
    const char* chatTemplate;
};

constexpr char hermes[] = "Hermes-2", internlm2Chat[] = "internlm2-chat", internvl25[] = "internvl2_5";
constexpr Preset presetTable[] = {
    {"internvl2-1b", "qwen2", false, 896, 4864, 24, 14, 2, 64, 151655, 32768, 1e-6, 1e6, hermes},
    {"internvl2-2b", "internlm2", false, 2048, 8192, 24, 16, 8, 128, 92553, 32768, 1e-5, 1e6, internlm2Chat},
    {"internvl2-4b", "phi3", false, 3072, 8192, 32, 32, 32, 96, 32020, 131072, 1e-5, 1e4, "phi3-chat"},
    {"internvl2-8b", "internlm2", false, 4096, 14336, 32, 32, 8, 128, 92553, 32768, 1e-5, 1e6, internlm2Chat},
    {"internvl2-40b", "llama", true, 7168, 20480, 60, 56, 8, 128, 64015, 4096, 1e-5, 5e6, hermes},
    {"internvl2-llama3-76b", "llama", true, 8192, 28672, 80, 64, 8, 128, 128265, 8192, 1e-5, 5e5, internlm2Chat},
    {"internvl3-9b", "internlm3", false, 4096, 10240, 48, 32, 2, 128, 128512, 32768, 1e-5, 5e7, internvl25},
    {"internvl3-78b", "qwen2", true, 8192, 29568, 80, 64, 8, 128, 151674, 32768, 1e-6, 1e6, internvl25},
    {"internvl3.5-1b", "qwen3", false, 1024, 3072, 28, 16, 8, 128, 151936, 40960, 1e-6, 1e6, internvl25},
    {"internvl3.5-8b", "qwen3", false, 4096, 12288, 36, 32, 8, 128, 151936, 40960, 1e-6, 1e6, internvl25},
    {"internvl3.5-38b", "qwen3", true, 5120, 25600, 64, 64, 8, 128, 151936, 40960, 1e-6, 1e6, internvl25},
};

// From 1 at the fastest frequency to `most` at the slowest; the published lists are longer in their digits alone.
std::vector<double> rampTo(double most, int64_t count)
{
    std::vector<double> factors;
    for (int64_t i = 0; i < count; ++i)
        factors.push_back(1 + (most - 1) * static_cast<double>(i) / static_cast<double>(count - 1));
    return factors;
}

RopeConfig ropeOf(const Preset& preset)
{
    RopeConfig rope;
    rope.base = preset.ropeBase;
    const std::string_view family = preset.family;
    if (family == "internlm2" || family == "internlm3") {
        rope.kind = RopeKind::Dynamic;
        rope.factor = family == "internlm2" ? 2 : 6;
    } else if (family == "phi3") {
        rope.kind = RopeKind::Long;
        rope.originalPositions = 4096;
        rope.shortFactors = rampTo(2.8, preset.headSize / 2);
        rope.longFactors = rampTo(64, preset.headSize / 2);
    }
    return rope;
}

DecoderConfig decoderOf(const Preset& preset)
{
    DecoderConfig d;
    d.modelType = preset.family;
    d.width = preset.width;
    d.blocks = preset.blocks;
    d.heads = preset.heads;
    d.kvHeads = preset.kvHeads;
    d.headSize = preset.headSize;
    d.mlpWidth = preset.mlpWidth;
    d.vocabulary = preset.vocabulary;
    d.maxPositions = preset.maxPositions;
    d.normEps = preset.normEps;
    d.rope = ropeOf(preset);
    return d;
}

// InternViT-300M-448px, or InternViT-6B-448px.
VisionConfig visionOf(bool large)
{
    VisionConfig v;
    v.width = large ? 3200 : 1024;
    v.blocks = large ? 45 : 24;
    v.heads = large ? 25 : 16;
    v.mlpWidth = 4 * v.width;
    v.norm = large ? NormKind::Rms : NormKind::Layer;
    v.qkNorm = large;
    v.qkvBias = !large;
    return v;
}

using Shard = std::vector<size_t>; // tensors of the plan

uint64_t bytesOf(const SynthTensor& tensor)
{
    return static_cast<uint64_t>(tensor.rows) * static_cast<uint64_t>(tensor.columns) * sizeof(c10::BFloat16);
}

uint64_t bytesOf(const SynthPlan& plan)
{
    uint64_t sum = 0;
    for (const auto& tensor : plan.tensors)
        sum += bytesOf(tensor);
    return sum;
}

std::vector<Shard> distribute(const SynthPlan& plan, uint64_t shardBytes)
{
    std::vector<Shard> shards(1);
    uint64_t used = 0;
    for (size_t i = 0; i < plan.tensors.size(); ++i) {
        const auto bytes = bytesOf(plan.tensors[i]);
        if (!shards.back().empty() && used + bytes > shardBytes) {
            shards.emplace_back();
            used = 0;
        }
        shards.back().push_back(i);
        used += bytes;
    }
    return shards;
}

std::string shardName(size_t index, size_t count)
{
    return fmt::format("model-{:05}-of-{:05}.safetensors", index + 1, count);
}

// The new folder and its files; all are removed again unless keep() was called.
class Folder
{
public:
    Folder(std::filesystem::path folder, uint64_t bytes)
        : m_folder(std::move(folder))
    {
        std::error_code problem;
        m_isNew = !std::filesystem::exists(m_folder, problem);
        if (!m_isNew &&
            (!std::filesystem::is_directory(m_folder, problem) || !std::filesystem::is_empty(m_folder, problem)))
            throw Error(m_folder.string() + ": is not an empty folder, a new or empty one is expected");
        if (m_isNew && !std::filesystem::create_directories(m_folder, problem) && problem)
            throw Error(m_folder.string() + ": cannot be created (" + problem.message() + ")");
        const auto space = std::filesystem::space(m_folder, problem);
        if (!problem && space.available < bytes) {
            removeAll();
            throw Error(m_folder.string() + ": the checkpoint needs " + gigabytes(bytes) + ", " +
                        gigabytes(space.available) + " are free on this disk");
        }
    }

    ~Folder()
    {
        if (!m_keeps)
            removeAll();
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path file(const std::string& name)
    {
        m_files.push_back(name);
        return m_folder / name;
    }

    void json(const std::string& name, const nlohmann::json& content)
    {
        writeAtomically(file(name), content.dump(2) + "\n");
    }

    void keep()
    {
        m_keeps = true;
    }

private:
    void removeAll() const
    {
        std::error_code ignored;
        for (const auto& name : m_files)
            std::filesystem::remove(m_folder / name, ignored);
        if (m_isNew)
            std::filesystem::remove(m_folder, ignored);
    }

    std::filesystem::path m_folder;
    std::vector<std::string> m_files;
    bool m_isNew = false;
    bool m_keeps = false;
};

class WeightWriter
{
public:
    WeightWriter(const SynthPlan& plan, const SynthOptions& options, const Progress& progress)
        : m_plan(plan)
        , m_options(options)
        , m_progress(progress)
        , m_quantiles(normalQuantiles())
        , m_total(bytesOf(plan))
    {
    }

    void write(const std::filesystem::path& file, const Shard& shard)
    {
        std::vector<TensorSlot> slots;
        for (const size_t i : shard)
            slots.push_back({m_plan.tensors[i].name, at::kBFloat16, m_plan.tensors[i].shape});
        streamSafeTensors(file, slots, {{"format", "pt"}},
                          [&](size_t slot, const ByteSink& sink) { writeTensor(m_plan.tensors[shard[slot]], sink); });
    }

private:
    void writeTensor(const SynthTensor& tensor, const ByteSink& sink)
    {
        const SynthRows rows(tensor, m_options.seed, m_quantiles);
        const int64_t rowBytes = tensor.columns * static_cast<int64_t>(sizeof(c10::BFloat16));
        const int64_t portion = std::clamp<int64_t>(portionBytes / rowBytes, 1, tensor.rows);
        m_buffer.resize(std::max(m_buffer.size(), static_cast<size_t>(portion * tensor.columns)));
        for (int64_t row = 0; row < tensor.rows; row += portion) {
            m_progress.step(static_cast<double>(m_done) / static_cast<double>(m_total), tensor.name);
            const int64_t count = std::min(portion, tensor.rows - row);
            rows.fill(row, count, m_options.threads, m_buffer.data());
            sink(m_buffer.data(), static_cast<size_t>(count * rowBytes));
            m_done += static_cast<uint64_t>(count * rowBytes);
        }
    }

    const SynthPlan& m_plan;
    const SynthOptions& m_options;
    const Progress& m_progress;
    std::vector<double> m_quantiles;
    std::vector<c10::BFloat16> m_buffer;
    uint64_t m_done = 0, m_total = 0;
};

void writeWeights(Folder& folder, const SynthPlan& plan, const SynthOptions& options, const Progress& progress)
{
    const auto shards = distribute(plan, options.shardBytes);
    WeightWriter writer(plan, options, progress);
    auto map = nlohmann::json::object();
    for (size_t i = 0; i < shards.size(); ++i) {
        const auto name = shardName(i, shards.size());
        for (const size_t tensor : shards[i])
            map[plan.tensors[tensor].name] = name;
        writer.write(folder.file(name), shards[i]);
    }
    folder.json("model.safetensors.index.json", {{"metadata", {{"total_size", bytesOf(plan)}}}, {"weight_map", map}});
}

void writeQuestions(Folder& folder, const SynthShape& shape, const SynthOptions& options, const Progress& progress)
{
    SynthQuestions q{options.seed, 0, options.questions, static_cast<int>(shape.config.tileSize), options.threads};
    const double share = static_cast<double>(q.count) /
        static_cast<double>(std::max<int64_t>(1, options.questions + options.calibrationQuestions));
    writeSynthQuestions(folder.file("ocrbench_synth.tsv"), q, partOf(progress, 0, share));
    q.first = options.questions;
    q.count = options.calibrationQuestions;
    writeSynthQuestions(folder.file("ocrbench_synth_calib.tsv"), q, partOf(progress, share, 1));
}

}

std::vector<std::string> synthPresets()
{
    std::vector<std::string> ids;
    for (const auto& preset : presetTable)
        ids.emplace_back(preset.id);
    return ids;
}

SynthShape synthPreset(std::string_view id)
{
    for (const auto& preset : presetTable)
        if (id == preset.id) {
            SynthShape shape{preset.id, {}};
            shape.config.vision = visionOf(preset.largeVision);
            shape.config.decoder = decoderOf(preset);
            shape.config.chatTemplate = preset.chatTemplate;
            return shape;
        }
    throw Error("there is no shape " + std::string(id) + ", expected one of " +
                listedBy(presetTable, [](const auto& preset) { return preset.id; }));
}

uint64_t synthBytes(const SynthShape& shape, const SynthOptions& options)
{
    const auto pictures = static_cast<uint64_t>(options.questions + options.calibrationQuestions);
    return bytesOf(planSynthetic(shape, options.seed)) + sparseBytes +
        pictures * synthQuestionBytes(static_cast<int>(shape.config.tileSize));
}

void writeSynthetic(const SynthShape& shape, const std::filesystem::path& path, const SynthOptions& options,
                    const Progress& progress)
{
    const auto plan = planSynthetic(shape, options.seed);
    const auto tokens = synthTokens(shape.config.decoder);
    Folder folder(path, synthBytes(shape, options));
    writeWeights(folder, plan, options, partOf(progress, 0, weightShare));
    folder.json("generation_config.json", synthGenerationJson(tokens));
    folder.json("tokenizer.json", synthTokenizerJson(tokens));
    folder.json("tokenizer_config.json", synthTokenizerConfigJson(tokens, shape.config.decoder));
    nlohmann::json notes{{"note",
                          "random weights of a published shape with planted activation outliers: nothing was trained, "
                          "answers mean nothing. Lists hold [channel, factor]."},
                         {"shape", shape.id},
                         {"seed", options.seed},
                         {"parameters", bytesOf(plan) / sizeof(c10::BFloat16)}};
    notes.update(plan.planted);
    folder.json("synthetic.json", notes);
    writeQuestions(folder, shape, options, partOf(progress, weightShare, 1));
    // Last: a folder without it does not load.
    folder.json("config.json", synthConfigJson(shape));
    folder.keep();
}

}
