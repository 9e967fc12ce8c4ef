// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "diagnosis/causes.h"
#include "diagnosis/transformcheck.h"

namespace quantscope {

// Where the accumulated error leaves its course. With N the relative error of a layer's output, accumulated: the first
// layer with N above 20 dB and at least 6 dB above the median of the six measured layers before it, while the median of
// the six behind it stays 3 dB above that too (a lone spike is no departure). Without one, the first layer that falls
// below 10 dB.
struct FirstBadLayer
{
    LayerIndex layer = -1;
    double sqnrDb = 0; // accumulated, at this layer
    double beforeDb = 0; // median of the layers before; infinity at the start
    double isolatedDb = 0; // of this layer alone
    bool comesWithInput = false; // its own rounding makes less than a tenth of the error
};

std::optional<FirstBadLayer> findFirstBadLayer(std::span<const LayerReport>);

// The error of one tower's layers.
struct TowerError
{
    Tower tower = Tower::Vision;
    LayerIndex worst = -1; // lowest isolated SQNR
    double worstIsolatedDb = 0;
    double lastAccumulatedDb = 0; // at its last measured layer
    std::optional<double> imageDb, textDb; // there, of image and of text tokens alone
};

std::vector<TowerError> towerErrors(std::span<const LayerReport>);

struct Diagnosis
{
    std::optional<FirstBadLayer> firstBad;
    std::vector<TowerError> towers;
    std::vector<Finding> findings; // of the whole run, then of the first bad layer, then of the others by severity
    std::optional<TransformCheck> transforms;
    std::optional<LogitsDivergence> logits; // of the quantized model, over the questions of the layer errors
    std::vector<Layer> layers;
};

// Plain numbers in, plain numbers out.
Diagnosis diagnose(const CauseContext&, std::span<const LayerEvidence>, const std::optional<TransformCheck>&);

// "language_model.model.layers.2.mlp.down_proj: the accumulated SQNR falls from 31.2 dB to 8.4 dB; …".
Message describe(const FirstBadLayer&, const Layer&);

nlohmann::json diagnosisToJson(const Diagnosis&);

}
