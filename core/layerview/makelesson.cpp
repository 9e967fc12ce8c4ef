// SPDX-License-Identifier: GPL-3.0-or-later
#include "layerview/makelesson.h"

#include <algorithm>
#include <numeric>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/tensor.h>

#include "base/error.h"
#include "numeric/hadamard.h"

namespace quantscope {
namespace {

constexpr int64_t mostTokens = 256, fewestTokens = 16;
constexpr int64_t valuesBudget = 1 << 18; // of inputs, and of the weight
constexpr int64_t turnBudget = 12'000'000; // plane rotations times tokens: what one position of a slider costs
constexpr int64_t mostOutputs = 64;
constexpr int64_t smallSize = 8;
constexpr int64_t mostCompared = 1024; // channels

std::vector<float> plainFloats(const at::Tensor& x)
{
    const auto flat = x.to(at::kCPU, at::kFloat).contiguous();
    const float* data = flat.data_ptr<float>();
    return {data, data + flat.numel()};
}

// At most `limit` of the places, evenly spaced.
std::vector<int64_t> spread(const std::vector<int64_t>& places, int64_t limit)
{
    const auto n = static_cast<int64_t>(places.size());
    if (n <= limit)
        return places;
    std::vector<int64_t> chosen;
    for (int64_t i = 0; i < limit; ++i)
        chosen.push_back(places[static_cast<size_t>(i * n / limit)]);
    return chosen;
}

// Half image, half text where there is enough of both.
std::vector<int64_t> chosenTokens(const std::vector<uint8_t>& isImage, int64_t limit)
{
    std::vector<int64_t> image, text;
    for (size_t i = 0; i < isImage.size(); ++i)
        (isImage[i] ? image : text).push_back(static_cast<int64_t>(i));
    const auto textShare = std::min<int64_t>(static_cast<int64_t>(text.size()), limit / 2);
    image = spread(image, limit - textShare);
    text = spread(text, limit - static_cast<int64_t>(image.size()));
    image.insert(image.end(), text.begin(), text.end());
    return image;
}

std::vector<int64_t> evenPlaces(int64_t n, int64_t limit)
{
    std::vector<int64_t> all(static_cast<size_t>(n));
    std::iota(all.begin(), all.end(), 0);
    return spread(all, limit);
}

at::Tensor indices(const std::vector<int64_t>& places)
{
    return at::tensor(places, at::kLong);
}

// Input channels whose values come together: what one column loses, others can make up for. The pair with the largest
// |cosine|, then always the channel that has most in common with those chosen.
std::vector<int64_t> relatedChannels(const at::Tensor& inputs, int64_t count)
{
    const auto candidates = evenPlaces(inputs.size(1), mostCompared);
    const auto x = inputs.index_select(1, indices(candidates));
    const auto unit = x / x.norm(2, 0, true).clamp_min(1e-20);
    auto alike = at::matmul(unit.t(), unit).abs();
    alike.fill_diagonal_(0);
    const auto n = alike.size(0);
    std::vector<int64_t> chosen{alike.argmax().item<int64_t>() / n};
    auto common = alike[chosen.front()].clone();
    while (static_cast<int64_t>(chosen.size()) < count) {
        for (const auto place : chosen)
            common[place] = -1;
        chosen.push_back(common.argmax().item<int64_t>());
        common += alike[chosen.back()];
    }
    for (auto& place : chosen)
        place = candidates[static_cast<size_t>(place)];
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

// Some channels and some output rows.
SmallWeight smallPart(const at::Tensor& weight, const at::Tensor& inputs)
{
    SmallWeight small;
    small.rows = std::min(smallSize, weight.size(0));
    small.columns = std::min(smallSize, weight.size(1));
    small.channels = relatedChannels(inputs, small.columns);
    const auto columns = indices(small.channels);
    const auto x = inputs.index_select(1, columns).to(at::kDouble);
    small.weight =
        plainFloats(weight.index_select(0, indices(evenPlaces(weight.size(0), small.rows))).index_select(1, columns));
    small.hessian = plainFloats(at::matmul(x.t(), x) * (2.0 / double(x.size(0))));
    return small;
}

int64_t tokenLimit(int64_t channels, size_t turns)
{
    const auto byTurns = turnBudget / std::max<int64_t>(1, static_cast<int64_t>(turns));
    return std::clamp(std::min(valuesBudget / channels, byTurns), fewestTokens, mostTokens);
}

}

LessonData makeLesson(const Layer& layer, const Linear& linear, const LayerInputs& entering, LayerIndex index,
                      const Progress& progress)
{
    const auto at = static_cast<size_t>(index);
    if (at >= entering.rows.size() || !entering.rows[at].defined() || !entering.rowIsImage[at].defined())
        throw Error(layer.name + ": no inputs of this layer were kept");
    LessonData lesson;
    lesson.layer = layer;
    progress.step(0, "rotation");
    const auto weight = denseWeight(linear, at::kFloat).cpu();
    lesson.channels = weight.size(1);
    lesson.rotation = pathToHadamard(lesson.channels);
    progress.check();
    const auto marks = entering.rowIsImage[at].cpu().contiguous();
    const auto* mark = marks.data_ptr<uint8_t>();
    const std::vector<uint8_t> isImage(mark, mark + marks.numel());
    const auto tokens = chosenTokens(isImage, tokenLimit(lesson.channels, lesson.rotation.steps.size()));
    for (const auto token : tokens)
        lesson.isImage.push_back(isImage[static_cast<size_t>(token)]);
    const auto inputs = entering.rows[at].index_select(0, indices(tokens)).to(at::kFloat);
    lesson.inputs = plainFloats(inputs);
    progress.step(0.5, "weight");
    const int64_t outputs = std::clamp<int64_t>(valuesBudget / lesson.channels, 1, mostOutputs);
    const auto some = indices(evenPlaces(weight.size(0), outputs));
    const auto turned = hadamardTransform(hadamardOfSize(lesson.channels), weight);
    lesson.weight = plainFloats(weight.index_select(0, some));
    lesson.turnedWeight = plainFloats(turned.index_select(0, some));
    lesson.channelMax = plainFloats(weight.abs().amax(0));
    lesson.turnedChannelMax = plainFloats(turned.abs().amax(0));
    progress.check();
    lesson.small = smallPart(weight, inputs);
    return lesson;
}

LayerIndex tellingLayer(const LessonWish& wish, const std::vector<Layer>& layers,
                        std::span<const InputProfile> profiles)
{
    LayerIndex best = -1;
    double most = -1;
    for (size_t i = 0; i < layers.size(); ++i) {
        if ((wish.tower && layers[i].tower != *wish.tower) || (wish.role && layers[i].role != *wish.role))
            continue;
        double ratio = 0;
        if (i < profiles.size() && !profiles[i].channelMax.empty()) {
            auto sorted = profiles[i].channelMax;
            const auto middle = sorted.begin() + static_cast<int64_t>(sorted.size() / 2);
            std::nth_element(sorted.begin(), middle, sorted.end());
            const float largest = *std::max_element(middle, sorted.end());
            ratio = *middle > 0 ? largest / *middle : 0;
        }
        if (ratio > most) {
            most = ratio;
            best = static_cast<LayerIndex>(i);
        }
    }
    return best;
}

}
