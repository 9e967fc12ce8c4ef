// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "files/spoollimits.h"
#include "model/outline.h"
#include "quant/plan.h"
#include "run/stage.h"
#include "subset/questionsubset.h"
#include "tasks/dataset.h"

namespace quantscope {

struct LoadedModel;

// Tiles per question; text alone has none.
struct TileCounts
{
    double mean = 0;
    int64_t largest = 0;
    int64_t largestPixels = 0; // of an image as it is decoded
};

// Tokens per question besides its images; those of the demo's questions unless they are counted.
struct TextCounts
{
    double mean = 60;
    int64_t longest = 60;
};

// From the images of at most `sampled` questions, spread over those of the subset. Images that cannot be
// read count nothing: their questions are not asked.
TileCounts countTiles(const ModelConfig&, const Dataset&, const QuestionSubset& = {}, size_t sampled = 16);

// The mean of at most `sampled` questions, and the longest one that the model has positions for.
TextCounts countText(const LoadedModel&, const Dataset&, const QuestionSubset& = {}, size_t sampled = 16);

// What a run is about to do, as plain numbers.
struct RunWorkload
{
    ModelOutline outline;
    Recipe recipe;
    Plan plan;
    bool quantizes = true; // false: the float model answers
    bool lowMemory = false;
    bool profiles = false; // the inputs of all layers, for views of them
    bool onlyWeights = false; // see previewWeights()
    std::optional<SpoolLimits> spool; // where activations wait, unless memory is saved; nothing: in memory
    int storedBytes = 2; // of a weight in the checkpoint
    int computeBytes = 4; // of a number that the model computes with
    int threads = 1;
    TileCounts calibrationTiles, tiles;
    TextCounts text; // of the questions that are answered
    int64_t calibrationQuestions = 0, questions = 0;
    int64_t answerTokens = 20;
    double gflops = 0; // of all threads; measureGflops() or a guess
};

struct SizedPart
{
    std::string name;
    double bytes = 0;
};

struct RunEstimate
{
    std::vector<SizedPart> memory; // what is held together at the worst moment
    std::vector<SizedPart> disk; // temporary files
    double memoryBytes = 0, diskBytes = 0;
    double mappedBytes = 0; // of files, which the system may drop from memory and read again
    double seconds = 0; // of all stages
    std::vector<StageTiming> stages; // in the order in which they run
};

// The float model answering the questions of the subset.
RunWorkload workloadOf(const LoadedModel&, const Dataset&, const QuestionSubset&, int threads);
// The same with what the plan of a recipe makes of the model. `calibration` as the data set given to the pipeline.
void addRecipe(RunWorkload&, Plan, const TileCounts& calibration, int64_t calibrationQuestions);

// From shapes alone; the largest step of the run decides. Memory and time are good to about a third.
RunEstimate estimateRun(const RunWorkload&);

// Speed of matrix products here and now, from a few of them (about 50 ms).
double measureGflops(int threads);

}
