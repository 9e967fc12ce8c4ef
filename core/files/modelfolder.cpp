// SPDX-License-Identifier: GPL-3.0-or-later
// A Hugging Face cache keeps models--ORG--NAME/{blobs,refs,snapshots}: snapshots/COMMIT holds links into blobs,
// refs/main the commit that was downloaded last.
#include "files/modelfolder.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "files/mappedfile.h"

namespace quantscope {
namespace {

namespace fs = std::filesystem;

constexpr auto configFile = "config.json";
constexpr uint64_t maxRefBytes = 4096;
constexpr size_t mostListed = 8;

std::vector<std::string> foldersIn(const fs::path& folder, std::string_view prefix = {})
{
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator it(folder, ignored), end; it != end; it.increment(ignored))
        if (it->is_directory(ignored) && it->path().filename().string().starts_with(prefix))
            names.push_back(it->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

// The commit in refs/main; empty without one.
std::string mainCommit(const fs::path& entry)
{
    const auto file = entry / "refs" / "main";
    if (!isPresent(file))
        return {};
    const auto mapped = MappedFile::open(file, maxRefBytes);
    const auto text = mapped.text();
    std::string commit(text.substr(0, text.find_last_not_of(" \t\r\n") + 1));
    if (commit.empty() || commit == "." || commit == ".." || commit.find_first_of("/\\") != std::string::npos)
        throw Error(file.string() + ": names no snapshot");
    return commit;
}

fs::path snapshotOf(const fs::path& entry)
{
    const auto snapshots = entry / "snapshots";
    const auto names = foldersIn(snapshots);
    if (names.empty())
        throw Error(entry.string() +
                    ": is a Hugging Face cache entry without a snapshot; the download is not complete");
    const auto commit = mainCommit(entry);
    if (commit.empty() && names.size() == 1)
        return snapshots / names.front();
    if (commit.empty())
        throw Error(entry.string() + ": has no refs/main; give one of its snapshots: " + listed(names, mostListed));
    if (std::find(names.begin(), names.end(), commit) == names.end())
        throw Error(entry.string() + ": refs/main names the snapshot " + commit + ", which is not there; there is " +
                    listed(names, mostListed));
    return snapshots / commit;
}

}

fs::path modelFolder(const fs::path& given)
{
    std::error_code ignored;
    if (isPresent(given / configFile))
        return given;
    if (fs::is_regular_file(given, ignored))
        throw Error(given.string() + ": is a file, the model folder with config.json is expected");
    if (!fs::is_directory(given, ignored))
        throw Error(given.string() + ": is not a folder, a model folder with config.json is expected");
    if (fs::is_directory(given / "snapshots", ignored)) {
        const auto snapshot = snapshotOf(given);
        if (!isPresent(snapshot / configFile))
            throw Error(snapshot.string() + ": has no config.json; the download is not complete");
        return snapshot;
    }
    if (const auto models = foldersIn(given, "models--"); !models.empty())
        throw Error(given.string() +
                    ": is a Hugging Face cache, give one of its models: " + listed(models, mostListed));
    std::vector<std::string> inside;
    for (const auto& name : foldersIn(given))
        if (isPresent(given / name / configFile))
            inside.push_back(name);
    throw Error(given.string() + ": has no config.json, a model folder as Hugging Face has it is expected" +
                (inside.empty() ? "" : "; there is one in " + listed(inside, mostListed)));
}

std::string modelName(const fs::path& folder)
{
    std::error_code error;
    auto full = fs::weakly_canonical(folder, error);
    if (error)
        full = folder;
    const auto entry = full.parent_path().parent_path().filename().string();
    if (full.parent_path().filename() != "snapshots" || !entry.starts_with("models--"))
        return full.filename().string();
    const size_t last = entry.rfind("--");
    return entry.substr(last + 2);
}

}
