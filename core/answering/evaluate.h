// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "checkpoint/loadedmodel.h"
#include "tasks/dataset.h"
#include "tasks/prediction.h"

namespace quantscope {

struct EvaluateOptions
{
    int threads = 1; // workers, each with a batch of its own
    int64_t limit = -1; // the first questions only
    std::optional<std::vector<size_t>> rows; // these questions instead, in this order
    int64_t maxNewTokens = -1; // -1: as the checkpoint says
    int64_t tokensPerBatch = 0; // 0: by device
    bool strict = false; // the first question that cannot be asked ends it with a RowError
    // Answers from before to those of these rows that have any; called from the workers. The others of a batch are
    // answered together.
    std::function<std::vector<Prediction>(std::span<const size_t> rows)> lookup;
    // Visual embeddings of these rows, one after the other, from before, undefined where they are not cached; and where
    // new ones go. Called from the workers; both or neither.
    std::function<at::Tensor(std::span<const size_t> rows)> lookupVisual;
    std::function<void(std::span<const size_t> rows, const at::Tensor&)> visualDone;
    // Called for each answered batch, from the workers, one at a time, with its answers from before (`cached`) and its
    // new ones apart.
    std::function<void(const std::vector<Prediction>&, bool cached)> batchDone;
};

// Answers the questions greedily. `model` may be any model of the loaded model's shape, for
// example its quantized one. A question that cannot be asked has a prediction with the problem, and the others go on.
// Batches depend on the data and on which answers are kept: neither threads nor timing change an answer.
Evaluation evaluate(const LoadedModel&, const Model& model, const Dataset&, const EvaluateOptions&,
                    const Progress& = {});

// The same by several copies of one model, each on a device of its own (see copiedTo): batches go to whichever is free.
// Same batches, same order of predictions as with one copy.
Evaluation evaluate(const LoadedModel&, std::span<const Model> copies, const Dataset&, const EvaluateOptions&,
                    const Progress& = {});

// Scores the answer by the data set's metric, in place of whatever score it has.
void scoreAnswer(const Dataset&, Prediction&);
// The score of some predictions for the data set, with what is not scored counted.
Score scoreOf(const Dataset&, std::span<const Prediction>);

}
