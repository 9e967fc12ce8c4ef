// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "common/saveas.h"
#include "layerview/layerview.h"
#include "plots/layerrow.h"

namespace quantscope {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Two vision blocks of four layers, the projector, two decoder blocks of two layers.
inline std::vector<Layer> plotLayers()
{
    std::vector<Layer> layers{
        {"vision_model.embeddings.patch_embedding", Tower::Vision, -1, Role::PatchEmbedding, 48, 32}};
    for (int block = 0; block < 2; ++block) {
        const std::string prefix = "vision_model.encoder.layers." + std::to_string(block) + ".";
        layers.push_back({prefix + "attn.qkv", Tower::Vision, block, Role::AttentionInput, 32, 96});
        layers.push_back({prefix + "attn.proj", Tower::Vision, block, Role::AttentionOutput, 32, 32});
        layers.push_back({prefix + "mlp.fc1", Tower::Vision, block, Role::MlpUp, 32, 64});
        layers.push_back({prefix + "mlp.fc2", Tower::Vision, block, Role::MlpDown, 64, 32});
    }
    layers.push_back({"mlp1.1", Tower::Projector, -1, Role::ProjectorIn, 128, 64});
    layers.push_back({"mlp1.3", Tower::Projector, -1, Role::ProjectorOut, 64, 64});
    for (int block = 0; block < 2; ++block) {
        const std::string prefix = "language_model.model.layers." + std::to_string(block) + ".";
        layers.push_back({prefix + "self_attn.q_proj", Tower::Llm, block, Role::Query, 64, 64});
        layers.push_back({prefix + "mlp.down_proj", Tower::Llm, block, Role::MlpDown, 128, 64});
    }
    return layers;
}

inline LayerReport plotReport(const Layer& layer, double db)
{
    LayerReport report;
    report.layer = layer;
    report.scheme.weightBits = 4;
    report.scheme.activationBits = 8;
    report.measured = true;
    report.weight = {true, db + 1, 0, 0, 0, {}};
    for (auto* metrics : {&report.error.isolated, &report.error.accumulated}) {
        metrics->sqnrDb = db;
        metrics->relativeMse = std::pow(10, -db / 10);
        metrics->cosine = 1 - metrics->relativeMse / 2;
    }
    report.error.accumulated.sqnrDb -= 3;
    return report;
}

// Layer i has 20 + i dB.
inline std::vector<LayerRow> plotRows(double firstDb = 20)
{
    std::vector<LayerRow> rows;
    for (const auto& layer : plotLayers())
        rows.push_back({plotReport(layer, firstDb + static_cast<double>(rows.size())), false, false});
    return rows;
}

// 20 decoder blocks of four layers and the projector before them, 82 in all: layer i has 60 - i / 4 dB isolated and
// 3 dB less accumulated.
inline std::vector<LayerRow> manyRows()
{
    std::vector<Layer> layers{{"mlp1.1", Tower::Projector, -1, Role::ProjectorIn, 128, 64},
                              {"mlp1.3", Tower::Projector, -1, Role::ProjectorOut, 64, 64}};
    for (int block = 0; block < 20; ++block) {
        const std::string prefix = "language_model.model.layers." + std::to_string(block) + ".";
        layers.push_back({prefix + "self_attn.q_proj", Tower::Llm, block, Role::Query, 64, 64});
        layers.push_back({prefix + "self_attn.o_proj", Tower::Llm, block, Role::AttentionOutput, 64, 64});
        layers.push_back({prefix + "mlp.up_proj", Tower::Llm, block, Role::MlpUp, 64, 128});
        layers.push_back({prefix + "mlp.down_proj", Tower::Llm, block, Role::MlpDown, 128, 64});
    }
    std::vector<LayerRow> rows;
    for (const auto& layer : layers)
        rows.push_back({plotReport(layer, 60 - static_cast<double>(rows.size()) / 4), false, false});
    return rows;
}

inline std::vector<LayerReport> plotBaseline(double firstDb)
{
    std::vector<LayerReport> reports;
    for (const auto& row : plotRows(firstDb))
        reports.push_back(row.report);
    return reports;
}

// Remembers what was asked for and writes to the file that the test names.
struct FakeSaveAs
{
    QString file, suggested;

    SaveAs callback()
    {
        return [this](const QString& name, const QString&, const std::function<void(const QString&)>& write) {
            suggested = name;
            write(file);
        };
    }
};

}
