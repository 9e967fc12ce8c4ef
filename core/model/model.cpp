// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/model.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "files/offloadstore.h"
#include "model/architectures/architecture.h"
#include "model/modelbuilder.h"

namespace quantscope {
namespace {

void visitNorm(Norm& norm, const std::function<void(at::Tensor&)>& f)
{
    f(norm.weight);
    f(norm.bias);
}

void visitNorm(std::optional<Norm>& norm, const std::function<void(at::Tensor&)>& f)
{
    if (norm)
        visitNorm(*norm, f);
}

void visitBlock(Block& block, const std::function<void(at::Tensor&)>& f)
{
    visitNorm(block.attentionNorm, f);
    visitNorm(block.mlpNorm, f);
    visitNorm(block.queryNorm, f);
    visitNorm(block.keyNorm, f);
    f(block.attentionScale);
    f(block.mlpScale);
}

}

Model buildModel(const ModelConfig& config, const TensorSource& source, at::ScalarType dtype, at::Device device,
                 std::shared_ptr<const OffloadStore> offload)
{
    if (offload && !device.is_cpu())
        throw Error("memory is saved on the CPU only");
    Model model;
    model.config = config;
    model.computeType = dtype;
    model.offload = std::move(offload);
    ModelBuilder build(model, source, device);
    config.architecture->load(build);
    return model;
}

at::Tensor kept(const Model& model, const at::Tensor& tensor)
{
    return model.offload ? model.offload->keep(tensor) : tensor;
}

void forEachTensor(Model& model, const std::function<void(at::Tensor&)>& f)
{
    const auto visit = [&](at::Tensor& tensor) {
        if (tensor.defined())
            f(tensor);
    };
    for (auto& linear : model.linears) {
        visit(linear.weight);
        visit(linear.bias);
        visit(linear.onlineSigns);
    }
    for (auto& [name, tensor] : model.visionEmbeddings)
        visit(tensor);
    visit(model.embedding);
    for (auto* blocks : {&model.visionBlocks, &model.decoderBlocks})
        for (auto& block : *blocks)
            visitBlock(block, visit);
    visitNorm(model.projectorNorm, visit);
    visitNorm(model.finalNorm, visit);
}

Model copiedTo(Model model, at::Device device)
{
    forEachTensor(model, [&](at::Tensor& tensor) { tensor = tensor.to(device); });
    for (auto& linear : model.linears)
        if (linear.online)
            linear.online = hadamardOn(*linear.online, device);
    return model;
}

}
