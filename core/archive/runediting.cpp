// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the archive that finds runs and edits what the user says of them.
#include "archive/runarchive.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "archive/archiverows.h"
#include "archive/runlisting.h"
#include "base/jsonmembers.h"

namespace quantscope {

RunOrigin originOf(const RunSummary& run)
{
    return {run.parent, run.experiment, run.wanted, run.tags};
}

RunSummary RunArchive::summary(const std::string& id)
{
    auto found = listRun(m_database, id);
    if (found.empty())
        throw Error(file().string() + ": there is no run " + id);
    return std::move(found.front());
}

std::vector<RunSummary> RunArchive::list(const RunFilter& filter)
{
    return listRuns(m_database, filter);
}

std::string RunArchive::find(const std::string& text)
{
    Statement rows(m_database,
                   "SELECT record_id FROM runs WHERE substr(record_id, 1, length(?1)) = ?1 UNION SELECT record_id FROM "
                   "runs WHERE name = ?1 AND deleted IS NULL LIMIT 20");
    std::vector<std::string> ids;
    for (rows.bind(1, text); !text.empty() && rows.step();)
        ids.push_back(rows.text(0));
    if (std::find(ids.begin(), ids.end(), text) != ids.end())
        return text;
    if (ids.empty())
        throw Error(file().string() + ": there is no run " + text);
    if (ids.size() > 1)
        throw Error(fmt::format("{}: {} may be {} or {}; give more of the id", file().string(), text, ids[0], ids[1]));
    return ids.front();
}

std::vector<StoredRecipe> RunArchive::recipes()
{
    Statement rows(m_database,
                   "SELECT record_id, name, model, data, model_hash, data_hash, answered, recipe_hash, id FROM runs "
                   "WHERE state = 'complete' AND deleted IS NULL ORDER BY created DESC, id DESC");
    Statement record(m_database, "SELECT record FROM records WHERE run = ?");
    std::unordered_map<std::string, std::string> known; // many runs have one recipe
    std::vector<StoredRecipe> recipes;
    while (rows.step()) {
        const auto questions =
            fmt::format("{}\n{}\n{}\n{}\n{}", rows.text(2), rows.text(3), rows.text(4), rows.text(5), rows.integer(6));
        StoredRecipe run{rows.text(0), rows.text(1), rows.text(2), rows.text(3), questions, {}};
        if (const auto hash = rows.text(7); !hash.empty()) {
            const auto [it, added] = known.try_emplace(hash);
            if (added && record.bind(1, rows.integer(8)).step())
                it->second = memberText(memberText(record.text(0), "spec"), "recipe");
            record.reset();
            if (it->second.empty())
                continue;
            run.recipe = it->second;
        }
        recipes.push_back(std::move(run));
    }
    return recipes;
}

std::vector<double> RunArchive::scores(const std::string& id)
{
    RunRecord record;
    readPredictions(m_database, place(id).number, record);
    std::vector<double> scores;
    for (const auto& prediction : record.predictions)
        if (prediction.isScored)
            scores.push_back(prediction.score);
    return scores;
}

std::vector<std::string> RunArchive::textsOf(std::string_view sql)
{
    Statement rows(m_database, sql);
    std::vector<std::string> texts;
    while (rows.step())
        texts.push_back(rows.text(0));
    return texts;
}

std::vector<std::string> RunArchive::tags()
{
    return textsOf("SELECT DISTINCT tag FROM tags JOIN runs ON runs.id = run WHERE deleted IS NULL ORDER BY tag");
}

std::vector<std::string> RunArchive::experiments()
{
    return textsOf("SELECT DISTINCT experiment FROM runs WHERE experiment <> '' AND deleted IS NULL ORDER BY "
                   "experiment");
}

int64_t RunArchive::version()
{
    return m_database.integer("PRAGMA data_version");
}

void RunArchive::setText(const char* column, const std::string& id, std::string_view value)
{
    Statement row(m_database, fmt::format("UPDATE runs SET {} = ?, updated = ? WHERE record_id = ?", column));
    row.bindAll(value, timeNow(), id).run();
    if (m_database.changedRows() == 0)
        throw Error(file().string() + ": there is no run " + id);
}

void RunArchive::rename(const std::string& id, const std::string& name)
{
    setText("name", id, name);
}

void RunArchive::setNote(const std::string& id, const std::string& note)
{
    setText("note", id, note);
}

void RunArchive::setExperiment(const std::string& id, const std::string& experiment)
{
    setText("experiment", id, experiment);
}

// In place of those that are there.
void RunArchive::putTags(int64_t run, const std::vector<std::string>& tags)
{
    Statement(m_database, "DELETE FROM tags WHERE run = ?").bind(1, run).run();
    Statement add(m_database, "INSERT OR IGNORE INTO tags (run, tag) VALUES (?, ?)");
    for (const auto& tag : tags) {
        if (tag.empty() || std::any_of(tag.begin(), tag.end(), [](unsigned char c) { return c < ' '; }))
            throw Error("a tag has at least one character, and no line breaks");
        add.bindAll(run, tag).run();
    }
}

void RunArchive::setTags(const std::string& id, const std::vector<std::string>& tags)
{
    Transaction transaction(m_database);
    putTags(place(id).number, tags);
    transaction.commit();
}

void RunArchive::remove(const std::string& id)
{
    if (summary(id).state == RunState::Running)
        throw Error(file().string() + ": run " + id + " is under way; stop it first");
    setText("deleted", id, timeNow());
}

void RunArchive::restore(const std::string& id)
{
    Statement row(m_database, "UPDATE runs SET deleted = NULL WHERE record_id = ?");
    row.bind(1, id).run();
    if (m_database.changedRows() == 0)
        throw Error(file().string() + ": there is no run " + id);
}

int64_t RunArchive::purge(const std::string& before)
{
    Transaction transaction(m_database);
    Statement(m_database, "DELETE FROM runs WHERE deleted < ?").bind(1, before).run();
    const auto count = m_database.changedRows();
    transaction.commit();
    return count;
}

std::vector<std::string> RunArchive::complaints()
{
    return m_database.complaints();
}

}
