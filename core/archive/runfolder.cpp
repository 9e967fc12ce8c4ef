// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/runfolder.h"

#include "base/jsonfield.h"
#include "files/atomicfile.h"
#include "files/jsonfile.h"
#include "record/recordjson.h"
#include "record/report.h"
#include "record/reportreader.h"

namespace quantscope {
namespace {

constexpr auto recordFile = "record.json";

struct Imported
{
    RunRecord record;
    RunOrigin origin;
};

std::vector<std::string> tagsFrom(const JsonFields& fields)
{
    constexpr size_t most = 1000;
    std::vector<std::string> tags;
    if (!fields.has("tags"))
        return tags;
    const auto& list = fields.required("tags");
    if (!list.is_array() || list.size() > most)
        throw Error(fields.place("tags") + ": expected a list of texts");
    for (const auto& tag : list) {
        if (!tag.is_string())
            throw Error(fields.place("tags") + ": expected a list of texts");
        tags.push_back(tag.get<std::string>());
    }
    return tags;
}

Imported readFolder(const std::filesystem::path& folder)
{
    const auto file = folder / recordFile;
    if (!std::filesystem::exists(file)) {
        Imported run{readRun(folder), {}};
        if (run.record.id.empty())
            run.record.id = newRunId();
        if (run.record.name.empty())
            run.record.name = folder.filename().string();
        return run;
    }
    const auto json = readJsonObject(file);
    const JsonFields fields(json, file.string());
    Imported run{recordFromJson(fields.required("record"), fields.place("record")), {}};
    run.origin.tags = tagsFrom(fields);
    run.origin.parent = fields.text("parent", "");
    run.origin.experiment = fields.text("experiment", "");
    run.origin.wanted = fields.integer("questions", 0, INT64_MAX, 0);
    if (run.record.id.empty())
        throw Error(fields.place("record") + ": field 'id' is missing");
    return run;
}

}

void exportRun(RunArchive& archive, const std::string& id, const std::filesystem::path& folder)
{
    const auto record = archive.load(id);
    const auto summary = archive.summary(id);
    prepareOutputFolder(folder);
    writeRunFiles(folder, record);
    const nlohmann::json json{{"record", recordToJson(record)},
                              {"parent", summary.parent},
                              {"experiment", summary.experiment},
                              {"questions", summary.wanted},
                              {"tags", summary.tags}};
    writeAtomically(folder / recordFile, json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

std::string importRun(RunArchive& archive, const std::filesystem::path& folder)
{
    auto run = readFolder(folder);
    if (archive.contains(run.record.id))
        throw Error(archive.file().string() + ": run " + run.record.id + " is there already");
    // It does not run here.
    if (run.record.state == RunState::Running || run.record.state == RunState::Waiting)
        run.record.state = RunState::Interrupted;
    archive.finish(run.record, run.origin);
    return run.record.id;
}

}
