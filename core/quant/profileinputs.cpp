// SPDX-License-Identifier: GPL-3.0-or-later
#include "quant/profileinputs.h"

#include <algorithm>
#include <atomic>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/maximum.h>

#include "base/parallel.h"
#include "model/walk.h"
#include "numeric/rows.h"
#include "quant/inputpass.h"

namespace quantscope {
namespace {

void profileSample(const Model& model, const GenerationInput& sample, const ProfileOptions& options,
                   std::vector<InputWatcher>& watchers, const Progress& progress)
{
    auto stream = startStream(model, std::span(&sample, 1), {options.imageToken, options.tilesPerChunk});
    const auto pass = inputPass(model, [&](size_t layer, const at::Tensor& x, RowRuns) {
        watchers[layer].add(model.linears[layer], x, stream.packed.empty() ? nullptr : &stream.packed.front());
    });
    walk(stepsOf(model), {model, stream, pass}, checking(progress));
}

// Every k-th row, so that at most `limit` are left.
at::Tensor evenly(const at::Tensor& rows, int64_t limit)
{
    const int64_t step = std::max<int64_t>(1, (rows.size(0) + limit - 1) / limit);
    return rows.slice(0, 0, rows.size(0), step);
}

// Rows per layer, of bfloat16, that fit into the bytes.
int64_t rowsPerLayer(const Model& model, int64_t bytes)
{
    int64_t columns = 1;
    for (const auto& layer : model.layers)
        columns += layer.in;
    return std::min<int64_t>(1024, bytes / (columns * 2));
}

}

at::Tensor InputWatcher::rows(int64_t limit) const
{
    return m_rows.empty() || limit <= 0 ? at::Tensor() : evenly(at::cat(m_rows), limit).contiguous();
}

at::Tensor InputWatcher::rowIsImage(int64_t limit) const
{
    return m_rows.empty() || limit <= 0 ? at::Tensor() : evenly(at::cat(m_rowIsImage), limit).contiguous();
}

void InputWatcher::keepRows(const at::Tensor& flat, const Packed* packed)
{
    m_rows.push_back(evenly(flat, m_rowsKept).to(at::kCPU, at::kBFloat16, false, true));
    at::Tensor image;
    if (packed && packed->isImage.defined())
        image = evenly(packed->isImage, m_rowsKept).to(at::kCPU, at::kByte, false, true);
    else
        image = at::full({m_rows.back().size(0)}, packed ? 0 : 1, at::kByte);
    m_rowIsImage.push_back(image);
}

void InputWatcher::add(const Linear& linear, const at::Tensor& x, const Packed* packed)
{
    const auto rows = matmulInput(linear, x);
    const auto flat = rows.reshape({-1, rows.size(-1)});
    if (m_rowsKept > 0)
        keepRows(flat, packed);
    const auto largest = flat.abs().amax(0).to(at::kCPU, at::kFloat);
    m_channelMax = m_channelMax.defined() ? at::maximum(m_channelMax, largest) : largest;
    if (!packed) {
        m_image.add(flat);
    } else if (!packed->isImage.defined()) {
        m_text.add(flat);
    } else {
        m_image.add(rowsWhere(flat, packed->isImage));
        m_text.add(rowsWhere(flat, packed->isImage.logical_not()));
    }
}

void InputWatcher::merge(const InputWatcher& other)
{
    m_rows.insert(m_rows.end(), other.m_rows.begin(), other.m_rows.end());
    m_rowIsImage.insert(m_rowIsImage.end(), other.m_rowIsImage.begin(), other.m_rowIsImage.end());
    m_image.merge(other.m_image);
    m_text.merge(other.m_text);
    if (other.m_channelMax.defined())
        m_channelMax = m_channelMax.defined() ? at::maximum(m_channelMax, other.m_channelMax) : other.m_channelMax;
}

InputProfile InputWatcher::profile() const
{
    InputProfile profile;
    profile.image = m_image.histogram();
    profile.text = m_text.histogram();
    profile.imageValues = m_image.count();
    profile.textValues = m_text.count();
    const auto& one = m_image.empty() ? m_text : m_image;
    const auto& other = m_text.empty() ? m_image : m_text;
    profile.min = std::min(one.min(), other.min());
    profile.max = std::max(one.max(), other.max());
    profile.imageMin = m_image.min();
    profile.imageMax = m_image.max();
    profile.textMin = m_text.min();
    profile.textMax = m_text.max();
    if (m_channelMax.defined()) {
        const float* data = m_channelMax.data_ptr<float>();
        profile.channelMax.assign(data, data + m_channelMax.numel());
    }
    return profile;
}

LayerInputs profileInputs(const Model& model, std::span<const GenerationInput> samples, const ProfileOptions& options,
                          const Progress& progress)
{
    const int64_t rows = rowsPerLayer(model, options.rowBytes);
    const int64_t rowsPerCall = std::min<int64_t>(rows, 128);
    std::vector<std::vector<InputWatcher>> perSample(samples.size());
    std::atomic<size_t> done{0};
    parallelFor(static_cast<int64_t>(samples.size()), workersOn(model.device(), options.threads), [&](int64_t i) {
        auto& watchers = perSample[static_cast<size_t>(i)];
        watchers.resize(model.layers.size(), InputWatcher(rowsPerCall));
        profileSample(model, samples[static_cast<size_t>(i)], options, watchers, progress);
        progress.step(double(++done) / double(samples.size()), "profile layer inputs");
    });
    LayerInputs inputs;
    for (size_t layer = 0; layer < model.layers.size(); ++layer) {
        InputWatcher total;
        for (const auto& watchers : perSample)
            total.merge(watchers[layer]);
        inputs.profiles.push_back(total.profile());
        if (rows > 0) {
            inputs.rows.push_back(total.rows(rows));
            inputs.rowIsImage.push_back(total.rowIsImage(rows));
        }
    }
    return inputs;
}

}
