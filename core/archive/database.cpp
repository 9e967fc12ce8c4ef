// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/database.h"

#include <chrono>
#include <thread>
#include <utility>

#include <fmt/core.h>
#include <sqlite3.h>

namespace quantscope {
namespace {

int primary(int code)
{
    return code & 0xff;
}

// As it is, with nothing beside it. Percent signs, question marks and hashes mean something in a URI.
std::string immutableUri(const std::filesystem::path& file)
{
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string())
        uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02x}", static_cast<unsigned char>(c))
                                                : std::string(1, c);
    return uri + "?immutable=1";
}

// Reading alone, without whatever else SQL can do.
int allowReading(void*, int action, const char* first, const char* second, const char*, const char*)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ: return SQLITE_OK;
    case SQLITE_FUNCTION: return std::string_view(second) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
        for (const std::string_view name :
             {"application_id", "user_version", "data_version", "integrity_check", "foreign_key_check"})
            if (name == first)
                return SQLITE_OK;
        return SQLITE_DENY;
    default: return SQLITE_DENY;
    }
}

// What SQLite's authors advise for files of unknown people (sqlite.org/security.html).
void setLimits(sqlite3* handle)
{
    constexpr std::pair<int, int> limits[] = {
        {SQLITE_LIMIT_LENGTH, mostForeignValue}, {SQLITE_LIMIT_SQL_LENGTH, 100'000}, {SQLITE_LIMIT_COLUMN, 100},
        {SQLITE_LIMIT_EXPR_DEPTH, 100},          {SQLITE_LIMIT_COMPOUND_SELECT, 5},  {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},         {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (const auto& [which, most] : limits)
        sqlite3_limit(handle, which, most);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    for (const int off : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                          SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION})
        sqlite3_db_config(handle, off, 0, nullptr);
}

// In a folder that may only be read the files beside the log cannot be made.
bool lacksItsLog(sqlite3* handle)
{
    const int code = sqlite3_exec(handle, "SELECT count(*) FROM sqlite_master", nullptr, nullptr, nullptr);
    return primary(code) == SQLITE_CANTOPEN || primary(code) == SQLITE_READONLY;
}

std::string firstComplaint(sqlite3* handle)
{
    std::string text;
    const auto take = [](void* target, int, char** values, char**) {
        *static_cast<std::string*>(target) = values[0] ? values[0] : "";
        return 1;
    };
    sqlite3_exec(handle, "PRAGMA integrity_check(1)", take, &text, nullptr);
    return text;
}

}

bool DatabaseError::isDamage() const
{
    return primary(m_code) == SQLITE_CORRUPT || primary(m_code) == SQLITE_NOTADB;
}

bool DatabaseError::isRefusal() const
{
    switch (primary(m_code)) {
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_BUSY: return true;
    default: return false;
    }
}

void Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Database::Database(const std::filesystem::path& file, int patienceMilliseconds, Trust trust)
    : m_file(file)
    , m_patience(patienceMilliseconds)
{
    if (trust == Trust::Foreign) {
        openForeign();
        return;
    }
    if (file.has_parent_path()) {
        std::error_code problem;
        std::filesystem::create_directories(file.parent_path(), problem);
        if (problem && !std::filesystem::exists(file))
            throw DatabaseError(file.string() + ": its folder cannot be made: " + problem.message(), SQLITE_CANTOPEN);
    }
    open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    // Without a log beside it the file is whole by itself.
    if (lacksItsLog(handle()) && std::filesystem::exists(file) && !std::filesystem::exists(file.string() + "-wal"))
        open(immutableUri(file), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    execute("PRAGMA foreign_keys = ON");
}

Database::~Database() = default;

void Database::open(const std::string& name, int flags)
{
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &opened, flags, nullptr);
    m_handle.reset(opened);
    if (code != SQLITE_OK)
        fail(code);
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, m_patience);
}

void Database::openForeign()
{
    open(immutableUri(m_file), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    setLimits(handle());
    execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
    sqlite3_set_authorizer(handle(), allowReading, nullptr);
}

void Database::moveToMemory()
{
    const auto source = std::move(m_handle);
    open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    setLimits(handle());
    auto* backup = sqlite3_backup_init(handle(), "main", source.get(), "main");
    if (!backup)
        fail(sqlite3_errcode(handle()));
    const int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE)
        fail(code);
}

