// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "cache/cachefolder.h"
#include "cache/entryfile.h"

namespace quantscope {

// 64 hexadecimal digits: SHA-256 of the stage's name, the version of its method and everything its result depends on.
std::string cacheKey(std::string_view stage, int version, std::string_view description);

struct StoreOptions
{
    std::filesystem::path root; // empty: nothing is kept
    int64_t diskLimit = int64_t(8) << 30; // bytes
};

struct EntryInfo
{
    std::string stage; // empty when the file's header is damaged
    std::string key;
    int64_t bytes = 0;
    std::chrono::system_clock::time_point lastUsed;
};

struct VerifyReport
{
    int64_t good = 0;
    int64_t damaged = 0; // deleted
    int64_t unreadable = 0; // could not be opened; left alone
    int64_t bytes = 0; // of the good ones
};

struct StoreStatistics
{
    int64_t correct = 0;
    int64_t misses = 0; // absent, damaged or unreadable
    int64_t saved = 0; // entries
    int64_t bytesRead = 0;
    int64_t bytesWritten = 0;
    double loadSeconds = 0;
    double saveSeconds = 0; // with trimming
};

// Results of stages on the disk, one file each below `root` (cache/entryfile.cpp describes it); the least recently used
// are removed beyond the limit. Any number of threads and processes may use one root at once, and killing one at any
// moment leaves whole entries only. Trouble with the disk never throws: it becomes one sentence for `report`, called
// from the thread that met it, once per kind of trouble, and for every damaged entry.
class Store
{
public:
    explicit Store(StoreOptions options, std::function<void(const std::string& sentence)> report = {});

    // Nothing when absent or damaged; a damaged entry is deleted. The tensors are mapped from the file and stay valid
    // without it; never write into them in place. Error when `stage` or `key` cannot be those of any entry.
    std::optional<Entry> load(std::string_view stage, const std::string& key);
    // Replaces an entry of the same key, then trims. Error when `stage` or `key` cannot be those of any entry.
    void save(std::string_view stage, const std::string& key, const Entry&);

    // Removes temporary files older than an hour and, above the limit, the least recently used entries down to 90 % of
    // it. Leaves that to another process or thread which does it just now. Returns the bytes freed.
    int64_t trim();
    // Removes all entries and the temporary files older than an hour, nothing else. Returns the bytes freed.
    int64_t clear();
    // Last used first.
    std::vector<EntryInfo> list() const;
    // Reads and checks every entry, and deletes damaged ones. Cancelled when asked to stop.
    VerifyReport verify(const Progress& = {});

    StoreStatistics statistics() const;
    const StoreOptions& options() const;

private:
    enum class Condition { Good, Absent, Damaged, Unreadable };
    struct Reading
    {
        Condition condition = Condition::Absent;
        int64_t bytes = 0;
        std::optional<Entry> entry; // when good
    };

    Reading read(const std::filesystem::path&, std::string_view stage, const std::string& key);
    // Bytes of the new file; WriteError or Error when there is none.
    int64_t write(std::string_view stage, const std::string& key, const Entry&);
    // Bytes freed: none when the file is gone already or cannot be removed.
    int64_t remove(const CacheFile&);
    void reportOnce(const std::string& kind, const std::string& sentence);

    StoreOptions m_options;
    std::function<void(const std::string&)> m_report;
    mutable std::mutex m_mutex; // guards what follows
    std::set<std::string> m_reported;
    StoreStatistics m_statistics;
};

}
