// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace quantscope {

// A file of SQLite could not be read or written. The sentence names the file.
class DatabaseError : public Error
{
public:
    DatabaseError(const std::string& sentence, int code)
        : Error(sentence)
        , m_code(code)
    {
    }

    int code() const // SQLite's extended result code
    {
        return m_code;
    }
    bool isDamage() const; // the file's content is wrong
    bool isRefusal() const; // full disk, no permission, another one keeps it locked

private:
    int m_code;
};

class Database;

// Who made a file: this program for its user, or anybody.
enum class Trust { Own, Foreign };

inline constexpr int mostForeignValue = 16 << 20; // bytes of a text or blob of a foreign file

// A prepared statement: bind in order, then step through its rows. Texts and numbers come back with the same bits.
class Statement
{
public:
    Statement(Database&, std::string_view sql);
    ~Statement();
    Statement(Statement&&) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // Places count from 1, as SQLite's do.
    Statement& bind(int place, int64_t);
    Statement& bind(int place, double);
    Statement& bind(int place, std::string_view);
    Statement& bind(int place, std::span<const uint8_t>); // as a blob
    Statement& bindNull(int place);
    template <typename... Values> Statement& bindAll(const Values&... values)
    {
        int place = 0;
        (bind(++place, values), ...);
        return *this;
    }

    bool step(); // true: there is a row
    void run(); // steps to the end and is ready for other values
    void reset();

    // Columns count from 0.
    int64_t integer(int column) const;
    double number(int column) const;
    std::string text(int column) const;
    std::span<const uint8_t> blob(int column) const; // until the next step
    bool isNull(int column) const;

private:
    Database& m_database;
    sqlite3_stmt* m_statement = nullptr;
};

// A connection to one file with foreign keys and patience for other writers. For one thread at a time; others open
// their own.
class Database
{
public:
    // Makes file and folders when they are missing. A file that may only be read is opened for reading. Of a foreign
    // one nothing is executed, no file beside it is read, and nothing can be written into it. DatabaseError.
    explicit Database(const std::filesystem::path& file, int patienceMilliseconds = 10000, Trust = Trust::Own);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    // From now on readers and one writer do not wait for each other (write-ahead log). What is committed survives the
    // death of the process; a power failure may take the last moments, never the file.
    void useLog();
    void execute(const std::string& sql); // several statements, no values
    int64_t integer(std::string_view sql); // the only value of the only row
    int64_t lastId() const;
    int64_t changedRows() const; // by the last statement
    bool isReadOnly() const;
    // From now on this connection is one to a copy in memory, which can be changed.
    void moveToMemory();
    // At most `most` complaints of SQLite's own check of the whole file; none when it is well.
    std::vector<std::string> complaints(int most = 20);

    const std::filesystem::path& file() const
    {
        return m_file;
    }
    sqlite3* handle() const
    {
        return m_handle.get();
    }
    // Throws what the connection complains about last.
    [[noreturn]] void fail(int code) const;

private:
    struct Close
    {
        void operator()(sqlite3*) const;
    };

    void open(const std::string& name, int flags);
    void openForeign();

    std::filesystem::path m_file;
    int m_patience = 0;
    std::unique_ptr<sqlite3, Close> m_handle;
};

// Everything between its construction and commit() happens, or nothing of it. Takes the only place for writers at once,
// so that it cannot fail for it in the middle.
class Transaction
{
public:
    explicit Transaction(Database&);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

private:
    Database& m_database;
    bool m_open = true;
};

}
