// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/message.h"
#include "base/progress.h"
#include "image/preprocess.h"
#include "model/layer.h"
#include "tasks/dataset.h"

namespace quantscope {

struct LoadedModel;
struct Model;

struct TokenChoice
{
    std::string text;
    double probability = 0;
};

// One token of the float model's answer, with the answer up to it given to both models.
struct TracedToken
{
    std::string text;
    double floatProbability = 0, quantizedProbability = 0; // of this token
    std::vector<TokenChoice> floatTop, quantizedTop; // the most likely ones, most likely first
    bool flips = false; // the quantized model would say something else
};

// Where the two answers part.
struct FirstFlip
{
    size_t token = 0; // index of SampleTrace::tokens
    std::string floatText, quantizedText;
    double floatMargin = 0, quantizedMargin = 0; // ln p(own choice) - ln p(the other's choice), of each model
};

// The answer of a model of which some parts are quantized and some are not.
struct SwapTest
{
    std::string id; // "float", "quantized", "float_vision", "float_block", …
    Message name; // "float vision + quantized LLM"
    std::vector<LayerIndex> floatLayers; // of float_block and float_layer
    std::string answer;
    double score = 0;
    double logProbability = 0; // of the float answer, end token included
};

// The error of one image's visual embeddings, ‖Δ‖² / ‖e‖² for every visual token, on the tiles that they come from.
struct ErrorMap
{
    Tiling tiling;
    int64_t side = 0; // visual tokens across a tile
    std::vector<std::vector<double>> tiles; // [tile][row · side + column]
    std::vector<double> shares; // of each tile in the image's Σ ‖Δ‖²
    double share = 1; // of the image in the question's

    // Visual tokens down a tile.
    int64_t down() const
    {
        return side > 0 && !tiles.empty() ? static_cast<int64_t>(tiles.front().size()) / side : 0;
    }
};

struct SampleTrace
{
    size_t row = 0;
    std::string index; // of the question, as its benchmark numbers it
    std::string floatAnswer, quantizedAnswer;
    double floatScore = 0, quantizedScore = 0;
    std::vector<TracedToken> tokens; // with the end token, when the answer has one
    std::optional<FirstFlip> flip; // nothing: the answers are the same
    std::vector<SwapTest> swaps;
    std::vector<ErrorMap> maps; // of each image of the question
};

struct TraceOptions
{
    std::vector<LayerIndex> layers; // also tests each of them in floating point
    bool blocks = true; // and each block
    size_t alternatives = 3;
};

// `reference` and `quantized` as a run leaves them (the same basis), `loaded.model` the checkpoint itself. Error when
// the row does not exist.
SampleTrace traceSample(const LoadedModel&, const Model& reference, const Model& quantized, const Dataset&, size_t row,
                        const TraceOptions&, const Progress& = {});

nlohmann::json traceToJson(const SampleTrace&);

}
