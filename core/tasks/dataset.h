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

namespace quantscope {

struct Question
{
    int64_t index = 0; // unique in its dataset
    std::string category;
    std::string question;
    std::vector<std::string> answers; // one for a plain cell
    std::map<std::string, std::string, std::less<>> columns; // the other columns with text: hint, A, B, split, …
    std::shared_ptr<const std::vector<uint8_t>> image; // encoded bytes; questions about one image share them
};

struct Dataset
{
    std::string name; // the file's name without .tsv
    std::filesystem::path file;
    const Benchmark* benchmark = &defaultBenchmark(); // a row of benchmarks(), never null
    std::vector<Question> questions; // in file order
    ImageRoute images = ImageRoute::Stored; // on which they reach the model
};

// A benchmark as VLMEvalKit ships it: tab-separated with a header line, UTF-8, at most 4 GB. Columns: index; image
// (base64, or the index of the row that has it) or image_path (relative to the folder or its images/NAME); question;
// answer (a Python list or plain text); category if there are any; others as the benchmark wants them. Throws Error
// naming the file, the line, the row's index and the column.
Dataset loadDataset(const std::filesystem::path& tsv);

// NAME.tsv in the folder $LMUData, else in ~/LMUData; nullopt when there is none.
std::optional<std::filesystem::path> findDataset(const std::string& name);

}
