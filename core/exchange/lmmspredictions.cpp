// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/predictionreaders.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/jsonfield.h"
#include "exchange/predictionfields.h"
#include "exchange/predictionjson.h"

namespace quantscope {
namespace {

using Json = nlohmann::json;

constexpr int64_t mostDocuments = int64_t(1) << 40;

// What every sample has; the other fields are the task's metrics.
constexpr std::array<std::string_view, 14> sampleFields = {
    "doc_id",   "doc",         "target",      "arguments",    "input",  "resps",   "filtered_resps",
    "doc_hash", "prompt_hash", "target_hash", "token_counts", "filter", "metrics", "success"};

// The first text in lists inside lists: one answer, or one for each request.
const std::string* firstText(const Json& value)
{
    if (value.is_string())
        return value.get_ptr<const std::string*>();
    return value.is_array() && !value.empty() ? firstText(value.front()) : nullptr;
}

const std::string* textAt(const Json& sample, const char* name)
{
    const auto it = sample.find(name);
    return it == sample.end() ? nullptr : firstText(*it);
}

// Of a metric: a number, or an object that has one as its score.
std::optional<double> scoreIn(const Json& value)
{
    if (value.is_number() || value.is_boolean())
        return value.is_boolean() ? double(value.get<bool>()) : value.get<double>();
    const auto it = value.is_object() ? value.find("score") : value.end();
    return it != value.end() && (it->is_number() || it->is_boolean()) ? scoreIn(*it) : std::nullopt;
}

void readMetric(ImportedPredictions& predictions, ImportedRow& row, const Json& sample)
{
    for (const auto& [name, value] : sample.items()) {
        if (std::find(sampleFields.begin(), sampleFields.end(), name) != sampleFields.end())
            continue;
        const auto score = scoreIn(value);
        if (!score || (predictions.claim && predictions.claim->name != name))
            continue;
        row.score = score;
        addClaim(predictions, name, *score);
        return;
    }
}

// What of the prompt or of the document itself tells the question.
void readLmmsQuestion(ImportedRow& row, const Json& sample)
{
    const auto doc = sample.find("doc");
    if (doc != sample.end() && doc->is_object())
        if (const auto* question = textAt(*doc, "question")) {
            row.question = *question;
            return;
        }
    for (const char* name : {"input", "arguments"})
        if (const auto* prompt = textAt(sample, name)) {
            row.question = *prompt;
            row.isPrompt = true;
            return;
        }
}

void addSample(ImportedPredictions& predictions, int64_t line, const Json& sample, const std::string& place)
{
    requireRoom(predictions);
    ImportedRow row;
    row.line = line;
    row.position = JsonFields(sample, place).integer("doc_id", 0, mostDocuments);
    readLmmsQuestion(row, sample);
    if (const auto target = sample.find("target"); target != sample.end()) {
        const auto field = fieldFromJson(*target);
        row.answers = field.isList ? field.items : answersFromCell(field.text);
    }
    for (const char* name : {"filtered_resps", "resps"})
        if (const auto* answer = textAt(sample, name)) {
            row.prediction = *answer;
            break;
        }
    readMetric(predictions, row, sample);
    predictions.rows.push_back(std::move(row));
}

}

bool areLmmsLines(std::string_view content)
{
    const auto sample = firstJsonLine(content);
    return sample && sample->contains("doc_id") && (sample->contains("filtered_resps") || sample->contains("resps"));
}

void readLmmsPredictions(const std::filesystem::path& file, std::string_view content, ImportedPredictions& predictions)
{
    forEachJsonLine(content, file.string(), [&](int64_t line, const Json& sample) {
        addSample(predictions, line, sample, file.string() + ", line " + std::to_string(line));
    });
}

}
