// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/runlisting.h"

#include <algorithm>
#include <variant>

#include <fmt/core.h>

namespace quantscope {
namespace {

struct Sort
{
    std::string_view id, sql;
};

constexpr Sort sortTable[] = {
    {"created", "created"},
    {"updated", "updated"},
    {"name", "name COLLATE NOCASE"},
    {"state", "3"},
    {"model", "model COLLATE NOCASE"},
    {"data", "data COLLATE NOCASE"},
    {"experiment", "experiment COLLATE NOCASE"},
    {"score", "final_score"},
    {"correct", "correct"},
    {"seconds", "seconds"},
    {"bytes", "bytes"},
    {"bits", "bits"},
};

constexpr char tagEnd = '\x1f';

// What a statement asks for, and the values of its question marks.
class Condition
{
public:
    void add(const std::string& sql, std::initializer_list<std::variant<std::string, double>> values = {})
    {
        m_sql += (m_sql.empty() ? " WHERE " : " AND ") + sql;
        m_values.insert(m_values.end(), values);
    }

    void equal(const char* column, const std::string& value)
    {
        if (!value.empty())
            add(fmt::format("{} = ?", column), {value});
    }

    const std::string& sql() const
    {
        return m_sql;
    }

    void bind(Statement& statement) const
    {
        for (size_t i = 0; i < m_values.size(); ++i)
            std::visit([&](const auto& value) { statement.bind(static_cast<int>(i) + 1, value); }, m_values[i]);
    }

private:
    std::string m_sql;
    std::vector<std::variant<std::string, double>> m_values;
};

// For LIKE with the escape \.
std::string anywhere(const std::string& word)
{
    std::string pattern = "%";
    for (const char c : word)
        pattern += c == '%' || c == '_' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    return pattern + "%";
}

std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    for (size_t at = 0; (at = text.find_first_not_of(" \t\n", at)) != std::string::npos;) {
        const auto end = std::min(text.find_first_of(" \t\n", at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

Condition conditionOf(const RunFilter& filter)
{
    Condition condition;
    condition.add(filter.deleted ? "deleted IS NOT NULL" : "deleted IS NULL");
    for (const auto& word : wordsOf(filter.text)) {
        const auto pattern = anywhere(word);
        condition.add("(name || char(10) || note || char(10) || record_id || char(10) || model || char(10) || data || "
                      "char(10) || experiment LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM tags WHERE run = runs.id AND "
                      "tag LIKE ? ESCAPE '\\'))",
                      {pattern, pattern});
    }
    if (!filter.model.empty())
        condition.add("(model = ? OR model_hash = ?)", {filter.model, filter.model});
    if (!filter.data.empty())
        condition.add("(data = ? OR data_hash = ?)", {filter.data, filter.data});
    if (!filter.tag.empty())
        condition.add("EXISTS (SELECT 1 FROM tags WHERE run = runs.id AND tag = ?)", {filter.tag});
    condition.equal("experiment", filter.experiment);
    condition.equal("recipe_hash", filter.recipeHash);
    if (filter.state)
        condition.add(fmt::format("{} = ?", stateSql()), {std::string(runStateId(*filter.state))});
    if (filter.leastScore)
        condition.add("final_score >= ?", {*filter.leastScore});
    if (filter.mostScore)
        condition.add("final_score <= ?", {*filter.mostScore});
    return condition;
}

// The newest of equal ones first.
std::string orderOf(const RunFilter& filter)
{
    const auto* sort = std::find_if(std::begin(sortTable), std::end(sortTable),
                                    [&](const Sort& row) { return row.id == filter.sortBy; });
    if (sort == std::end(sortTable))
        throw Error("runs cannot be sorted by '" + filter.sortBy + "'");
    return fmt::format(" ORDER BY {} {}, id DESC LIMIT {} OFFSET {}", sort->sql, filter.ascending ? "ASC" : "DESC",
                       filter.most, std::max<int64_t>(filter.skipped, 0));
}

std::vector<std::string> tagsOf(const std::string& joined)
{
    std::vector<std::string> tags;
    for (size_t at = 0; at < joined.size();) {
        const auto end = std::min(joined.find(tagEnd, at), joined.size());
        tags.push_back(joined.substr(at, end - at));
        at = end + 1;
    }
    std::sort(tags.begin(), tags.end());
    return tags;
}

RunSummary summaryOf(const Statement& row)
{
    RunSummary run;
    int column = 0;
    run.id = row.text(column++);
    run.name = row.text(column++);
    run.state = runStateFromId(row.text(column++)).value_or(RunState::Failed);
    for (auto* text : {&run.note, &run.created, &run.updated, &run.model, &run.modelHash, &run.data, &run.dataHash,
                       &run.recipeHash, &run.protocol, &run.parent, &run.experiment})
        *text = row.text(column++);
    run.wanted = row.integer(column++);
    run.answered = row.integer(column++);
    for (auto* number : {&run.correct, &run.finalScore, &run.seconds, &run.bytes, &run.bitsPerWeight})
        *number = row.number(column++);
    if (!row.isNull(column))
        run.deleted = row.text(column);
    run.tags = tagsOf(row.text(column + 1));
    return run;
}

std::vector<RunSummary> summariesOf(Database& database, const Condition& condition, const std::string& order)
{
    Statement rows(
        database,
        fmt::format("SELECT record_id, name, {}, note, created, updated, model, model_hash, data, data_hash, "
                    "recipe_hash, protocol, parent, experiment, wanted, answered, correct, final_score, seconds, "
                    "bytes, bits, deleted, (SELECT group_concat(tag, char({})) FROM tags WHERE run = "
                    "runs.id) FROM runs{}{}",
                    stateSql(), int(tagEnd), condition.sql(), order));
    condition.bind(rows);
    std::vector<RunSummary> runs;
    while (rows.step())
        runs.push_back(summaryOf(rows));
    return runs;
}

}

std::vector<std::string_view> runSorts()
{
    std::vector<std::string_view> ids;
    for (const auto& sort : sortTable)
        ids.push_back(sort.id);
    return ids;
}

std::string_view stateSql()
{
    return "CASE WHEN state = 'running' AND NOT is_owned(id) THEN 'interrupted' ELSE state END";
}

std::vector<RunSummary> listRuns(Database& database, const RunFilter& filter)
{
    return summariesOf(database, conditionOf(filter), orderOf(filter));
}

std::vector<RunSummary> listRun(Database& database, const std::string& id)
{
    Condition condition;
    condition.add("record_id = ?", {id});
    return summariesOf(database, condition, " LIMIT 1");
}

}
