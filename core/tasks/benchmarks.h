// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "tasks/score.h"

namespace quantscope {

// What tells the benchmark of a file of questions.
struct DatasetTraits
{
    std::string name; // of the file without .tsv, in lower case
    std::set<std::string, std::less<>> columns; // of the header line
    std::set<std::string, std::less<>> categories; // that occur
};

// One benchmark: how its questions are asked and scored. Adding one: a file in benchmarks/ and a row in benchmarks.cpp.
struct Benchmark
{
    std::string_view id;
    bool (*matches)(const DatasetTraits&) = nullptr;
    // The user's text of the prompt, behind the image.
    std::string (*prompt)(const Question&) = nullptr;
    int maxTiles = 6; // that VLMEvalKit lets InternVL2 cut of an image, without the thumbnail
    // In [0, 1].
    double (*score)(const Question&, const std::string& prediction) = nullptr;
    // Of any part of the questions, also of none.
    Score (*summarize)(std::span<const ScoredAnswer>) = nullptr;
};

// All rows in the order in which they are asked; the last one matches every file.
std::span<const Benchmark* const> benchmarks();

// The first row that matches.
const Benchmark& benchmarkFor(const DatasetTraits&);

// The row of files that no other row matches.
const Benchmark& defaultBenchmark();

}
