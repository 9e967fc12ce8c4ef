// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "run/importsource.h"

namespace quantscope {

// One answer as a file of predictions has it.
struct ImportedRow
{
    int64_t line = 0; // of the file or sheet, from 1
    std::string index; // as rowIndex() writes it; empty: the row tells none
    std::optional<int64_t> position; // of the question in its benchmark, from 0, where the file counts so
    std::string question; // empty: not told
    bool isPrompt = false; // `question` is the whole prompt, with the question somewhere in it
    std::vector<std::string> answers; // accepted ones; none: not told
    std::string image; // base64 or a path; empty: not told
    std::optional<std::string> prediction; // unset: the row has none
    int64_t tokens = 0; // 0: not told
    std::optional<double> score; // that the file gives the answer
    std::string problem; // why there is no answer, where the file says so

    bool operator==(const ImportedRow&) const = default;
};

struct ImportedPredictions
{
    std::filesystem::path file;
    std::string_view format; // id of a row of predictionFormats()
    std::vector<ImportedRow> rows; // in the file's order
    std::optional<ImportClaim> claim;
    std::vector<Message> notes; // what the reader had to decide
};

// A kind of file. Its content tells it; adding one is a row in importedpredictions.cpp.
struct PredictionFormat
{
    std::string_view id;
    bool (*recognizes)(std::string_view content) = nullptr;
    void (*read)(const std::filesystem::path&, std::string_view content, ImportedPredictions&) = nullptr;
};

std::vector<std::string_view> predictionFormats();

// Answers that other programs have written: VLMEvalKit's results as .xlsx, .tsv, .json and .jsonl, sample logs of
// lmms-eval, our predictions.jsonl. At most 256 MB and a million rows. Error names the file and what is missing.
ImportedPredictions readPredictions(const std::filesystem::path& file);

}
