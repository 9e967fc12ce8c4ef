// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "archive/comparability.h"
#include "madeupmodel.h"
#include "samplesdata.h"

namespace quantscope::comparedata {

// A run that answers question i of samplesdata::dataset() with this score; "word i" is right, "ward i" is wrong.
inline RunRecord run(const std::string& id, const std::string& name, const std::vector<double>& scores)
{
    const auto data = samplesdata::dataset(static_cast<int>(scores.size()));
    RunRecord record;
    record.id = id;
    record.name = name;
    record.model = "made up";
    record.data = data->name;
    record.spec.recipe = Recipe();
    record.state = RunState::Complete;
    for (size_t i = 0; i < scores.size(); ++i) {
        const auto& question = data->questions[i];
        Prediction prediction = samplesdata::prediction(
            static_cast<int>(i), (scores[i] == 1 ? "word " : "ward ") + std::to_string(i), scores[i] == 1);
        prediction.score = scores[i];
        record.predictions.push_back(std::move(prediction));
        record.asked.push_back({question.category, question.question, question.answers});
        record.score.correct += scores[i];
        ++record.score.total;
    }
    return record;
}

// Layers of the made-up model with this error each, less by the number of the layer.
inline void measure(RunRecord& record, double isolatedDb, double accumulatedDb, int decoderBlocks = 2)
{
    const auto outline = madeUpModel(2, decoderBlocks);
    record.layers.clear();
    for (const auto& layer : outline->layers) {
        LayerReport report;
        report.layer = layer;
        report.error.isolated.sqnrDb = isolatedDb - static_cast<double>(record.layers.size());
        report.error.accumulated.sqnrDb = accumulatedDb - static_cast<double>(record.layers.size());
        report.measured = true;
        record.layers.push_back(std::move(report));
    }
}

inline std::shared_ptr<const ComparedRuns> compared(std::vector<RunRecord> runs)
{
    return std::make_shared<const ComparedRuns>(sideBySide(std::move(runs)));
}

// Twelve questions, four of each category, of which 0, 3, 6, 9 are of the first one and so on. Right are
//   A: 0 to 7, that is 3 + 3 + 2;
//   B: 0 to 5, 8, 9 and 10, that is 3 + 3 + 3;
//   C: 0, 1 and 2 alone.
inline std::vector<RunRecord> threeRuns()
{
    auto a = run("a", "Naive static W8A8", {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0});
    auto b = run("b", "MQuant W8A8", {1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0});
    auto c = run("c", "W3", {1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    b.spec.recipe->llm.rotate = b.spec.recipe->llm.fuseNorms = true;
    c.spec.recipe->llm.scheme.weightBits = 3;
    c.predictions[11].text = "something else";
    measure(a, 40, 30);
    measure(b, 42, 35);
    measure(c, 25, 10);
    return {a, b, c};
}

// As many questions as the scores' counts say: right in A alone, in B alone, in both and in none.
inline std::vector<RunRecord> twoRuns(int onlyA, int onlyB, int both, int none)
{
    std::vector<double> a, b;
    const auto add = [&](int count, double left, double right) {
        a.insert(a.end(), static_cast<size_t>(count), left);
        b.insert(b.end(), static_cast<size_t>(count), right);
    };
    add(onlyA, 1, 0);
    add(onlyB, 0, 1);
    add(both, 1, 1);
    add(none, 0, 0);
    return {run("a", "one", a), run("b", "two", b)};
}

}
