// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/predictionfields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/core.h>

#include "base/error.h"
#include "base/text.h"
#include "base/unicode.h"
#include "exchange/sheetcells.h"
#include "files/pythonliteral.h"
#include "tasks/rowindex.h"

namespace quantscope {
namespace {

constexpr size_t mostPredictionRows = 1 << 20;

// Names that programs give to one thing; the first one that a row has counts.
constexpr std::array indexNames = {"index"};
constexpr std::array questionNames = {"question"};
constexpr std::array answerNames = {"answer", "answers"};
constexpr std::array predictionNames = {"prediction"};
constexpr std::array imageNames = {"image", "image_path"};
constexpr std::array scoreNames = {"hit", "score", "eval_score"};

template <size_t n> const FieldText* firstOf(const PredictionFields& fields, const std::array<const char*, n>& names)
{
    for (const char* name : names)
        if (const auto it = fields.find(name); it != fields.end() && (it->second.isList || !it->second.text.empty()))
            return &it->second;
    return nullptr;
}

template <size_t n> std::string textOf(const PredictionFields& fields, const std::array<const char*, n>& names)
{
    const auto* field = firstOf(fields, names);
    return field ? field->text : std::string();
}

template <size_t n> bool hasAny(const std::vector<std::string>& columns, const std::array<const char*, n>& names)
{
    return std::any_of(names.begin(), names.end(), [&](const char* name) {
        return std::find(columns.begin(), columns.end(), name) != columns.end();
    });
}

void readScore(ImportedPredictions& predictions, ImportedRow& row, const PredictionFields& fields)
{
    for (const char* name : scoreNames) {
        const auto it = fields.find(name);
        if (it == fields.end() || (predictions.claim && predictions.claim->name != name))
            continue;
        row.score = scoreFromText(it->second.text);
        if (!row.score)
            continue;
        addClaim(predictions, name, *row.score);
        return;
    }
}

}

std::string fieldName(std::string_view header)
{
    return lowerCase(stripped(header));
}

void dropRepeatedNames(std::vector<std::string>& names)
{
    for (auto it = names.begin(); it != names.end(); ++it)
        if (std::find(names.begin(), it, *it) != it)
            it->clear();
}

bool arePredictionColumns(const std::vector<std::string>& names)
{
    return hasAny(names, predictionNames) && (hasAny(names, indexNames) || hasAny(names, questionNames));
}

void failWithoutColumns(const std::string& what, const std::vector<std::string>& names)
{
    constexpr size_t most = 12;
    std::vector<std::string> missing;
    if (!hasAny(names, predictionNames))
        missing.emplace_back("prediction");
    if (!hasAny(names, indexNames) && !hasAny(names, questionNames))
        missing.emplace_back("index or question");
    std::vector<std::string> there;
    for (const auto& name : names)
        if (!name.empty())
            there.push_back(name);
    throw Error(fmt::format("{}: has no column {}; its columns are {}", what, listed(missing),
                            there.empty() ? "without names" : listed(there, most)));
}

void requireRoom(const ImportedPredictions& predictions)
{
    if (predictions.rows.size() >= mostPredictionRows)
        throw Error(fmt::format("{}: has more than {} rows", predictions.file.string(), mostPredictionRows));
}

void addRow(ImportedPredictions& predictions, int64_t line, const PredictionFields& fields)
{
    ImportedRow row;
    row.line = line;
    row.index = rowIndex(textOf(fields, indexNames));
    row.question = textOf(fields, questionNames);
    if (const auto it = fields.find(predictionNames.front()); it != fields.end())
        row.prediction = it->second.text;
    if (row.index.empty() && row.question.empty() && row.prediction.value_or("").empty())
        return;
    requireRoom(predictions);
    if (const auto* answers = firstOf(fields, answerNames))
        row.answers = answers->isList ? answers->items : answersFromCell(answers->text);
    row.image = textOf(fields, imageNames);
    if (const auto it = fields.find("problem"); it != fields.end())
        row.problem = it->second.text;
    if (const auto it = fields.find("tokens"); it != fields.end())
        std::from_chars(it->second.text.data(), it->second.text.data() + it->second.text.size(), row.tokens);
    row.tokens = std::max<int64_t>(row.tokens, 0);
    readScore(predictions, row, fields);
    predictions.rows.push_back(std::move(row));
}

std::optional<double> scoreFromText(std::string_view text)
{
    const auto word = lowerCase(stripped(text));
    if (word == "true" || word == "false")
        return word == "true" ? 1 : 0;
    double value = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (problem != std::errc() || end != word.data() + word.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

void addClaim(ImportedPredictions& predictions, const std::string& name, double score)
{
    if (!predictions.claim)
        predictions.claim.emplace().name = name;
    auto& claim = *predictions.claim;
    claim.sum += score;
    ++claim.answers;
    claim.isShare = claim.isShare && score >= 0 && score <= 1;
}

std::vector<std::string> answersFromCell(const std::string& cell)
{
    const auto literal = parsePythonLiteral(cell);
    std::vector<std::string> answers;
    if (literal && (literal->kind == PythonLiteral::Kind::List || literal->kind == PythonLiteral::Kind::Tuple))
        for (const auto& item : literal->items)
            answers.push_back(item.text);
    else if (!stripped(cell).empty())
        answers.push_back(cell);
    return answers;
}

FieldText fieldFromJson(const nlohmann::json& value)
{
    if (value.is_string())
        return {value.get<std::string>()};
    if (value.is_boolean())
        return {value.get<bool>() ? "True" : "False"};
    if (value.is_null())
        return {};
    if (!value.is_array())
        return {value.is_number_float() ? sheetNumber(value.dump()) : value.dump()};
    FieldText list;
    list.isList = true;
    list.text = value.dump();
    for (const auto& item : value)
        list.items.push_back(fieldFromJson(item).text);
    return list;
}

}
