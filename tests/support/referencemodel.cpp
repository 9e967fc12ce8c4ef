// SPDX-License-Identifier: GPL-3.0-or-later
#include "referencemodel.h"

#include <array>
#include <bit>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "base/error.h"
#include "model/walk.h"

namespace quantscope::test {
namespace {

constexpr char tablesFile[] = "quant/hadamard_tables.safetensors";

at::Tensor orOnes(const at::Tensor& weight, int64_t width)
{
    return weight.defined() ? weight : at::ones({width});
}

void nameNorm(std::map<std::string, at::Tensor>& tensors, const std::string& name, const Norm& norm, int64_t width)
{
    if (norm.kind == NormKind::RmsNormWithoutWeight) {
        tensors[name + ".weight"] = at::zeros({1});
        return;
    }
    tensors[name + ".weight"] = orOnes(norm.weight, width);
    if (norm.kind == NormKind::Layer)
        tensors[name + ".bias"] = norm.bias.defined() ? norm.bias : at::zeros({width});
}

std::string withoutWeight(const std::string& name)
{
    return name.substr(0, name.size() - std::string(".weight").size());
}

TensorSource sourceOf(std::function<bool(const std::string&)> contains,
                      std::function<at::Tensor(const std::string&)> tensor)
{
    TensorSource source;
    source.contains = std::move(contains);
    source.tensor = [tensor = std::move(tensor)](const std::string& name, at::IntArrayRef shape) {
        auto value = tensor(name);
        if (value.sizes() != shape)
            throw Error(name + ": the recorded tensor has another shape than the configuration says");
        return value;
    };
    return source;
}

}

TensorSource sourceOf(const SafeTensors& file, const std::string& prefix)
{
    return sourceOf([=](const std::string& name) { return file.contains(prefix + name); },
                    [=](const std::string& name) { return file.tensor(prefix + name); });
}

Model buildCaseModel(const CaseFile& file, const std::string& id)
{
    const auto parameters = file.parameters(id);
    nlohmann::json config{{"vision_config", parameters.at("vision")},
                          {"llm_config", parameters.at("llm")},
                          {"downsample_ratio", parameters.value("downsample_ratio", 0.5)},
                          {"ps_version", "v2"}};
    config["llm_config"]["model_type"] = "internlm2";
    config["vision_config"]["norm_type"] = "layer_norm";
    config["vision_config"]["qk_normalization"] = false;
    const auto parsed = parseModelConfig(config, id);
    const std::string prefix = id + ".orig.";
    const auto source = sourceOf([&](const std::string& name) { return file.has(prefix + name); },
                                 [&](const std::string& name) { return file.tensor(prefix + name); });
    return buildModel(parsed, source, at::kFloat, at::kCPU);
}

std::vector<int64_t> idsOf(const at::Tensor& ids)
{
    const auto flat = ids.to(at::kLong).reshape({-1}).contiguous();
    return {flat.data_ptr<int64_t>(), flat.data_ptr<int64_t>() + flat.numel()};
}

GenerationInput inputOf(const CaseFile& file, const std::string& prefix)
{
    GenerationInput input;
    input.ids = idsOf(file.tensor(prefix + ".ids"));
    if (file.has(prefix + ".pixel_values"))
        input.pixels = file.tensor(prefix + ".pixel_values");
    return input;
}

Hadamard referenceHadamard(int64_t n, int64_t order)
{
    if (order == 1)
        return hadamardWithBase(n, at::ones({1, 1}));
    const CaseFile tables(tablesFile);
    return hadamardWithBase(n, tables.tensor("had" + std::to_string(order) + ".table").to(at::kFloat));
}

Hadamard referenceHadamard(int64_t n)
{
    for (const int64_t order : {172, 156, 140, 108, 60, 52, 36, 28, 40, 20, 12})
        if (n % order == 0) {
            if (!std::has_single_bit(static_cast<uint64_t>(n / order)))
                throw Error("the reference refuses the Hadamard size " + std::to_string(n));
            return referenceHadamard(n, order);
        }
    return referenceHadamard(n, 1);
}

Rotations namedRotations(const Model& model, const std::function<at::Tensor(const std::string&)>& matrix)
{
    Rotations rotations;
    const auto heads = [&](const std::string& name, size_t blocks) {
        std::vector<at::Tensor> all;
        for (size_t i = 0; i < blocks; ++i)
            if (const auto head = matrix(name + std::to_string(i)); head.defined())
                all.push_back(head);
        return all;
    };
    rotations.vision = matrix("Q_v");
    rotations.visionHeads = heads("vit_head", model.visionBlocks.size());
    rotations.llm = matrix("Q");
    rotations.llmHeads = heads("llm_head", model.decoderBlocks.size());
    return rotations;
}

ForwardOutputs forwardOutputs(const Model& model, const GenerationInput& input, int64_t imageToken)
{
    ForwardOutputs out;
    const auto pass = plainPass(model);
    auto stream = startStream(model, std::span(&input, 1), {imageToken, int64_t(1) << 20});
    const auto firstOf = [](const Chunks& chunks) { return chunks.empty() ? at::Tensor() : chunks.front(); };
    Visitor visitor;
    visitor.after = [&](const Step& step) {
        if (step.kind == StepKind::VisionBlock)
            out.vit = firstOf(stream.vision);
        else if (step.kind == StepKind::Projector)
            out.mlp1 = firstOf(stream.vision);
        else if (step.kind == StepKind::DecoderBlock)
            out.lastHidden = firstOf(stream.decoder);
    };
    walk(stepsOf(model), {model, stream, pass}, visitor);
    out.logits = stream.decoder.front();
    return out;
}

std::map<std::string, at::Tensor> namedTensors(const Model& model)
{
    std::map<std::string, at::Tensor> tensors;
    for (size_t i = 0; i < model.layers.size(); ++i) {
        tensors[model.layers[i].name + ".weight"] = model.linears[i].weight;
        if (model.linears[i].bias.defined())
            tensors[model.layers[i].name + ".bias"] = model.linears[i].bias;
    }
    const auto& vision = model.config.vision;
    const auto& decoder = model.config.decoder;
    const auto names = model.config.family->names(decoder);
    tensors["vision_model.embeddings.class_embedding"] = model.visionEmbeddings.at("class");
    tensors["vision_model.embeddings.position_embedding"] = model.visionEmbeddings.at("positions");
    for (size_t b = 0; b < model.visionBlocks.size(); ++b) {
        const auto& block = model.visionBlocks[b];
        const std::string at = "vision_model.encoder.layers." + std::to_string(b) + ".";
        nameNorm(tensors, at + "norm1", block.attentionNorm, vision.width);
        nameNorm(tensors, at + "norm2", block.mlpNorm, vision.width);
        tensors[at + "ls1"] = orOnes(block.attentionScale, vision.width);
        tensors[at + "ls2"] = orOnes(block.mlpScale, vision.width);
    }
    nameNorm(tensors, "mlp1.0", *model.projectorNorm,
             model.linears[static_cast<size_t>(model.projectorIn)].weight.size(1));
    const std::string body = "language_model.model.";
    tensors[body + names.embedding] = model.embedding;
    for (size_t b = 0; b < model.decoderBlocks.size(); ++b) {
        const std::string at = body + names.blockPrefix + std::to_string(b) + ".";
        const auto& block = model.decoderBlocks[b];
        nameNorm(tensors, at + withoutWeight(names.attentionNorm), block.attentionNorm, decoder.width);
        nameNorm(tensors, at + withoutWeight(names.mlpNorm), block.mlpNorm, decoder.width);
    }
    nameNorm(tensors, body + withoutWeight(names.finalNorm), model.finalNorm, decoder.width);
    return tensors;
}

}
