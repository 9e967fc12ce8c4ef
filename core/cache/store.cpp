// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/store.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <fmt/core.h>

#include "base/error.h"
#include "files/atomicfile.h"
#include "files/mappedfile.h"
#include "files/sha256.h"

namespace quantscope {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void require(std::string_view stage, std::string_view key)
{
    if (!isStageName(stage))
        throw Error("the cache takes no stage named '" + std::string(stage) + "'");
    if (!isCacheKey(key))
        throw Error("'" + std::string(key) + "' is not a key of the cache");
}

// Trimming stops at 90 %: it then runs once in many saves.
int64_t trimmedSize(int64_t limit)
{
    return limit - limit / 10;
}

std::string megabytes(int64_t bytes)
{
    return fmt::format("{} MB", (bytes + 999'999) / 1'000'000);
}

}

std::string cacheKey(std::string_view stage, int version, std::string_view description)
{
    const auto text = fmt::format("{} {} {}\n{}", stage.size(), stage, version, description);
    return sha256Hex({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

Store::Store(StoreOptions options, std::function<void(const std::string& sentence)> report)
    : m_options(std::move(options))
    , m_report(std::move(report))
{
}

std::optional<Entry> Store::load(std::string_view stage, const std::string& key)
{
    require(stage, key);
    if (m_options.root.empty())
        return std::nullopt;
    const auto start = Clock::now();
    const auto file = entryPath(m_options.root, key);
    auto reading = read(file, stage, key);
    if (reading.entry)
        touch(file);
    const std::lock_guard lock(m_mutex);
    ++(reading.entry ? m_statistics.correct : m_statistics.misses);
    m_statistics.bytesRead += reading.bytes;
    m_statistics.loadSeconds += secondsSince(start);
    return std::move(reading.entry);
}

void Store::save(std::string_view stage, const std::string& key, const Entry& entry)
{
    require(stage, key);
    if (m_options.root.empty())
        return;
    const auto start = Clock::now();
    int64_t bytes = 0;
    const std::string consequence = "; results that cannot be kept are computed again the next time";
    try {
        bytes = write(stage, key, entry);
    } catch (const WriteError& error) {
        reportOnce(fmt::format("write {}", error.code()), error.what() + consequence);
    } catch (const Error& error) {
        reportOnce(error.what(), error.what() + consequence);
    }
    if (bytes > 0)
        trim();
    const std::lock_guard lock(m_mutex);
    m_statistics.saved += bytes > 0;
    m_statistics.bytesWritten += bytes;
    m_statistics.saveSeconds += secondsSince(start);
}

int64_t Store::trim()
{
    if (m_options.root.empty())
        return 0;
    try {
        const FolderLock lock(m_options.root);
        if (!lock.held())
            return 0;
        auto files = listCacheFiles(m_options.root);
        const auto now = systemNanoseconds();
        int64_t kept = 0, freed = 0;
        for (const auto& file : files) {
            if (isStale(file, now))
                freed += remove(file);
            else
                kept += file.bytes;
        }
        if (kept <= m_options.diskLimit)
            return freed;
        std::sort(files.begin(), files.end(), [](const CacheFile& a, const CacheFile& b) {
            return std::tie(a.modified, a.key) < std::tie(b.modified, b.key);
        });
        for (const auto& file : files) {
            if (kept <= trimmedSize(m_options.diskLimit))
                break;
            if (file.temporary)
                continue;
            kept -= file.bytes;
            freed += remove(file);
        }
        return freed;
    } catch (const WriteError& error) {
        reportOnce("lock", std::string(error.what()) + "; the cache is not trimmed");
        return 0;
    }
}

int64_t Store::clear()
{
    int64_t freed = 0;
    const auto now = systemNanoseconds();
    if (!m_options.root.empty())
        for (const auto& file : listCacheFiles(m_options.root))
            if (!file.temporary || isStale(file, now))
                freed += remove(file);
    return freed;
}

std::vector<EntryInfo> Store::list() const
{
    std::vector<EntryInfo> entries;
    if (m_options.root.empty())
        return entries;
    for (const auto& file : listCacheFiles(m_options.root)) {
        if (file.temporary)
            continue;
        const auto sinceEpoch = std::chrono::nanoseconds(file.modified);
        const std::chrono::system_clock::time_point lastUsed(
            std::chrono::duration_cast<std::chrono::system_clock::duration>(sinceEpoch));
        entries.push_back({stageOfEntry(file.path), file.key, file.bytes, lastUsed});
    }
    std::sort(entries.begin(), entries.end(), [](const EntryInfo& a, const EntryInfo& b) {
        return std::tie(b.lastUsed, b.key) < std::tie(a.lastUsed, a.key);
    });
    return entries;
}

VerifyReport Store::verify(const Progress& progress)
{
    VerifyReport report;
    if (m_options.root.empty())
        return report;
    const auto files = listCacheFiles(m_options.root);
    double all = 1, done = 0;
    for (const auto& file : files)
        all += static_cast<double>(file.bytes);
    for (const auto& file : files) {
        progress.step(done / all, "Checking the cache");
        done += static_cast<double>(file.bytes);
        if (file.temporary)
            continue;
        const auto reading = read(file.path, {}, file.key);
        report.good += reading.condition == Condition::Good;
        report.damaged += reading.condition == Condition::Damaged;
        report.unreadable += reading.condition == Condition::Unreadable;
        report.bytes += reading.bytes;
    }
    progress.step(1.0, "Checking the cache");
    return report;
}

StoreStatistics Store::statistics() const
{
    const std::lock_guard lock(m_mutex);
    return m_statistics;
}

const StoreOptions& Store::options() const
{
    return m_options;
}

Store::Reading Store::read(const std::filesystem::path& file, std::string_view stage, const std::string& key)
{
    MappedFile mapped;
    try {
        mapped = MappedFile::open(file);
    } catch (const MissingFileError&) {
        return {};
    } catch (const Error& error) {
        reportOnce("read", std::string(error.what()) + "; what the cache keeps there is computed again");
        return {Condition::Unreadable, 0, std::nullopt};
    }
    try {
        auto entry = parseEntry(mapped, file, stage, key);
        return {Condition::Good, static_cast<int64_t>(mapped.bytes().size()), std::move(entry)};
    } catch (const Error& error) {
        if (m_report)
            m_report(file.string() + ": this cache entry is damaged and is removed: " + error.what());
        remove({file, key, false, 0, 0});
        return {Condition::Damaged, 0, std::nullopt};
    }
}

int64_t Store::write(std::string_view stage, const std::string& key, const Entry& entry)
{
    const auto file = entryPath(m_options.root, key);
    const auto packed = packEntry(stage, key, entry);
    const auto most = trimmedSize(m_options.diskLimit);
    if (packed.bytes > most)
        throw Error("a result of stage " + std::string(stage) + " is too large to keep: it has " +
                    megabytes(packed.bytes) + ", the limit of the cache leaves room for " + megabytes(most));
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error)
        throw WriteError(file.parent_path().string() + ": cannot be created (" + error.message() + ")", error.value());
    // Checked first so that a nearly full disk is not filled to its last byte, if only for a moment.
    const auto space = std::filesystem::space(file.parent_path(), error);
    if (!error && space.available < static_cast<uintmax_t>(packed.bytes))
        throw WriteError(fmt::format("{}: the disk is full, {} are needed and {} MB are free",
                                     file.parent_path().string(), megabytes(packed.bytes), space.available / 1'000'000),
                         ENOSPC);
    writeEntry(file, packed);
    return packed.bytes;
}

int64_t Store::remove(const CacheFile& file)
{
    if (::unlink(file.path.c_str()) == 0)
        return file.bytes;
    const int code = errno;
    if (code != ENOENT)
        reportOnce("remove", file.path.string() + ": cannot be removed from the cache (" + std::strerror(code) + ")");
    return 0;
}

void Store::reportOnce(const std::string& kind, const std::string& sentence)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_reported.insert(kind).second)
            return;
    }
    if (m_report)
        m_report(sentence);
}

}
