// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of a session. The file's user_version has both versions, that of the session's tables in thousands and that of
// the archive's. What a file may hold is made anew in memory, by the very statements that make it, and compared: SQLite
// keeps the text of each, so that a trigger, a view, an index on an expression or another type of a column is a
// difference.
#include "archive/sessionschema.h"

#include <array>
#include <cstring>
#include <fstream>
#include <map>

#include <fmt/core.h>

#include "archive/schema.h"

namespace quantscope {
namespace {

constexpr uint32_t sessionId = 0x51534353; // "QSCS"
constexpr int versionStep = 1000;
constexpr uintmax_t mostFileBytes = uintmax_t(8) << 30;
constexpr int64_t mostRuns = 10'000, mostRunLayers = 100'000, mostAnswers = 1 << 20;
constexpr int64_t mostTextOfRun = 256 << 20; // of the questions that it answers

// Questions and places are JSON; images are files of their kinds.
constexpr const char* sessionTables = R"(
CREATE TABLE session_facts (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session_places (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL
) STRICT;
CREATE TABLE session_questions (
    place INTEGER NOT NULL REFERENCES session_places(id),
    row INTEGER NOT NULL,
    question TEXT NOT NULL,
    PRIMARY KEY (place, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE session_images (
    id INTEGER PRIMARY KEY,
    image BLOB NOT NULL
) STRICT;
CREATE TABLE session_layers (
    run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    layer INTEGER NOT NULL,
    view TEXT NOT NULL,
    UNIQUE (run, layer)
) STRICT;
)";

using Schema = std::map<std::string, std::string>; // statements by "table runs", …

Schema schemaOf(Database& database)
{
    Statement rows(database, "SELECT type, name, coalesce(sql, '') FROM sqlite_schema");
    Schema schema;
    while (rows.step())
        schema[rows.text(0) + " " + rows.text(1)] = rows.text(2);
    return schema;
}

Schema wantedSchema(int archive)
{
    Database model(":memory:");
    for (int version = 1; version <= archive; ++version)
        model.execute(migrationTo(version));
    model.execute(sessionTables);
    return schemaOf(model);
}

[[noreturn]] void refuse(const Database& database, const std::string& why)
{
    throw Error(database.file().string() + ": " + why);
}

void compareSchemas(const Database& database, const Schema& found, const Schema& wanted)
{
    for (const auto& [name, sql] : found) {
        const auto it = wanted.find(name);
        if (it == wanted.end())
            refuse(database, fmt::format("holds the {:.80}, which no session has", name));
        if (it->second != sql)
            refuse(database, fmt::format("its {} has other columns than a session's", name));
    }
    for (const auto& [name, sql] : wanted)
        if (!found.contains(name))
            refuse(database, fmt::format("the {} of a session is missing", name));
}

int archiveVersion(Database& database)
{
    const auto version = database.integer("PRAGMA user_version");
    const auto session = version / versionStep, archive = version % versionStep;
    if (session > sessionSchema || archive > archiveSchema)
        refuse(database,
               fmt::format("was written by a later version (schema {}); this one reads up to {}", version,
                           sessionSchema * versionStep + archiveSchema));
    if (session < 1 || archive < 1)
        refuse(database, fmt::format("no session has schema {}", version));
    return static_cast<int>(archive);
}

struct Limit
{
    const char* sql; // gives one number
    int64_t most;
    const char* what;
};

// Lists have no gaps: what stands at row n of them takes memory for n.
constexpr Limit sessionLimits[] = {
    {"SELECT count(*) FROM runs", mostRuns, "runs"},
    {"SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM predictions GROUP BY run)", mostAnswers,
     "answers of one run"},
    {"SELECT coalesce(max(layer), 0) FROM layers", mostRunLayers, "layers of one run"},
    {"SELECT coalesce(max(top - n), 0) FROM (SELECT max(layer) + 1 AS top, count(*) AS n FROM layers GROUP BY run)", 0,
     "layers that are missing"},
    {"SELECT coalesce(-min(layer), 0) FROM layers", 0, "layers before the first"},
    {"SELECT coalesce(max(row), 0) FROM session_questions", mostAnswers, "questions of one benchmark"},
    {"SELECT coalesce(max(top - n), 0) FROM (SELECT max(row) + 1 AS top, count(*) AS n FROM session_questions GROUP BY "
     "place)",
     0, "questions that are missing"},
    {"SELECT coalesce(-min(row), 0) FROM session_questions", 0, "questions before the first"},
    {"WITH sizes AS MATERIALIZED (SELECT id, length(question) + length(answers) + length(category) AS n FROM "
     "questions) "
     "SELECT coalesce(max(n), 0) FROM (SELECT sum(sizes.n) AS n FROM predictions JOIN sizes ON sizes.id = question "
     "GROUP BY run)",
     mostTextOfRun, "letters in the questions of one run"},
};

void checkLimits(Database& database)
{
    for (const auto& limit : sessionLimits)
        if (const auto found = database.integer(limit.sql); found > limit.most)
            refuse(database, fmt::format("has {} {}, more than {}", found, limit.what, limit.most));
}

// As its head says; nothing for what is no file of SQLite.
std::optional<uint32_t> applicationOf(const std::filesystem::path& file)
{
    constexpr size_t idAt = 68; // sqlite.org/fileformat.html
    std::array<char, idAt + 4> head = {};
    std::error_code problem;
    if (!std::filesystem::is_regular_file(file, problem))
        return {};
    std::ifstream in(file, std::ios::binary);
    if (!in.read(head.data(), head.size()) || std::memcmp(head.data(), "SQLite format 3", 16) != 0)
        return {};
    uint32_t value = 0;
    for (size_t i = idAt; i < head.size(); ++i)
        value = value << 8 | static_cast<unsigned char>(head[i]);
    return value;
}

}

bool isSession(const std::filesystem::path& file)
{
    return applicationOf(file) == sessionId;
}

void requireSession(const std::filesystem::path& file)
{
    std::error_code problem;
    if (!std::filesystem::is_regular_file(file, problem))
        throw Error(file.string() + ": there is no such file");
    const auto application = applicationOf(file);
    if (!application)
        throw Error(file.string() + ": is no session: SQLite did not write it, or it is cut off");
    if (*application != sessionId)
        throw Error(file.string() + ": is no session, but an SQLite file of another kind");
}

void checkSession(Database& database)
{
    const auto& file = database.file();
    std::error_code problem;
    if (const auto bytes = std::filesystem::file_size(file, problem); !problem && bytes > mostFileBytes)
        refuse(database, fmt::format("has {} bytes, more than a session of {}", bytes, mostFileBytes));
    if (database.integer("PRAGMA application_id") != sessionId)
        refuse(database, "is no session");
    const auto archive = archiveVersion(database);
    compareSchemas(database, schemaOf(database), wantedSchema(archive));
    if (const auto complaints = database.complaints(1); !complaints.empty())
        refuse(database, fmt::format("is damaged: {:.300}", complaints.front()));
    checkLimits(database);
    if (archive == archiveSchema)
        return;
    database.moveToMemory();
    for (auto version = archive + 1; version <= archiveSchema; ++version)
        database.execute(migrationTo(version));
}

void makeSession(Database& database)
{
    database.execute("PRAGMA journal_mode = DELETE");
    database.execute(sessionTables);
    database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", sessionId,
                                 sessionSchema * versionStep + archiveSchema));
}

}
