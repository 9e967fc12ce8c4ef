// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessioncontents.h"

#include <algorithm>
#include <array>

#include "files/contenthash.h"
#include "files/mappedfile.h"
#include "session/sessionreader.h"

namespace quantscope {
namespace {

constexpr std::array<std::string_view, 3> imagesIds = {"none", "small", "full"};
constexpr uint64_t mostConfigBytes = 1 << 20;

// What a foreign session has of the runs' files.
void takeFromSession(RunArchive& session, SessionContents& contents)
{
    for (const auto& place : sessionPlaces(session)) {
        contents.data[place.dataHash] = std::make_shared<const Dataset>(sessionQuestions(session, place));
        if (!place.modelConfig.empty())
            contents.configs[place.modelHash] = place.modelConfig;
    }
}

bool isAsItWas(const FileUse& use, const std::filesystem::path& index, const Progress& progress)
{
    try {
        return !use.file.empty() && !use.sha256.empty() && std::filesystem::exists(use.file) &&
            contentHash(use.file, index, progress) == use.sha256;
    } catch (const Cancelled&) {
        throw;
    } catch (const std::exception&) {
        return false;
    }
}

std::shared_ptr<const Dataset> benchmarkOf(const RunRecord& record, const std::filesystem::path& index,
                                           const Progress& progress)
{
    if (!isAsItWas(record.dataFile, index, progress))
        return nullptr;
    try {
        return std::make_shared<const Dataset>(loadDataset(record.dataFile.file));
    } catch (const Error&) {
        return nullptr;
    }
}

std::string configOf(const RunRecord& record, const std::filesystem::path& index, const Progress& progress)
{
    const auto all = std::all_of(record.modelFiles.begin(), record.modelFiles.end(),
                                 [&](const FileUse& use) { return isAsItWas(use, index, progress); });
    if (!all || record.modelFiles.empty())
        return {};
    try {
        const auto file =
            MappedFile::open(record.modelFiles.front().file.parent_path() / "config.json", mostConfigBytes);
        return std::string(file.text());
    } catch (const Error&) {
        return {};
    }
}

}

std::string_view sessionImagesId(SessionImages images)
{
    return imagesIds[static_cast<size_t>(images)];
}

std::optional<SessionImages> sessionImagesFrom(std::string_view id)
{
    const auto* it = std::find(imagesIds.begin(), imagesIds.end(), id);
    if (it == imagesIds.end())
        return {};
    return static_cast<SessionImages>(it - imagesIds.begin());
}

SessionContents sessionContents(RunArchive& archive, const std::vector<std::string>& ids)
{
    SessionContents contents;
    for (const auto& id : ids) {
        const auto summary = archive.summary(id);
        SessionRun run{archive.load(id), originOf(summary), {}};
        if (archive.isSession() && hasSessionLayers(archive, id))
            run.layerView = [&archive, record = run.record](LayerIndex layer) {
                return sessionLayer(archive, record, layer);
            };
        contents.runs.push_back(std::move(run));
    }
    if (archive.isSession())
        takeFromSession(archive, contents);
    return contents;
}

void findFiles(SessionContents& contents, const std::filesystem::path& index, const Progress& progress)
{
    for (const auto& run : contents.runs) {
        progress.check();
        const auto& record = run.record;
        if (const auto& hash = record.dataFile.sha256; !hash.empty() && !contents.data.contains(hash))
            if (auto data = benchmarkOf(record, index, progress))
                contents.data[hash] = std::move(data);
        if (const auto hash = joinedHash(record.modelFiles); !hash.empty() && !contents.configs.contains(hash))
            if (auto config = configOf(record, index, progress); !config.empty())
                contents.configs[hash] = std::move(config);
    }
}

std::vector<std::string> withFloatRuns(RunArchive& archive, std::vector<std::string> ids)
{
    const auto asked = ids;
    for (const auto& id : asked) {
        const auto run = archive.summary(id);
        RunFilter filter;
        filter.model = run.modelHash.empty() ? run.model : run.modelHash;
        filter.data = run.dataHash.empty() ? run.data : run.dataHash;
        filter.state = RunState::Complete;
        if (run.recipeHash.empty() || filter.model.empty() || filter.data.empty())
            continue;
        for (const auto& other : archive.list(filter)) {
            if (!other.recipeHash.empty() || other.protocol != run.protocol)
                continue;
            if (std::find(ids.begin(), ids.end(), other.id) == ids.end())
                ids.push_back(other.id);
            break;
        }
    }
    return ids;
}

}
