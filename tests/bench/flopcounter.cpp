// SPDX-License-Identifier: GPL-3.0-or-later
#include "flopcounter.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/randn.h>

#include "base/parallel.h"

namespace quantscope {
namespace {

std::atomic<int64_t>& counted()
{
    static std::atomic<int64_t> operations{0};
    return operations;
}

// Operations of [.., n, k] x [k, m]: the first two matrices among the inputs of the operator.
int64_t productOf(const at::RecordFunction& function)
{
    std::vector<at::Tensor> matrices;
    for (const auto& input : function.inputs())
        if (input.isTensor() && input.toTensor().defined() && input.toTensor().dim() >= 2)
            matrices.push_back(input.toTensor());
    const std::string_view name = function.name();
    if ((name == "aten::addmm" || name == "aten::baddbmm") && matrices.size() > 2)
        matrices.erase(matrices.begin());
    return matrices.size() < 2 ? 0 : 2 * matrices[0].numel() * matrices[1].size(-1);
}

std::unique_ptr<at::ObserverContext> count(const at::RecordFunction& function)
{
    const std::string_view name = function.name();
    if (name == "aten::mm" || name == "aten::addmm" || name == "aten::addmm_" || name == "aten::bmm" ||
        name == "aten::baddbmm")
        counted() += productOf(function);
    return nullptr;
}

}

FlopCounter::FlopCounter()
    : m_handle(at::addGlobalCallback(at::RecordFunctionCallback(count).needsInputs(true)))
{
    counted() = 0;
}

FlopCounter::~FlopCounter()
{
    at::removeCallback(m_handle);
}

double FlopCounter::operations() const
{
    return static_cast<double>(counted());
}

double measuredOperationsPerSecond(int threads)
{
    constexpr int64_t rows = 1024, width = 512, repeats = 40;
    const auto a = at::randn({rows, width}), b = at::randn({width, width});
    std::vector<double> speeds;
    for (int round = 0; round < 7; ++round) {
        const auto start = std::chrono::steady_clock::now();
        parallelFor(threads, threads, [&](int64_t) {
            for (int64_t i = 0; i < repeats; ++i)
                at::mm(a, b);
        });
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        speeds.push_back(2.0 * rows * width * width * repeats * threads / seconds);
    }
    std::sort(speeds.begin(), speeds.end());
    return speeds[speeds.size() / 2];
}

}
