// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cache/stagecache.h"
#include "tasks/evaluate.h"

namespace quantscope {

inline constexpr StageKind answersStage{"answers", 2};

Entry encode(const std::vector<Prediction>&);
void decode(const Entry&, std::vector<Prediction>&);
int64_t bytesOf(const std::vector<Prediction>&);

// What the vision tower and the projector make of the images of some questions; stays in memory.
struct VisualTokens
{
    at::Tensor tokens; // [image tokens, width]
};

inline constexpr StageKind visualStage{"visual tokens", 1, false};

int64_t bytesOf(const VisualTokens&);

// Makes an evaluation take batches that were answered before from the cache and put new ones there as they come. The
// cache's basis says what is asked: checkpoint and benchmark; `model` is the key of what answers.
void keepAnswers(EvaluateOptions&, std::shared_ptr<StageCache>, const std::string& model);

// The same for visual embeddings, so that another language model need not run the vision tower again: at most `limit`
// bytes of them. `vision` is the key of what makes them.
void keepVisualTokens(EvaluateOptions&, std::shared_ptr<StageCache>, const std::string& vision, int64_t limit);

}
