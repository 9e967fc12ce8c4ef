// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "answering/evaluate.h"
#include "cache/stagecache.h"

namespace quantscope {

// The answers that there are to the questions of a block of `answerBlock` rows.
struct AnswerBlock
{
    std::map<size_t, Prediction> byRow;
};

inline constexpr size_t answerBlock = 128;
inline constexpr StageKind answersStage{"answers", 3};

Entry encode(const AnswerBlock&);
void decode(const Entry&, AnswerBlock&);
int64_t bytesOf(const AnswerBlock&);

// What the vision tower and the projector make of the images of some questions; stays in memory.
struct VisualTokens
{
    at::Tensor tokens; // [image tokens, width]
};

inline constexpr StageKind visualStage{"visual tokens", 1, false};

int64_t bytesOf(const VisualTokens&);

// Makes an evaluation take what was answered before, whatever subset asked for it, from the cache and put new answers
// there as they come. The cache's basis says what is asked: checkpoint and benchmark; `model` is the key of what
// answers.
void keepAnswers(EvaluateOptions&, std::shared_ptr<StageCache>, const std::string& model);

// The same for visual embeddings, so that another language model need not run the vision tower again: at most `limit`
// bytes of them. `vision` is the key of what makes them.
void keepVisualTokens(EvaluateOptions&, std::shared_ptr<StageCache>, const std::string& vision, int64_t limit);

}
