// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/predictionreaders.h"

#include <algorithm>
#include <functional>

#include <fmt/core.h>

#include "base/error.h"
#include "exchange/predictionfields.h"
#include "exchange/predictionjson.h"

namespace quantscope {
namespace {

using Json = nlohmann::json;

void addRecord(ImportedPredictions& predictions, int64_t line, const Json& record)
{
    PredictionFields fields;
    for (const auto& [name, value] : record.items())
        fields[fieldName(name)] = fieldFromJson(value);
    addRow(predictions, line, fields);
}

std::vector<std::string> namesOf(const Json& object)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items())
        names.push_back(fieldName(name));
    return names;
}

void addRecords(ImportedPredictions& predictions, const Json& list)
{
    if (list.empty())
        return;
    int64_t number = 0;
    for (const auto& record : list) {
        ++number;
        if (!record.is_object())
            throw Error(fmt::format("{}: entry {} of the list is no JSON object", predictions.file.string(), number));
        addRecord(predictions, number, record);
    }
    if (const auto names = namesOf(list.front()); !arePredictionColumns(names))
        failWithoutColumns(predictions.file.string(), names);
}

// {"index": [1, 2], "prediction": ["a", "b"]}
void addColumnLists(ImportedPredictions& predictions, const Json& columns)
{
    size_t rows = 0;
    for (const auto& column : columns)
        rows = std::max(rows, column.size());
    for (size_t i = 0; i < rows; ++i) {
        auto record = Json::object();
        for (const auto& [name, column] : columns.items())
            if (i < column.size())
                record[name] = column[i];
        addRecord(predictions, static_cast<int64_t>(i) + 1, record);
    }
}

// {"index": {"0": 1, "1": 2}, "prediction": {"0": "a", "1": "b"}}; rows in the order of the predictions.
void addColumnObjects(ImportedPredictions& predictions, const Json& columns)
{
    const auto first = std::find_if(columns.items().begin(), columns.items().end(),
                                    [](const auto& column) { return fieldName(column.key()) == "prediction"; });
    int64_t number = 0;
    for (const auto& [row, ignored] : first.value().items()) {
        auto record = Json::object();
        for (const auto& [name, column] : columns.items())
            if (const auto cell = column.find(row); cell != column.end())
                record[name] = *cell;
        addRecord(predictions, ++number, record);
    }
}

// {"1": "a", "2": {"prediction": "b"}}
void addByIndex(ImportedPredictions& predictions, const Json& rows)
{
    int64_t number = 0;
    for (const auto& [index, row] : rows.items()) {
        auto record = row.is_object() ? row : Json{{"prediction", row}};
        if (!record.contains("index"))
            record["index"] = index;
        addRecord(predictions, ++number, record);
    }
}

void addObject(ImportedPredictions& predictions, const Json& object)
{
    const auto all = [&](bool (Json::*is)() const noexcept) {
        return std::all_of(object.begin(), object.end(), [&](const Json& value) { return (value.*is)(); });
    };
    const bool hasColumns = arePredictionColumns(namesOf(object));
    if (hasColumns && all(&Json::is_array))
        addColumnLists(predictions, object);
    else if (hasColumns && all(&Json::is_object))
        addColumnObjects(predictions, object);
    else if (hasColumns)
        addRecord(predictions, 1, object);
    else if (all(&Json::is_object) || all(&Json::is_string))
        addByIndex(predictions, object);
    else
        failWithoutColumns(predictions.file.string(), namesOf(object));
}

}

void readJsonPredictions(const std::filesystem::path& file, std::string_view content, ImportedPredictions& predictions)
{
    const auto json = parsedPython(content, file.string());
    if (json.is_array())
        addRecords(predictions, json);
    else
        addObject(predictions, json);
}

void readJsonLinePredictions(const std::filesystem::path& file, std::string_view content,
                             ImportedPredictions& predictions)
{
    bool isFirst = true;
    forEachJsonLine(content, file.string(), [&](int64_t line, const Json& record) {
        if (const auto names = namesOf(record); isFirst && !arePredictionColumns(names))
            failWithoutColumns(file.string(), names);
        isFirst = false;
        addRecord(predictions, line, record);
    });
}

bool areOwnLines(std::string_view content)
{
    const auto record = firstJsonLine(content);
    return record && record->contains("hit") && record->contains("tokens") && record->contains("answers");
}

bool areJsonLines(std::string_view content)
{
    const auto record = firstJsonLine(content);
    if (!record || hasSecondLine(content))
        return record.has_value();
    // A single line may as well hold all rows, by column or by index.
    const auto answer = record->find("prediction");
    return answer != record->end() && !answer->is_structured() && arePredictionColumns(namesOf(*record));
}

}
