// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/message.h"

namespace quantscope {

struct Dataset;

// Which questions of a benchmark are asked, in which order. Stratified: as many of each category as its share of the
// benchmark, at least one where `count` allows it; fewer of the same seed are the first ones of more.
struct QuestionSubset
{
    enum class Rule { First, Stratified, Category, Listed };

    Rule rule = Rule::First;
    int64_t count = -1; // of First and Stratified; -1: all
    int64_t seed = 0; // of Stratified
    std::string name = {}; // of Category: the category; of Listed: what the user calls the list
    std::vector<std::string> indexes = {}; // of Listed: of its questions

    bool operator==(const QuestionSubset&) const = default;
};

QuestionSubset firstQuestions(int64_t count);
QuestionSubset stratifiedQuestions(int64_t count, int64_t seed = 0);
// A text file with the index of a question on each line, called by the file's name without its ending. Error.
QuestionSubset listedQuestions(const std::filesystem::path&);

// Rows of the benchmark in the order in which they are asked; what it does not have is left out.
std::vector<size_t> rowsOf(const QuestionSubset&, const Dataset&);
// The same; Error for a category or an index that the benchmark does not have.
std::vector<size_t> checkedRows(const QuestionSubset&, const Dataset&);
// How many these are.
int64_t countOf(const QuestionSubset&, const Dataset&);
// Its count says how many: First and Stratified.
bool isCounted(const QuestionSubset&);
// Whatever the benchmark, it is asked as a whole.
bool asksAll(const QuestionSubset&);
// They ask the same questions of every benchmark, in whatever order.
bool askTheSame(const QuestionSubset&, const QuestionSubset&);

// "all", "first:40", "stratified:60", "stratified:60:7" with a seed, "category:NAME", "list:NAME". Back: "list:" takes
// the name of a file for listedQuestions(). Error for any other text.
std::string subsetText(const QuestionSubset&);
QuestionSubset subsetFromText(const std::string&);

// For people: a part of a sentence, "60 questions stratified by category".
Message subsetMessage(const QuestionSubset&);

// First as the field "limit", which earlier versions read, others as "subset"; added to the fields of `json`.
void putSubset(const QuestionSubset&, nlohmann::json& json);
// All questions where there is neither. Error names `where` and the field.
QuestionSubset takeSubset(const nlohmann::json&, const std::string& where);

}
