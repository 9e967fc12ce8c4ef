// SPDX-License-Identifier: GPL-3.0-or-later
// Stratified subsets are the beginnings of one order of the whole benchmark, so that a larger one keeps the answers of
// a smaller one. First comes one question of each category, the largest category first; then, step by step, a question
// of the category that is furthest behind its share of those chosen so far: the largest remainder. Within a category
// the SHA-256 of seed and index decides, which neither the order of the file nor other rows change.
#include "subset/questionsubset.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <numeric>
#include <unordered_map>

#include <fmt/core.h>

#include "base/jsonfield.h"
#include "files/sha256.h"
#include "tasks/dataset.h"

namespace quantscope {
namespace {

using Rule = QuestionSubset::Rule;

constexpr size_t mostListed = 1'000'000, longestIndex = 1000;

struct RuleName
{
    Rule rule;
    const char* name;
};

constexpr RuleName ruleNames[] = {
    {Rule::First, "first"}, {Rule::Stratified, "stratified"}, {Rule::Category, "category"}, {Rule::Listed, "list"}};

const char* nameOf(Rule rule)
{
    return std::find_if(std::begin(ruleNames), std::end(ruleNames),
                        [&](const RuleName& row) { return row.rule == rule; })
        ->name;
}

const RuleName* findRule(std::string_view name)
{
    const auto it =
        std::find_if(std::begin(ruleNames), std::end(ruleNames), [&](const RuleName& row) { return row.name == name; });
    return it == std::end(ruleNames) ? nullptr : it;
}

std::string drawKey(int64_t seed, const std::string& index)
{
    const auto text = fmt::format("{}\n{}", seed, index);
    return sha256Hex({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

struct Stratum
{
    std::vector<size_t> rows; // as they are drawn
    size_t taken = 0;
};

std::vector<Stratum> strataOf(const Dataset& data, int64_t seed)
{
    std::vector<Stratum> strata;
    std::unordered_map<std::string, size_t> places;
    std::vector<std::string> keys;
    for (size_t row = 0; row < data.questions.size(); ++row) {
        const auto& question = data.questions[row];
        const auto place = places.emplace(question.category, strata.size());
        if (place.second)
            strata.emplace_back();
        strata[place.first->second].rows.push_back(row);
        keys.push_back(drawKey(seed, question.index));
    }
    for (auto& stratum : strata)
        std::stable_sort(stratum.rows.begin(), stratum.rows.end(),
                         [&](size_t a, size_t b) { return keys[a] < keys[b]; });
    return strata;
}

// The one that `chosen` questions of `all` leave furthest behind its share.
Stratum& furthestBehind(std::vector<Stratum>& strata, size_t chosen, size_t all)
{
    const auto lack = [&](const Stratum& stratum) {
        return stratum.taken == stratum.rows.size()
            ? std::numeric_limits<double>::lowest()
            : double(stratum.rows.size()) * double(chosen) - double(stratum.taken) * double(all);
    };
    return *std::max_element(strata.begin(), strata.end(),
                             [&](const Stratum& a, const Stratum& b) { return lack(a) < lack(b); });
}

std::vector<size_t> stratifiedRows(const Dataset& data, size_t count, int64_t seed)
{
    auto strata = strataOf(data, seed);
    std::stable_sort(strata.begin(), strata.end(),
                     [](const Stratum& a, const Stratum& b) { return a.rows.size() > b.rows.size(); });
    std::vector<size_t> rows;
    while (rows.size() < count) {
        auto& stratum = rows.size() < strata.size() ? strata[rows.size()]
                                                    : furthestBehind(strata, rows.size() + 1, data.questions.size());
        rows.push_back(stratum.rows[stratum.taken++]);
    }
    return rows;
}

std::vector<size_t> categoryRows(const Dataset& data, const std::string& category)
{
    std::vector<size_t> rows;
    for (size_t row = 0; row < data.questions.size(); ++row)
        if (data.questions[row].category == category)
            rows.push_back(row);
    return rows;
}

std::unordered_map<std::string_view, size_t> rowsByIndex(const Dataset& data)
{
    std::unordered_map<std::string_view, size_t> rows;
    for (size_t row = 0; row < data.questions.size(); ++row)
        rows.emplace(data.questions[row].index, row);
    return rows;
}

std::vector<size_t> listedRows(const Dataset& data, const QuestionSubset& list)
{
    const auto known = rowsByIndex(data);
    std::vector<bool> taken(data.questions.size());
    std::vector<size_t> rows;
    for (const auto& index : list.indexes)
        if (const auto found = known.find(index); found != known.end() && !taken[found->second]) {
            taken[found->second] = true;
            rows.push_back(found->second);
        }
    return rows;
}

void refuseUnknown(const Dataset& data, const QuestionSubset& list)
{
    const auto known = rowsByIndex(data);
    for (const auto& index : list.indexes)
        if (!known.contains(index))
            throw Error(fmt::format("the list {}: {} has no question with index {}", list.name, data.name, index));
}

size_t cappedCount(const QuestionSubset& subset, const Dataset& data)
{
    return subset.count < 0 ? data.questions.size()
                            : std::min(data.questions.size(), static_cast<size_t>(subset.count));
}

[[noreturn]] void refuse(const std::string& text)
{
    throw Error(text + ": expected all, first:N, stratified:N, stratified:N:SEED, category:NAME or list:FILE");
}

int64_t wholeNumber(std::string_view digits, int64_t least, const std::string& text)
{
    int64_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem != std::errc() || end != digits.data() + digits.size() || value < least)
        refuse(text);
    return value;
}

QuestionSubset countedFromText(Rule rule, const std::string& rest, const std::string& text)
{
    QuestionSubset subset;
    subset.rule = rule;
    const auto colon = rest.find(':');
    if (colon != std::string::npos && rule == Rule::First)
        refuse(text);
    subset.count = wholeNumber(std::string_view(rest).substr(0, colon), 1, text);
    if (colon != std::string::npos)
        subset.seed = wholeNumber(std::string_view(rest).substr(colon + 1), 0, text);
    return subset;
}

std::vector<std::string> indexesFrom(const JsonFields& fields)
{
    const auto& list = fields.required("indexes");
    if (!list.is_array() || list.size() > mostListed)
        throw Error(fields.place("indexes") + ": expected a list of at most " + std::to_string(mostListed) + " texts");
    std::vector<std::string> indexes;
    for (const auto& each : list) {
        if (!each.is_string() || each.get_ref<const std::string&>().size() > longestIndex)
            throw Error(fields.place("indexes") + ": expected a text, found " + JsonFields::found(each));
        indexes.push_back(each.get<std::string>());
    }
    return indexes;
}

}

QuestionSubset firstQuestions(int64_t count)
{
    return {Rule::First, count};
}

QuestionSubset stratifiedQuestions(int64_t count, int64_t seed)
{
    return {Rule::Stratified, count, seed};
}

QuestionSubset listedQuestions(const std::filesystem::path& file)
{
    std::ifstream in(file);
    if (!in)
        throw Error(file.string() + ": cannot be read");
    QuestionSubset list{Rule::Listed, -1, 0, file.stem().string()};
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (line.size() > longestIndex || list.indexes.size() == mostListed)
            throw Error(file.string() + ": is no list with the index of a question on each line");
        if (!line.empty())
            list.indexes.push_back(line);
    }
    if (list.indexes.empty())
        throw Error(file.string() + ": names no question");
    return list;
}

std::vector<size_t> rowsOf(const QuestionSubset& subset, const Dataset& data)
{
    switch (subset.rule) {
    case Rule::Stratified: return stratifiedRows(data, cappedCount(subset, data), subset.seed);
    case Rule::Listed: return listedRows(data, subset);
    case Rule::Category: return categoryRows(data, subset.name);
    case Rule::First: break;
    }
    std::vector<size_t> rows(cappedCount(subset, data));
    std::iota(rows.begin(), rows.end(), size_t(0));
    return rows;
}

std::vector<size_t> checkedRows(const QuestionSubset& subset, const Dataset& data)
{
    if (subset.rule == Rule::Listed)
        refuseUnknown(data, subset);
    auto rows = rowsOf(subset, data);
    if (rows.empty() && subset.rule == Rule::Category)
        throw Error(fmt::format("{} has no questions of the category {}", data.name, subset.name));
    return rows;
}

int64_t countOf(const QuestionSubset& subset, const Dataset& data)
{
    return static_cast<int64_t>(isCounted(subset) ? cappedCount(subset, data) : rowsOf(subset, data).size());
}

bool isCounted(const QuestionSubset& subset)
{
    return subset.rule == Rule::First || subset.rule == Rule::Stratified;
}

bool asksAll(const QuestionSubset& subset)
{
    return isCounted(subset) && subset.count < 0;
}

bool askTheSame(const QuestionSubset& a, const QuestionSubset& b)
{
    return (asksAll(a) && asksAll(b)) || a == b;
}

std::string subsetText(const QuestionSubset& subset)
{
    if (asksAll(subset))
        return "all";
    const std::string rule = nameOf(subset.rule);
    if (!isCounted(subset))
        return rule + ":" + subset.name;
    auto text = fmt::format("{}:{}", rule, subset.count);
    return subset.seed == 0 ? text : fmt::format("{}:{}", text, subset.seed);
}

QuestionSubset subsetFromText(const std::string& text)
{
    if (text == "all")
        return {};
    const auto colon = text.find(':');
    const auto* row = findRule(text.substr(0, colon));
    const auto rest = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    if (!row || rest.empty())
        refuse(text);
    if (row->rule == Rule::Listed)
        return listedQuestions(rest);
    if (row->rule == Rule::Category)
        return {Rule::Category, -1, 0, rest};
    return countedFromText(row->rule, rest, text);
}

Message subsetMessage(const QuestionSubset& subset)
{
    if (asksAll(subset))
        return message("subset.all");
    switch (subset.rule) {
    case Rule::Category: return message("subset.category", {{"name", subset.name}});
    case Rule::Listed: return message("subset.list", {{"name", subset.name}, {"count", subset.indexes.size()}});
    case Rule::First: return message("subset.first", {{"count", subset.count}});
    case Rule::Stratified: break;
    }
    return subset.seed == 0 ? message("subset.stratified", {{"count", subset.count}})
                            : message("subset.seeded", {{"count", subset.count}, {"seed", subset.seed}});
}

void putSubset(const QuestionSubset& subset, nlohmann::json& json)
{
    if (subset.rule == Rule::First) {
        json["limit"] = subset.count;
        return;
    }
    nlohmann::json fields{{"rule", nameOf(subset.rule)}};
    if (subset.rule == Rule::Stratified) {
        fields["count"] = subset.count;
        fields["seed"] = subset.seed;
    } else {
        fields["name"] = subset.name;
    }
    if (subset.rule == Rule::Listed)
        fields["indexes"] = subset.indexes;
    json["subset"] = std::move(fields);
}

QuestionSubset takeSubset(const nlohmann::json& json, const std::string& where)
{
    const JsonFields all(json, where);
    if (!all.has("subset"))
        return firstQuestions(all.integer("limit", -1, INT64_MAX, -1));
    const auto fields = all.object("subset");
    const auto name = fields.text("rule", "");
    const auto* row = findRule(name);
    if (!row)
        throw Error(fields.place("rule") + ": expected first, stratified, category or list, found " + name);
    QuestionSubset subset{row->rule, fields.integer("count", -1, INT64_MAX, -1),
                          fields.integer("seed", 0, INT64_MAX, 0), fields.text("name", "")};
    if (row->rule == Rule::Listed)
        subset.indexes = indexesFrom(fields);
    return subset;
}

}
