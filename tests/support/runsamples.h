// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "experiments/presets.h"
#include "run/runrecord.h"

namespace quantscope::test {

template <typename Index> void setIndex(Index& index, size_t value)
{
    if constexpr (std::is_integral_v<Index>)
        index = static_cast<Index>(value);
    else
        index = std::to_string(value);
}

// A run with a value of its own in every field that a record has, infinities and awkward texts among them; `seed`
// decides which questions are right.
inline RunRecord sampleRun(size_t questions, size_t layers, unsigned seed = 1)
{
    RunRecord run;
    run.id = newRunId();
    run.spec.sources = {"/models/one", "/data/ocr.tsv", "/data/calibration.tsv"};
    run.spec.recipe = findPreset("mquant-w8a8-w4a8")->make();
    run.spec.recipe->name = "MQuant W8A8 + W4A8";
    run.spec.subset.count = static_cast<int64_t>(questions);
    run.spec.maxNewTokens = 32;
    run.state = RunState::Complete;
    run.name = "run " + std::to_string(seed);
    run.note = "two\nlines, 中文 and \"quotes\"";
    run.started = "2026-11-28T10:00:00Z";
    run.model = "internvl2-ocr-mini";
    run.modelFiles = {{"/models/one/a.safetensors", "aa"}, {"/models/one/b.safetensors", "bb"}};
    run.data = "OCRBench";
    run.dataFile = {"/data/ocr.tsv", "dd"};
    run.calibrationFile = {"/data/calibration.tsv", ""};
    for (size_t i = 0; i < layers; ++i) {
        LayerReport layer;
        layer.layer = {fmt::format("language_model.model.layers.{}.mlp.down_proj", i),
                       Tower::Llm,
                       int(i),
                       Role::MlpDown,
                       896,
                       4864};
        layer.scheme = run.spec.recipe->llm.scheme;
        layer.weight = {true, 40.1 + double(i), 1.0 / 3,
                        0.01, int64_t(i),       {message("fallback.rounded_to_nearest", {{"damping", 0.01}})}};
        layer.error.isolated = {i == 0 ? std::numeric_limits<double>::infinity() : 30.5, 1e-5, 1e-4, 0.999, 0.25};
        layer.error.accumulated = {-0.0, 2e-5, 3e-4, 0.99, 0.5};
        layer.error.isolatedImage = layer.error.isolated;
        layer.error.logits = LogitsDivergence{0.1 + 0.2, 0.7};
        layer.measured = i != 1;
        layer.range = ActivationRange{-1.5f, 0.1f};
        layer.grid = {8, false, 0.1f, 3, 0, 255, -1.5f, 0.1f};
        layer.rmsChannel = i == 2 ? 17 : -1;
        run.layers.push_back(layer);
    }
    run.size = {1e6, 3.3e5, 4.25};
    run.calibration = {"OCRBench", {0, 2, 4}, {1, 3}, {5}};
    run.calibrationOverlap = 3;
    run.warnings = {message("note.few_questions_gptq", {{"wanted", 8}, {"available", 3}})};
    run.fallbacks = {
        layerMessage("llm.0.q", message("fallback.damping_raised", {{"damping", 0.01, NumberFormat::Precise}}))};
    run.timings = {{Stage::Transform, 0.1}, {Stage::Answer, 12.3456789}};
    run.reused = {Stage::QuantizeWeights};
    run.seconds = 12.5;
    unsigned state = seed * 2654435761u + 12345;
    for (size_t i = 0; i < questions; ++i) {
        state = state * 1664525u + 1013904223u;
        Prediction prediction;
        prediction.row = i;
        setIndex(prediction.index, 1000 + i);
        prediction.score = (state >> 24) % 4 == 0 ? 0 : (state >> 16) % 9 == 0 ? 1.0 / 3 : 1;
        prediction.text = i == 1 ? std::string("a\0b", 3) : fmt::format("answer {}", (state >> 20) % 7);
        prediction.tokens = 3 + int64_t(i % 5);
        if (i == 3)
            prediction.problem = "row 3: its image cannot be decoded";
        prediction.isScored = i != 3;
        prediction.score = prediction.isScored ? prediction.score : 0;
        run.predictions.push_back(prediction);
        run.asked.push_back({i % 3 == 0 ? "Scene Text" : "Handwriting",
                             fmt::format("What is written in {}?", i),
                             {fmt::format("answer {}", i % 7), "中文"}});
        if (!prediction.isScored) {
            ++run.score.failed;
            continue;
        }
        addTo(entryFor(run.score.categories, run.asked.back().category), prediction.score);
        run.score.correct += prediction.score;
        ++run.score.total;
    }
    run.score.groups = {{"all", run.score.correct, run.score.total}};
    run.score.finalScore = run.score.total > 0 ? 100 * run.score.correct / double(run.score.total) : 0;
    run.score.finalScoreNorm = run.score.finalScore / 10;
    run.floatScore = run.score;
    run.environment = {"0.1.0", "1.13.0", "OpenBLAS", "a processor", "cpu", "Float", 2, int64_t(3) << 30, 17};
    return run;
}

}