void Database::useLog()
{
    // The switch does not wait for others by itself.
    for (int waited = 0;; waited += 10) {
        const int code = sqlite3_exec(handle(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
        if (code == SQLITE_OK)
            break;
        if (primary(code) != SQLITE_BUSY || waited >= m_patience)
            fail(code);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    execute("PRAGMA synchronous = NORMAL");
}

void Database::fail(int code) const
{
    const std::string why = m_handle ? sqlite3_errmsg(handle()) : sqlite3_errstr(code);
    auto sentence = m_file.string() + ": " + why;
    if (primary(code) == SQLITE_CORRUPT && m_handle)
        sentence += "; its check says: " + firstComplaint(handle());
    throw DatabaseError(sentence, code);
}

void Database::execute(const std::string& sql)
{
    if (const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
        fail(code);
}

int64_t Database::integer(std::string_view sql)
{
    Statement statement(*this, sql);
    if (!statement.step())
        throw DatabaseError(m_file.string() + ": no row for " + std::string(sql), SQLITE_MISMATCH);
    return statement.integer(0);
}

int64_t Database::lastId() const
{
    return sqlite3_last_insert_rowid(handle());
}

int64_t Database::changedRows() const
{
    return sqlite3_changes(handle());
}

bool Database::isReadOnly() const
{
    return sqlite3_db_readonly(handle(), "main") == 1;
}

std::vector<std::string> Database::complaints(int most)
{
    std::vector<std::string> list;
    try {
        Statement check(*this, fmt::format("PRAGMA integrity_check({})", most));
        while (check.step())
            list.push_back(check.text(0));
        if (list != std::vector<std::string>{"ok"})
            return list;
        list.clear();
        Statement keys(*this, "PRAGMA foreign_key_check");
        while (keys.step() && static_cast<int>(list.size()) < most)
            list.push_back(fmt::format("a row of {} names one of {} that is not there", keys.text(0), keys.text(2)));
    } catch (const DatabaseError& problem) {
        if (!problem.isDamage())
            throw;
        list.emplace_back(problem.what()); // too bad for the check itself
    }
    return list;
}

Statement::Statement(Database& database, std::string_view sql)
    : m_database(database)
{
    const int code =
        sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &m_statement, nullptr);
    if (code != SQLITE_OK)
        database.fail(code);
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
{
}

Statement& Statement::bind(int place, int64_t value)
{
    if (const int code = sqlite3_bind_int64(m_statement, place, value); code != SQLITE_OK)
        m_database.fail(code);
    return *this;
}

Statement& Statement::bind(int place, double value)
{
    if (const int code = sqlite3_bind_double(m_statement, place, value); code != SQLITE_OK)
        m_database.fail(code);
    return *this;
}

Statement& Statement::bind(int place, std::string_view value)
{
    const char* data = value.data() ? value.data() : "";
    const int code = sqlite3_bind_text64(m_statement, place, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK)
        m_database.fail(code);
    return *this;
}

Statement& Statement::bind(int place, std::span<const uint8_t> value)
{
    const char none = 0;
    const void* data = value.empty() ? static_cast<const void*>(&none) : value.data();
    const int code = sqlite3_bind_blob64(m_statement, place, data, value.size(), SQLITE_TRANSIENT);
    if (code != SQLITE_OK)
        m_database.fail(code);
    return *this;
}

Statement& Statement::bindNull(int place)
{
    if (const int code = sqlite3_bind_null(m_statement, place); code != SQLITE_OK)
        m_database.fail(code);
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    sqlite3_reset(m_statement);
    m_database.fail(code);
}

void Statement::run()
{
    while (step()) { }
    reset();
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
}

int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::number(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

std::string Statement::text(int column) const
{
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return data ? std::string(data, static_cast<size_t>(sqlite3_column_bytes(m_statement, column))) : std::string();
}

std::span<const uint8_t> Statement::blob(int column) const
{
    const auto* data = static_cast<const uint8_t*>(sqlite3_column_blob(m_statement, column));
    return data ? std::span(data, static_cast<size_t>(sqlite3_column_bytes(m_statement, column)))
                : std::span<const uint8_t>();
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Transaction::Transaction(Database& database)
    : m_database(database)
{
    m_database.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    // SQLite has ended it by itself after some failures.
    if (m_open && sqlite3_get_autocommit(m_database.handle()) == 0)
        sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    m_database.execute("COMMIT");
    m_open = false;
}

}
