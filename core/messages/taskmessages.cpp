// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/messagetable.h"

namespace quantscope {
namespace {

constexpr MessageTemplate taskRows[] = {
    {"metric.exact", "the right text, but for punctuation, articles and number words"},
    {"metric.exact_text", "the right text, but for case and outer white space"},
    {"metric.contains", "an answer in the text"},
    {"metric.vqa", "VQA accuracy with the punctuation rule until May 2025"},
    {"metric.vqa_2025", "VQA accuracy with the punctuation rule since May 2025"},
    {"metric.anls", "normalized edit distance (ANLS)"},
    {"metric.relaxed", "relaxed accuracy, numbers within 5 %"},
    {"metric.relaxed_swapped", "relaxed accuracy with answer and prediction swapped"},
    {"metric.choice", "the chosen letter"},
    {"metric.choice_circular", "the chosen letter, also over circular groups"},
    {"metric.yes_no", "yes or no"},
    {"metric.mme", "yes or no with the points of MME"},
    {"metric.pope", "yes or no with the F1 of POPE"},
    {"metric.hallusionbench", "yes or no with the shares of HallusionBench"},
    {"metric.ocrbench", "an answer in the text, with the categories of OCRBench"},
    {"metric.ocrbench_v2", "the rules of OCRBench v2 by category"},
    {"subset.all", "all questions"},
    {"subset.first", "the first {count} questions"},
    {"subset.stratified", "{count} questions stratified by category"},
    {"subset.seeded", "{count} questions stratified by category, seed {seed}"},
    {"subset.category", "the category {name}"},
    {"subset.list", "the list {name} of {count} questions"},
    {"note.packages_missing",
     "{count} questions are answered, not scored: their metric wants the words of packages that are not installed: "
     "{packages}"},
    {"note.judged_benchmark", "{data} is scored by a judge model where its scores are published; here counts {metric}"},
    {"note.unknown_choices",
     "{data} is no known benchmark: its options and a request for the letter follow each question, images are cut into "
     "at most {tiles} tiles, {metric} counts"},
    {"note.unknown_benchmark",
     "{data} is no known benchmark: a request for a word or phrase follows each question, images are cut into at most "
     "{tiles} tiles, {metric} counts; another metric can be chosen"},
};

}

std::span<const MessageTemplate> taskMessages()
{
    return taskRows;
}

}
