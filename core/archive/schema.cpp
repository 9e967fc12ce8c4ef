// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the archive. The number of their version is the file's user_version; a change is a row of `migrations`, and
// rows are never edited afterwards, so that a file of any version passes through all later ones.
#include "archive/schema.h"

#include <unistd.h>

#include <fmt/core.h>

namespace quantscope {
namespace {

constexpr int64_t applicationId = 0x51534352; // "QSCR"

// 1. Questions stand apart, since many runs ask the same ones; `wanted` is the number that a run has to answer. Layers
// have row numbers: without, a row of more than a quarter of a page takes a page of its own.
constexpr const char* firstTables = R"(
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    model TEXT NOT NULL,
    model_hash TEXT NOT NULL,
    data TEXT NOT NULL,
    data_hash TEXT NOT NULL,
    recipe_hash TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    correct REAL NOT NULL,
    final_score REAL NOT NULL,
    seconds REAL NOT NULL,
    bytes REAL NOT NULL,
    bits REAL NOT NULL
) STRICT;
CREATE INDEX runs_by_state ON runs(state);
CREATE TABLE records (
    run INTEGER PRIMARY KEY REFERENCES runs(id) ON DELETE CASCADE,
    record TEXT NOT NULL
) STRICT;
CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    question_index TEXT NOT NULL,
    category TEXT NOT NULL,
    question TEXT NOT NULL,
    answers TEXT NOT NULL
) STRICT;
CREATE TABLE predictions (
    run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    question INTEGER NOT NULL REFERENCES questions(id),
    text TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (run, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE layers (
    run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    layer INTEGER NOT NULL,
    report TEXT NOT NULL,
    UNIQUE (run, layer)
) STRICT;
)";

// 2. Tags, experiments, the run that a run was edited from, deleting that can be undone, and what later versions know
// of a prediction.
constexpr const char* secondTables = R"(
ALTER TABLE runs ADD COLUMN parent TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN experiment TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN deleted TEXT;
ALTER TABLE predictions ADD COLUMN rest TEXT;
CREATE TABLE tags (
    run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (run, tag)
) STRICT, WITHOUT ROWID;
)";

// 3. What a score means stands beside it in lists.
constexpr const char* thirdTables = R"(
ALTER TABLE runs ADD COLUMN protocol TEXT NOT NULL DEFAULT '';
UPDATE runs SET protocol = coalesce((SELECT coalesce(json_extract(record, '$.spec.recipe.protocol'),
    json_extract(record, '$.spec.protocol'), 'exact') FROM records WHERE run = runs.id AND json_valid(record)), '');
)";

constexpr const char* migrations[] = {firstTables, secondTables, thirdTables};
static_assert(std::size(migrations) == archiveSchema);

int64_t versionOf(Database& database)
{
    return database.integer("PRAGMA user_version");
}

void refuseForeign(Database& database, int64_t version)
{
    const auto& file = database.file().string();
    const bool ours = database.integer("PRAGMA application_id") == applicationId;
    if (!ours && (version != 0 || database.integer("SELECT count(*) FROM sqlite_master") > 0))
        throw Error(file + ": is no archive of runs");
    if (version < 0 || version > archiveSchema)
        throw Error(fmt::format("{}: was written by a later version (schema {}); this one reads up to {}", file,
                                version, archiveSchema));
}

struct Removal
{
    std::filesystem::path file;
    ~Removal()
    {
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
    }
};

// A whole copy under a name that nobody else uses at the moment.
std::filesystem::path copyOf(Database& database)
{
    const auto copy = fmt::format("{}.copy-{}", database.file().string(), ::getpid());
    std::error_code ignored; // left by a process of that number that was killed
    std::filesystem::remove(copy, ignored);
    Statement(database, "VACUUM INTO ?").bind(1, copy).run();
    return copy;
}

void keepCopy(const std::filesystem::path& copy, const std::filesystem::path& target)
{
    std::error_code problem;
    std::filesystem::rename(copy, target, problem);
    if (problem)
        throw Error(target.string() + ": the copy before the change of schema cannot be kept: " + problem.message());
}

}

std::string migrationTo(int schema)
{
    return fmt::format("{}PRAGMA user_version = {}; PRAGMA application_id = {};", migrations[schema - 1], schema,
                       applicationId);
}

void bringUpToDate(Database& database)
{
    const auto found = versionOf(database);
    refuseForeign(database, found);
    if (!database.isReadOnly())
        database.useLog();
    if (found == archiveSchema)
        return;
    const Removal copy{found > 0 ? copyOf(database) : std::filesystem::path()};
    Transaction transaction(database);
    const auto version = versionOf(database); // another process may have been faster
    if (version == found && found > 0)
        keepCopy(copy.file, fmt::format("{}.schema{}", database.file().string(), found));
    for (auto next = version + 1; next <= archiveSchema; ++next)
        database.execute(migrationTo(static_cast<int>(next)));
    transaction.commit();
}

}
