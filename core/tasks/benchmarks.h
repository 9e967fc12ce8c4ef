// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "tasks/metric.h"

namespace quantscope {

// What tells the benchmark of a file of questions.
struct DatasetTraits
{
    std::string name; // of the file without .tsv, in lower case
    std::set<std::string, std::less<>> columns; // of the header line
    std::set<std::string, std::less<>> categories; // that occur
};

// What is known of a benchmark; the rest is assumed and said, see assumptionOf().
enum class Knowledge {
    All,
    NoMetric, // its own metric wants a judge model
    Choices, // the file has options and is else unknown
    Nothing
};

// How models that are trained for it are asked to reason step by step, see reasoningPrompt().
enum class Reasoning {
    NotAsked,
    WholeText, // asked, and all that they say is scored
    FinalAnswer // asked, and what they say at last is scored
};

// One benchmark: how VLMEvalKit asks its questions of InternVL and scores them. Adding one: a row in a file of
// benchmarks/, and that row in benchmarks.cpp.
struct Benchmark
{
    std::string_view id;
    // Lower-case names with blanks between them, one of which stands in the file's name: anywhere with six characters
    // and more, as a word of letters and digits with fewer.
    std::string_view names = {};
    std::string_view otherNames = {}; // the same, of other benchmarks that contain one of `names`
    // A copy under another name, where that is certain; null: only the name tells.
    bool (*recognizes)(const DatasetTraits&) = nullptr;
    // The user's text of the prompt, behind the image.
    std::string (*prompt)(const Question&) = nullptr;
    int maxTiles = 6; // cut of an image, without the thumbnail
    bool doublesImage = false; // the first image is enlarged to twice its width and height before it is cut
    Reasoning reasoning = Reasoning::NotAsked;
    const Metric* metric = nullptr; // never null in a row
    const Metric* mquantMetric = nullptr; // of VLMEvalKit's copy in MQuant's repository; null: the same
    Knowledge knowledge = Knowledge::All;
};

// All rows in the order in which they are asked; the last one takes every file.
std::span<const Benchmark* const> benchmarks();

// The first row that the name tells, else the first that recognizes the rest, else the last one.
const Benchmark& benchmarkFor(const DatasetTraits&);

// The row of files that no other row matches.
const Benchmark& defaultBenchmark();

bool isNamed(const Benchmark&, std::string_view lowerName);

}
