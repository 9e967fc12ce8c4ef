// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "image/imageroute.h"
#include "tasks/benchmarks.h"
#include "tasks/rowproblem.h"

namespace quantscope {

// An image file's bytes; questions about one image share them.
using EncodedImage = std::shared_ptr<const std::vector<uint8_t>>;

// Whose rules score the answers: VLMEvalKit's of today, or those of its copy in MQuant's repository.
enum class ScoringRules { Current, MQuant };

struct Question
{
    std::string index; // unique in its dataset, as rowIndex() writes it
    std::string category;
    std::string question;
    std::vector<std::string> answers; // one for a plain cell; none where the table tells none
    std::map<std::string, std::string, std::less<>> columns; // the other columns with text: hint, A, B, split, …
    std::vector<EncodedImage> images; // in the order of the prompt; none in a question about text alone
    int64_t line = 0; // of the file, from 1; 0: not from a file
};

struct Dataset
{
    std::string name; // the file's name without .tsv
    std::filesystem::path file;
    const Benchmark* benchmark = &defaultBenchmark(); // a row of benchmarks(), never null
    const Metric* chosenMetric = nullptr; // instead of the benchmark's, see metricOf(); null: none was chosen
    std::vector<Question> questions; // in file order
    std::vector<RowProblem> problems; // of rows that did not become questions, in file order
    int64_t withoutImage = 0; // rows that were left out, as VLMEvalKit does
    ImageRoute images = ImageRoute::Stored; // on which they reach the model
    ScoringRules rules = ScoringRules::Current;
};

struct LoadOptions
{
    bool strict = false; // the first bad row is an Error
};

// A benchmark as VLMEvalKit ships it: tab-separated with a header line, UTF-8, at most 4 GB. Columns: index, any text;
// image (base64, a data: URI, the index of the row that has it, an image file's name as in image_path, or a Python list
// of any but the index) or image_path (relative to the folder or its images/NAME, or a list); question; answer or
// answers if known (a Python or JSON list or plain text); category if there are any; others as the benchmark wants
// them. These names in another case do where no column has the name itself, for index also a first column without one.
// What pandas reads as a missing value is one. Throws Error naming the file, the line and the column for what is wrong
// with the whole table, also when no row is left.
Dataset loadDataset(const std::filesystem::path& tsv, const LoadOptions& = {});

// NAME.tsv in the folder $LMUData, else in ~/LMUData; nullopt when there is none.
std::optional<std::filesystem::path> findDataset(const std::string& name);

}
