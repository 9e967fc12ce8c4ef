// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace quantscope {

// $QUANTSCOPE_CACHE, else $XDG_CACHE_HOME/quantscope, else ~/.cache/quantscope; empty when none of them is known.
std::filesystem::path defaultCacheRoot();

// `<root>/v1/ab/<key>.qsc`, "ab" being the key's first two digits.
std::filesystem::path entryPath(const std::filesystem::path& root, std::string_view key);

struct CacheFile
{
    std::filesystem::path path;
    std::string key;
    bool temporary = false; // left by, or still under the hands of, a process that writes it
    int64_t bytes = 0;
    int64_t modified = 0; // nanoseconds since 1970; of an entry: when it was last used
};

// Entries and temporary files below `root`, reported by their names; everything else is not ours. Files that vanish
// meanwhile are left out.
std::vector<CacheFile> listCacheFiles(const std::filesystem::path& root);

// Nanoseconds since 1970.
int64_t systemNanoseconds();

// A temporary file so old that the process which wrote it is gone.
bool isStale(const CacheFile&, int64_t now);

// Sets an entry's time of last use to now.
void touch(const std::filesystem::path&);

// An advisory lock on `<root>/lock` among processes, held until destruction when it was free.
class FolderLock
{
public:
    // Does not wait. WriteError when the lock's file cannot be made.
    explicit FolderLock(const std::filesystem::path& root);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

    bool held() const
    {
        return m_held;
    }

private:
    int m_fd = -1;
    bool m_held = false;
};

}
