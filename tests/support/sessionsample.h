// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "image/image.h"
#include "runsamples.h"
#include "session/savesession.h"

namespace quantscope::test {

// A picture whose pixels are their places.
inline EncodedImage samplePicture(int width, int height)
{
    Image image{width, height, std::vector<uint8_t>(static_cast<size_t>(width) * static_cast<size_t>(height) * 3)};
    for (size_t i = 0; i < image.rgb.size(); ++i)
        image.rgb[i] = static_cast<uint8_t>(i % 251);
    return std::make_shared<const std::vector<uint8_t>>(encodePng(image));
}

// The benchmark that sampleRun() answers: a wide picture for the even questions, and the same small one for all others.
inline std::shared_ptr<const Dataset> sampleBenchmark(const RunRecord& run)
{
    auto data = std::make_shared<Dataset>();
    data->name = run.data;
    const auto small = samplePicture(20, 10);
    for (size_t i = 0; i < run.asked.size(); ++i) {
        const auto& asked = run.asked[i];
        Question question{run.predictions[i].index, asked.category, asked.question, asked.answers, {}, {}, 0};
        question.columns["hint"] = "hint " + std::to_string(i);
        question.images = {i % 2 == 0 ? samplePicture(300, 150 + static_cast<int>(i)) : small};
        data->questions.push_back(std::move(question));
    }
    return data;
}

// Numbers of a layer that say which one it is.
inline LayerView sampleView(LayerIndex layer)
{
    LayerView view;
    auto& weight = view.weight;
    weight.rows = 8;
    weight.before = {-2, 2, {1, 2, 3, static_cast<double>(layer)}};
    weight.after = {-1, 1, {4, 0, 0, 0.5}};
    weight.grid = GridView{0.25, 1, -4, 3, 0.125, 8, false};
    weight.columnMaxBefore = {0.1f, 2.5f, static_cast<float>(layer)};
    weight.columnMaxAfter = {0.3f, 1e-30f, 3};
    weight.error = HeatMap{4, 6, 2, 3, {1, 2, 3, 4, 5, 6}};
    InputView input;
    input.before = weight.before;
    input.image = weight.after;
    input.text = {-1, 1, {1, 1}};
    input.grid = GridView{1.0 / 3, 0, 0, 255, 0, 1, true};
    input.channelMaxBefore = {1, 2, 3};
    input.channelMaxAfter = {4, 5, 6};
    view.input = input;
    return view;
}

inline SessionContents sampleContents(size_t questions, size_t layers, size_t runs)
{
    SessionContents contents;
    for (size_t i = 0; i < runs; ++i) {
        SessionRun run{
            sampleRun(questions, layers, static_cast<unsigned>(i + 1)), {"parent", "exp", 20, {"a", "b"}}, {}};
        run.layerView = [](LayerIndex layer) { return sampleView(layer); };
        contents.runs.push_back(std::move(run));
    }
    const auto& record = contents.runs.front().record;
    contents.data[record.dataFile.sha256] = sampleBenchmark(record);
    return contents;
}

}
