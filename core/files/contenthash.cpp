// SPDX-License-Identifier: GPL-3.0-or-later
// The index is a JSON file:
//   {"format": "quantscope content hashes 1",
//    "files": {canonical path: {"size": bytes, "mtime": ns, "ctime": ns, "inode": number, "sha256": hex}}}
// A hash counts when all four numbers are those of the file. The time of the last status change (ctime) tells a file
// whose content was replaced under its old time of modification, as some copying tools do. A file that changed less
// than `settled` ago is not remembered: another change within the resolution of its times would stay unseen.
#include "files/contenthash.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "files/atomicfile.h"
#include "files/jsonfile.h"
#include "files/sha256.h"

namespace quantscope {
namespace {

using nlohmann::json;

constexpr auto indexFormat = "quantscope content hashes 1";

struct Fingerprint
{
    int64_t size = 0;
    int64_t modified = 0; // nanoseconds since 1970
    int64_t changed = 0;
    uint64_t inode = 0;

    bool operator==(const Fingerprint&) const = default;
};

Fingerprint fingerprintOf(const std::filesystem::path& file)
{
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0)
        throw Error(file.string() + ": cannot be opened (" + std::strerror(errno) + ")");
    const auto nanoseconds = [](const timespec& time) { return int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec; };
    return {status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim), status.st_ino};
}

bool isSettled(const Fingerprint& fingerprint, std::chrono::nanoseconds settled)
{
    const auto now =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    return std::max(fingerprint.modified, fingerprint.changed) < now - settled.count();
}

json entryFor(const Fingerprint& fingerprint)
{
    return {{"size", fingerprint.size},
            {"mtime", fingerprint.modified},
            {"ctime", fingerprint.changed},
            {"inode", fingerprint.inode}};
}

// The files of the index; none when it is missing, broken or of another format.
json readIndex(const std::filesystem::path& index)
{
    try {
        auto contents = readJsonObject(index);
        if (contents.value("format", "") == indexFormat && contents["files"].is_object())
            return contents["files"];
    } catch (const Error&) {
    } catch (const json::exception&) {
    }
    return json::object();
}

// Empty when the index has no hash of the file as it is now.
std::string remembered(const json& files, const std::string& path, const Fingerprint& fingerprint)
{
    const auto found = files.find(path);
    if (found == files.end() || !found->is_object())
        return {};
    auto entry = *found;
    const auto hash = entry.find("sha256");
    if (hash == entry.end() || !hash->is_string())
        return {};
    const auto text = hash->get<std::string>();
    entry.erase(hash);
    const bool isHash = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    return isHash && entry == entryFor(fingerprint) ? text : std::string();
}

void remember(const std::filesystem::path& index, const std::string& path, const Fingerprint& fingerprint,
              const std::string& hash)
{
    // Read again: another process may have added files meanwhile.
    const auto before = readIndex(index);
    json files = json::object();
    for (const auto& [name, entry] : before.items())
        if (std::error_code unknown; std::filesystem::exists(name, unknown))
            files[name] = entry;
    files[path] = entryFor(fingerprint);
    files[path]["sha256"] = hash;
    const json contents = {{"format", indexFormat}, {"files", files}};
    // A path that is not UTF-8 is written with replacement characters and so never found again.
    const auto text = contents.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
    try {
        std::error_code reportedByTheFile;
        std::filesystem::create_directories(index.parent_path(), reportedByTheFile);
        writeAtomically(index, text);
    } catch (const WriteError&) {
        // The hash is right all the same.
    }
}

}

std::string contentHash(const std::filesystem::path& file, const std::filesystem::path& index, const Progress& progress,
                        std::chrono::nanoseconds settled)
{
    const auto before = fingerprintOf(file);
    std::error_code error;
    const auto path = std::filesystem::canonical(file, error).string();
    if (error)
        throw Error(file.string() + ": cannot be opened (" + error.message() + ")");
    if (!index.empty())
        if (auto known = remembered(readIndex(index), path, before); !known.empty())
            return known;
    const bool old = isSettled(before, settled);
    auto hash = sha256OfFile(file, progress);
    if (fingerprintOf(file) != before)
        throw Error(file.string() + ": changed while it was read");
    if (!index.empty() && old)
        remember(index, path, before, hash);
    return hash;
}

std::string contentHash(std::span<const std::filesystem::path> files, const std::filesystem::path& index,
                        const Progress& progress)
{
    std::string hashes;
    for (size_t i = 0; i < files.size(); ++i) {
        const auto count = static_cast<double>(files.size());
        const auto part = partOf(progress, static_cast<double>(i) / count, static_cast<double>(i + 1) / count);
        hashes += contentHash(files[i], index, part) + "\n";
    }
    return sha256Hex({reinterpret_cast<const uint8_t*>(hashes.data()), hashes.size()});
}

}
