// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/matchpredictions.h"
#include "run/runrecord.h"

namespace quantscope {

// The model in a file's name: of VLMEvalKit's MODEL_BENCHMARK.xlsx, where BENCHMARK is the data set's name and more may
// follow it, and of the folder ORG__MODEL of an lmms-eval log. Empty: the name tells none.
std::string modelInFileName(const ImportedPredictions&, const Dataset&);

// A complete run with the matched answers in the order of the data set, scored by its metric; it has no recipe and
// says where it comes from (RunRecord::imported). Named after the file where no name is given. Files are not hashed
// yet, see hashFiles().
RunRecord importedRun(const ImportedPredictions&, const MatchedPredictions&, const Dataset&, std::string name = {});

// The file's own scores of the matched answers, summed up as the data set's metric sums up its own; unset where the
// file tells none, or none from 0 to 1.
std::optional<Score> claimedScore(const ImportedPredictions&, const MatchedPredictions&, const Dataset&);

// Places in the record's predictions that the file scores otherwise.
std::vector<size_t> scoredOtherwise(const ImportedPredictions&, const MatchedPredictions&, const RunRecord&);

}
