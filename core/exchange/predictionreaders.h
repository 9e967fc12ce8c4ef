// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/importedpredictions.h"

namespace quantscope {

// The readers of the table in importedpredictions.cpp; see PredictionFormat.

// The first sheet with a header of predictions, which may stand below a title.
void readSheetPredictions(const std::filesystem::path&, std::string_view content, ImportedPredictions&);
void readTsvPredictions(const std::filesystem::path&, std::string_view content, ImportedPredictions&);

// What pandas and Python write: a list of records; an object of columns, each a list or an object by row; an object of
// records or answers by index.
void readJsonPredictions(const std::filesystem::path&, std::string_view content, ImportedPredictions&);
// A record on every line.
void readJsonLinePredictions(const std::filesystem::path&, std::string_view content, ImportedPredictions&);
// lmms-eval's sample log: doc_id, target, filtered_resps, resps where they differ, input, and the task's metrics.
void readLmmsPredictions(const std::filesystem::path&, std::string_view content, ImportedPredictions&);

bool areJsonLines(std::string_view content);
bool areOwnLines(std::string_view content);
bool areLmmsLines(std::string_view content);

}
