#pragma once

#include "analysis/evaluate.h"
#include "quant/stagecache.h"

namespace quantscope {

inline constexpr StageKind answersStage{"answers", 1};

Entry encode(const std::vector<Prediction>&);
void decode(const Entry&, std::vector<Prediction>&);
int64_t bytesOf(const std::vector<Prediction>&);

// Makes an evaluation take batches that were answered before from the cache and put new ones there as they come. The
// cache's basis says what is asked: checkpoint and benchmark; `model` is the key of what answers.
void keepAnswers(EvaluateOptions&, std::shared_ptr<StageCache>, const std::string& model);

}
