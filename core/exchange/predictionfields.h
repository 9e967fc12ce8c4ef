// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "exchange/importedpredictions.h"

namespace quantscope {

// One field of a row, whatever kind of file it comes from.
struct FieldText
{
    std::string text;
    std::vector<std::string> items = {}; // of a list
    bool isList = false;
};

// By names in lower case.
using PredictionFields = std::map<std::string, FieldText, std::less<>>;

std::string fieldName(std::string_view header);
// Of columns with the same name the first one keeps it.
void dropRepeatedNames(std::vector<std::string>& names);
// Whether a table of these columns can be imported: it has predictions, and an index or questions to match them by.
bool arePredictionColumns(const std::vector<std::string>& names);
// Error naming the columns that are there and those that are missing.
[[noreturn]] void failWithoutColumns(const std::string& what, const std::vector<std::string>& names);

// Appends the row of a table or record; one with nothing in it is left out. Error for more rows than are read.
void addRow(ImportedPredictions&, int64_t line, const PredictionFields&);
// Adds to what the file claims: a number, a word for true or false; any other text counts as none.
std::optional<double> scoreFromText(std::string_view);
void addClaim(ImportedPredictions&, const std::string& name, double score);

// A cell that Python has written: a list, else one text; none of an empty cell.
std::vector<std::string> answersFromCell(const std::string&);
// Numbers, true and false as Python writes them; null is empty; an object is its JSON.
FieldText fieldFromJson(const nlohmann::json&);

void requireRoom(const ImportedPredictions&);

}
