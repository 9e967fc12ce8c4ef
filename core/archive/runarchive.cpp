// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/runarchive.h"

#include <cmath>

#include <fmt/core.h>
#include <sqlite3.h>

#include "archive/archiverows.h"
#include "archive/recordfolders.h"
#include "archive/runlisting.h"
#include "archive/schema.h"
#include "archive/sessionschema.h"
#include "files/jsonfile.h"
#include "files/sha256.h"
#include "files/userfolder.h"
#include "quant/protocol.h"
#include "record/recordjson.h"

namespace quantscope {
namespace {

void isOwned(sqlite3_context* context, int, sqlite3_value** values)
{
    const auto* owners = static_cast<const Ownership*>(sqlite3_user_data(context));
    sqlite3_result_int(context, owners->isOwned(sqlite3_value_int64(values[0])) ? 1 : 0);
}

std::string sha256OfText(const std::string& text)
{
    return sha256Hex({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

// A list has no use for infinity, and SQLite stores no NaN.
double finite(double value)
{
    return std::isfinite(value) ? value : 0;
}

// Until a run has ended: what its answers come to.
Score scoreSoFar(const RunRecord& record)
{
    Score score;
    for (size_t i = 0; i < record.predictions.size(); ++i) {
        const auto& prediction = record.predictions[i];
        if (!prediction.isScored) {
            ++(prediction.problem.empty() ? score.unscored : score.failed);
            continue;
        }
        addTo(entryFor(score.categories, record.asked[i].category), prediction.score);
        score.correct += prediction.score;
        ++score.total;
    }
    if (score.total > 0)
        score.finalScore = score.finalScoreNorm = 100 * score.correct / static_cast<double>(score.total);
    return score;
}

// Binds the columns of `runs` that follow from the record, in the order of insert() and update().
void bindResults(Statement& statement, int place, const RunRecord& record)
{
    const auto dataHash = record.dataFile.sha256, modelHash = joinedHash(record.modelFiles);
    statement.bind(place++, runStateId(record.state));
    const std::string protocol(protocolId(protocolOf(record.spec)));
    for (const auto& text :
         {timeNow(), record.started, record.model, modelHash, record.data, dataHash, recipeHash(record.spec), protocol})
        statement.bind(place++, text);
    for (const double number : {record.score.finalScore, record.seconds, record.size.bytes, record.size.bitsPerWeight})
        statement.bind(place++, finite(number));
}

constexpr int resultColumns = 13;
constexpr int patienceMilliseconds = 10000;

}

RunArchive::RunArchive(const std::filesystem::path& file)
    : m_isSession(quantscope::isSession(file))
    , m_database(file, patienceMilliseconds, m_isSession ? Trust::Foreign : Trust::Own)
    , m_owners(file)
{
    if (m_isSession)
        checkSession(m_database);
    else
        bringUpToDate(m_database);
    const int code =
        sqlite3_create_function(m_database.handle(), "is_owned", 1, SQLITE_UTF8, &m_owners, isOwned, nullptr, nullptr);
    if (code != SQLITE_OK)
        m_database.fail(code);
}

RunArchive::Place RunArchive::place(const std::string& id)
{
    Statement row(m_database, "SELECT id, data FROM runs WHERE record_id = ?");
    if (!row.bind(1, id).step())
        throw Error(file().string() + ": there is no run " + id);
    return {row.integer(0), row.text(1)};
}

bool RunArchive::contains(const std::string& id)
{
    return Statement(m_database, "SELECT 1 FROM runs WHERE record_id = ?").bind(1, id).step();
}

int64_t RunArchive::insert(const RunRecord& record, const RunOrigin& origin)
{
    Statement row(m_database,
                  "INSERT INTO runs (state, updated, created, model, model_hash, data, data_hash, recipe_hash, "
                  "protocol, final_score, "
                  "seconds, bytes, bits, record_id, name, note, parent, experiment, wanted, answered, correct) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)");
    bindResults(row, 1, record);
    int column = resultColumns;
    for (const auto& text : {record.id, record.name, record.note, origin.parent, origin.experiment})
        row.bind(++column, text);
    row.bind(++column, origin.wanted);
    row.run();
    const auto run = m_database.lastId();
    putTags(run, origin.tags);
    return run;
}

void RunArchive::update(int64_t run, const RunRecord& record)
{
    Statement row(
        m_database,
        "UPDATE runs SET state = ?, updated = ?, created = ?, model = ?, model_hash = ?, data = ?, data_hash = ?, "
        "recipe_hash = ?, protocol = ?, final_score = ?, seconds = ?, bytes = ?, bits = ?, answered = ?, correct = ?, "
        "wanted = max(wanted, ?) WHERE id = ?");
    bindResults(row, 1, record);
    const auto answered = static_cast<int64_t>(record.predictions.size());
    row.bind(resultColumns + 1, answered);
    row.bind(resultColumns + 2, finite(record.score.correct));
    row.bind(resultColumns + 3, answered);
    row.bind(resultColumns + 4, run);
    row.run();
}

// Without what has tables of its own.
void RunArchive::putRecord(int64_t run, const RunRecord& record)
{
    auto rest = record;
    rest.layers.clear();
    rest.predictions.clear();
    rest.asked.clear();
    const auto text = recordToJson(rest).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    Statement(m_database, "INSERT OR REPLACE INTO records (run, record) VALUES (?, ?)").bindAll(run, text).run();
}

// In place of those that are there.
void RunArchive::putLayers(int64_t run, std::span<const LayerReport> layers)
{
    Statement(m_database, "DELETE FROM layers WHERE run = ?").bind(1, run).run();
    for (size_t i = 0; i < layers.size(); ++i)
        writeLayer(m_database, run, static_cast<LayerIndex>(i), layers[i]);
}

void RunArchive::begin(const RunRecord& record, const RunOrigin& origin)
{
    auto started = record;
    started.state = RunState::Running;
    Transaction transaction(m_database);
    if (contains(record.id))
        throw Error(file().string() + ": run " + record.id + " is there already");
    const auto run = insert(started, origin);
    m_owners.take(run);
    try {
        putRecord(run, started);
        putLayers(run, record.layers);
        transaction.commit();
    } catch (...) {
        m_owners.release(run); // another one will get its number
        throw;
    }
}

void RunArchive::addPredictions(const std::string& id, std::span<const Prediction> predictions,
                                std::span<const AskedQuestion> asked)
{
    Transaction transaction(m_database);
    const auto at = place(id);
    const auto growth = writePredictions(m_database, at.number, at.data, predictions, asked);
    Statement(m_database, "UPDATE runs SET answered = answered + ?, correct = correct + ?, updated = ? WHERE id = ?")
        .bindAll(growth.answers, growth.correct, timeNow(), at.number)
        .run();
    transaction.commit();
}

void RunArchive::setLayer(const std::string& id, LayerIndex layer, const LayerReport& report)
{
    Transaction transaction(m_database);
    writeLayer(m_database, place(id).number, layer, report);
    transaction.commit();
}

void RunArchive::setLayers(const std::string& id, std::span<const LayerReport> layers)
{
    Transaction transaction(m_database);
    putLayers(place(id).number, layers);
    transaction.commit();
}

void RunArchive::finish(const RunRecord& record, const RunOrigin& origin)
{
    Transaction transaction(m_database);
    const auto run = contains(record.id) ? place(record.id).number : insert(record, origin);
    writePredictions(m_database, run, record.data, record.predictions, record.asked);
    dropOtherPredictions(m_database, run, record.predictions);
    update(run, record);
    putRecord(run, record);
    putLayers(run, record.layers);
    transaction.commit();
    m_owners.release(run);
}

void RunArchive::fail(const std::string& id, const std::string& problem)
{
    end(id, RunState::Failed, problem);
}

void RunArchive::cancel(const std::string& id)
{
    end(id, RunState::Cancelled, {});
}

void RunArchive::end(const std::string& id, RunState state, const std::string& problem)
{
    Transaction transaction(m_database);
    auto record = load(id);
    const auto run = place(id).number;
    record.state = state;
    record.problem = problem;
    putRecord(run, record);
    Statement(m_database, "UPDATE runs SET state = ?, updated = ? WHERE id = ?")
        .bindAll(runStateId(state), timeNow(), run)
        .run();
    transaction.commit();
    m_owners.release(run);
}

void RunArchive::discard(const std::string& id)
{
    Transaction transaction(m_database);
    const auto run = place(id).number;
    Statement(m_database, "DELETE FROM runs WHERE id = ?").bind(1, run).run();
    transaction.commit();
    m_owners.release(run);
}

RunRecord RunArchive::resume(const std::string& id, int64_t wanted)
{
    Transaction transaction(m_database);
    const auto run = place(id).number;
    const auto known = summary(id);
    if (known.state == RunState::Complete && wanted <= known.answered)
        throw Error(file().string() + ": run " + id + " is complete");
    if (known.state == RunState::Running || !m_owners.take(run))
        throw Error(file().string() + ": run " + id + " is under way");
    Statement(m_database,
              "UPDATE runs SET state = 'running', deleted = NULL, updated = ?, wanted = max(wanted, ?) WHERE id = ?")
        .bindAll(timeNow(), wanted, run)
        .run();
    transaction.commit();
    return load(id);
}

RunRecord RunArchive::load(const std::string& id)
{
    Statement row(m_database,
                  fmt::format("SELECT id, name, note, {}, record FROM runs JOIN records ON records.run = runs.id WHERE "
                              "record_id = ?",
                              stateSql()));
    if (!row.bind(1, id).step())
        throw Error(file().string() + ": there is no run " + id);
    const auto where = file().string() + ": run " + id;
    auto record = recordFromJson(parseJson(row.text(4), where), where);
    record.id = id;
    record.name = row.text(1);
    record.note = row.text(2);
    record.state = runStateFromId(row.text(3)).value_or(record.state);
    const auto run = row.integer(0);
    readPredictions(m_database, run, record);
    record.layers = readLayers(m_database, run);
    if (record.state == RunState::Running || record.state == RunState::Interrupted)
        record.score = scoreSoFar(record);
    if (m_isSession)
        forgetFolders(record);
    return record;
}

bool RunArchive::isReadOnly() const
{
    return m_isSession || m_database.isReadOnly();
}

Database& RunArchive::session()
{
    if (!m_isSession)
        throw Error(file().string() + ": is no session");
    return m_database;
}

const std::filesystem::path& RunArchive::file() const
{
    return m_database.file();
}

std::filesystem::path defaultArchive()
{
    if (const auto own = environmentPath("QUANTSCOPE_STORE"); !own.empty())
        return own;
    const auto folder = userFolder("XDG_DATA_HOME", ".local/share");
    return folder.empty() ? folder : folder / "runs.sqlite";
}

std::string recipeHash(const RunSpec& spec)
{
    if (!spec.recipe)
        return {};
    auto json = recipeToJson(*spec.recipe);
    json.erase("name");
    return sha256OfText(json.dump());
}

std::string joinedHash(std::span<const FileUse> files)
{
    std::string all;
    for (const auto& file : files) {
        if (file.sha256.empty())
            return {};
        all += file.sha256;
    }
    return files.size() <= 1 ? all : sha256OfText(all);
}

}
