// SPDX-License-Identifier: GPL-3.0-or-later
// Trackio keeps a project in one SQLite file. Table `configs` has a JSON object for each run, `metrics` one for each
// step; all other tables are made by Trackio when it opens the file.
#include "tracking/trackiodatabase.h"

#include <map>

#include <fmt/chrono.h>

#include "base/unicode.h"
#include "tracking/trackedrun.h"

namespace quantscope {
namespace {

constexpr auto trackioTables = R"(
CREATE TABLE IF NOT EXISTS metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL,
    timestamp TEXT NOT NULL, run_name TEXT NOT NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS configs (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL,
    run_name TEXT NOT NULL, config TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE(run_id));
)";

// Trackio's rule for the names of its files: letters, digits, '-' and '_' stay.
std::string projectFile(const std::string& project)
{
    std::string name;
    for (const char32_t c : toUtf32(validUtf8(project)))
        if (isLetter(c) || isNumeric(c) || c == U'-' || c == U'_')
            appendUtf8(name, c);
    return (name.empty() ? "default" : name) + ".db";
}

std::string timeText(int64_t milliseconds)
{
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}+00:00",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(
                           std::chrono::time_point_cast<std::chrono::system_clock::duration>(time))));
}

std::string jsonLine(const nlohmann::json& value)
{
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

nlohmann::json configOf(const TrackedRun& run)
{
    nlohmann::json config;
    for (const auto& [name, value] : run.parameters)
        config[name] = value;
    for (const auto& [name, value] : run.tags)
        if (!value.empty())
            config[name] = value;
    if (!run.note.empty())
        config["note"] = run.note;
    config["_Created"] = timeText(run.started);
    config["_Group"] = nullptr;
    return config;
}

void insertRun(Database& database, const TrackedRun& run)
{
    for (const char* table : {"metrics", "configs"})
        Statement(database, fmt::format("DELETE FROM {} WHERE run_id = ?", table)).bindAll(run.id).run();
    Statement(database, "INSERT INTO configs (run_id, run_name, config, created_at) VALUES (?, ?, ?, ?)")
        .bindAll(run.id, run.name, jsonLine(configOf(run)), timeText(run.started))
        .run();
    std::map<int64_t, nlohmann::json> steps;
    for (const auto& metric : run.metrics)
        steps[metric.step][metric.name] = metric.value;
    Statement row(database, "INSERT INTO metrics (run_id, timestamp, run_name, step, metrics) VALUES (?, ?, ?, ?, ?)");
    for (const auto& [step, metrics] : steps) {
        row.bindAll(run.id, timeText(run.ended > 0 ? run.ended : run.started), run.name, step, jsonLine(metrics)).run();
    }
}

bool hasRunIds(Database& database)
{
    return database.integer("SELECT count(*) FROM pragma_table_info('metrics') WHERE name = 'run_id'") > 0 &&
        database.integer("SELECT count(*) FROM pragma_table_info('configs') WHERE name = 'run_id'") > 0;
}

}

void writeTrackio(RunArchive& archive, const std::vector<std::string>& ids, const std::filesystem::path& folder)
{
    std::map<std::string, std::vector<TrackedRun>> projects;
    for (const auto& id : ids) {
        auto run = trackedRun(archive.load(id), archive.summary(id));
        projects[projectFile(run.experiment)].push_back(std::move(run));
    }
    for (const auto& [file, runs] : projects) {
        Database database(folder / file);
        Transaction transaction(database);
        database.execute(trackioTables);
        if (!hasRunIds(database))
            throw Error((folder / file).string() +
                        ": a Trackio before 0.24 made this project; open it once with a newer one");
        for (const auto& run : runs)
            insertRun(database, run);
        transaction.commit();
    }
}

}
