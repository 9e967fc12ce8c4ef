// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/cachefolder.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache/entryfile.h"
#include "files/atomicfile.h"
#include "files/userfolder.h"

namespace quantscope {
namespace {

constexpr auto formatFolder = "v1";
constexpr std::string_view suffix = ".qsc";
constexpr std::string_view temporaryMark = ".tmp-";
constexpr size_t keyDigits = 64;
constexpr int64_t staleNanoseconds = int64_t(3600) * 1'000'000'000;

bool isProcessAndNumber(std::string_view text)
{
    const auto dash = text.find('-');
    return dash != std::string_view::npos && dash > 0 && dash + 1 < text.size() &&
        text.find_first_not_of("0123456789") == dash &&
        text.find_first_not_of("0123456789", dash + 1) == std::string_view::npos;
}

// Nothing when the name is not one of ours.
std::optional<CacheFile> fromName(const std::filesystem::path& path)
{
    const auto name = path.filename().string();
    const std::string_view rest = std::string_view(name).substr(std::min(name.size(), keyDigits));
    CacheFile file;
    file.path = path;
    file.key = name.substr(0, keyDigits);
    if (!isCacheKey(file.key) || !rest.starts_with(suffix) ||
        path.parent_path().filename() != std::string_view(file.key).substr(0, 2))
        return std::nullopt;
    const auto end = rest.substr(suffix.size());
    file.temporary = end.starts_with(temporaryMark) && isProcessAndNumber(end.substr(temporaryMark.size()));
    if (!end.empty() && !file.temporary)
        return std::nullopt;
    return file;
}

}

std::filesystem::path defaultCacheRoot()
{
    if (const auto own = environmentPath("QUANTSCOPE_CACHE"); !own.empty())
        return own;
    return userFolder("XDG_CACHE_HOME", ".cache");
}

std::filesystem::path entryPath(const std::filesystem::path& root, std::string_view key)
{
    return root / formatFolder / key.substr(0, 2) / (std::string(key) + std::string(suffix));
}

std::vector<CacheFile> listCacheFiles(const std::filesystem::path& root)
{
    namespace fs = std::filesystem;
    std::vector<CacheFile> files;
    std::error_code ignored; // what cannot be listed is absent
    for (fs::directory_iterator folder(root / formatFolder, ignored), end; folder != end; folder.increment(ignored)) {
        std::error_code vanished;
        for (fs::directory_iterator it(folder->path(), vanished); it != end; it.increment(vanished)) {
            auto file = fromName(it->path());
            struct stat status = {};
            if (!file || ::lstat(it->path().c_str(), &status) != 0 || !S_ISREG(status.st_mode))
                continue;
            file->bytes = status.st_size;
            file->modified = int64_t(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
            files.push_back(std::move(*file));
        }
    }
    return files;
}

int64_t systemNanoseconds()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

bool isStale(const CacheFile& file, int64_t now)
{
    return file.temporary && file.modified < now - staleNanoseconds;
}

void touch(const std::filesystem::path& file)
{
    // A file that vanished, or a cache that may only be read, keeps no times: nothing is lost.
    ::utimensat(AT_FDCWD, file.c_str(), nullptr, 0);
}

FolderLock::FolderLock(const std::filesystem::path& root)
{
    const auto file = root / "lock";
    m_fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (m_fd < 0) {
        const int code = errno;
        throw WriteError(file.string() + ": cannot be opened (" + std::strerror(code) + ")", code);
    }
    m_held = ::flock(m_fd, LOCK_EX | LOCK_NB) == 0;
}

FolderLock::~FolderLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

}
