// SPDX-License-Identifier: GPL-3.0-or-later
// MLflow's FileStore keeps one value per file. A file of a metric has lines "milliseconds value step"; "meta.yaml"
// tells what an experiment or a run is.
#include "tracking/mlflowstore.h"

#include <map>
#include <system_error>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "base/csv.h"
#include "base/unicode.h"
#include "files/atomicfile.h"
#include "files/sha256.h"
#include "record/report.h"
#include "tracking/trackedrun.h"

namespace quantscope {
namespace {

namespace fs = std::filesystem;

constexpr auto metaFile = "meta.yaml";
constexpr auto trashFolder = ".trash";
constexpr uintmax_t mostMetaBytes = 1 << 20;
constexpr size_t mostParameterBytes = 6000, mostTagBytes = 8000; // MLflow's own limits, in characters

void makeFolder(const fs::path& folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        throw Error(folder.string() + ": the folder cannot be created: " + problem.message());
}

// "file:///home/a%20b/mlruns".
std::string fileUri(const fs::path& path)
{
    std::string uri = "file://";
    for (const char c : fs::absolute(path).lexically_normal().string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            std::string_view("/-_.~").find(c) != std::string_view::npos;
        uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return uri;
}

// What YAML 1.1 can say: its readers refuse other signs even where they are escaped in a name.
std::string printable(const std::string& text)
{
    std::string result;
    for (const char32_t c : toUtf32(validUtf8(text))) {
        const bool control = (c < 0x20 && c != U'\n' && c != U'\t') || (c >= 0x7f && c < 0xa0) || c == 0xfffe ||
            c == 0xffff || c == 0xfeff;
        appendUtf8(result, control ? U' ' : c);
    }
    return result;
}

std::string cut(const std::string& text, size_t most)
{
    auto end = std::min(text.size(), most);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

class Meta
{
public:
    Meta()
    {
        m_out << YAML::BeginMap;
    }
    void text(const char* key, const std::string& value)
    {
        m_out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << printable(value);
    }
    void number(const char* key, int64_t value)
    {
        m_out << YAML::Key << key << YAML::Value << value;
    }
    void none(const char* key)
    {
        m_out << YAML::Key << key << YAML::Value << YAML::Null;
    }
    void emptyList(const char* key)
    {
        m_out << YAML::Key << key << YAML::Value << YAML::Flow << YAML::BeginSeq << YAML::EndSeq;
    }
    void write(const fs::path& folder)
    {
        m_out << YAML::EndMap;
        writeAtomically(folder / metaFile, std::string(m_out.c_str()) + "\n");
    }

private:
    YAML::Emitter m_out;
};

// The name in an experiment's meta.yaml; nothing where MLflow could not read it either.
std::string experimentName(const fs::path& folder)
{
    std::error_code problem;
    const auto file = folder / metaFile;
    const auto size = fs::file_size(file, problem);
    if (problem || size > mostMetaBytes)
        return {};
    try {
        const auto meta = YAML::LoadFile(file.string());
        return meta.IsMap() && meta["name"] && meta["name"].IsScalar() ? meta["name"].Scalar() : std::string();
    } catch (const YAML::Exception&) {
        return {};
    }
}

std::vector<fs::path> foldersIn(const fs::path& folder)
{
    std::vector<fs::path> list;
    std::error_code problem;
    for (fs::directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem))
        if (it->is_directory(problem) && !it->is_symlink(problem) && it->path().filename() != trashFolder)
            list.push_back(it->path());
    return list;
}

// 18 digits, as MLflow makes them, and the same for the same name.
std::string experimentId(const std::string& name)
{
    const std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(name.data()), name.size());
    const auto number = std::stoull(sha256Hex(bytes).substr(0, 15), nullptr, 16);
    return fmt::format("{}", 100000000000000000ull + number % 900000000000000000ull);
}

fs::path makeExperiment(const fs::path& store, const std::string& name, int64_t now)
{
    const auto id = experimentId(name);
    if (fs::exists(store / trashFolder / id))
        throw Error((store / trashFolder / id).string() + ": experiment " + name +
                    " is deleted there; restore it with MLflow, or remove this folder");
    const auto folder = store / id;
    makeFolder(folder);
    Meta meta;
    meta.text("artifact_location", fileUri(folder));
    meta.number("creation_time", now);
    meta.text("experiment_id", id);
    meta.number("last_update_time", now);
    meta.text("lifecycle_stage", "active");
    meta.text("name", name);
    meta.write(folder);
    return folder;
}

int mlflowStatus(RunState state)
{
    switch (state) {
    case RunState::Running: return 1;
    case RunState::Waiting: return 2;
    case RunState::Complete: return 3;
    case RunState::Failed: return 4;
    case RunState::Cancelled:
    case RunState::Interrupted: return 5;
    }
    return 1;
}

void writeMeta(const fs::path& folder, const TrackedRun& run)
{
    Meta meta;
    meta.text("artifact_uri", fileUri(folder / "artifacts"));
    if (run.ended > 0)
        meta.number("end_time", run.ended);
    else
        meta.none("end_time");
    meta.text("entry_point_name", "");
    meta.text("experiment_id", folder.parent_path().filename().string());
    meta.text("lifecycle_stage", "active");
    meta.text("run_id", run.id);
    meta.text("run_name", run.name);
    meta.text("run_uuid", run.id);
    meta.text("source_name", "");
    meta.number("source_type", 4); // local
    meta.text("source_version", "");
    meta.number("start_time", run.started);
    meta.number("status", mlflowStatus(run.state));
    meta.emptyList("tags");
    meta.text("user_id", "");
    meta.write(folder);
}

void writeValue(const fs::path& folder, const std::string& name, const std::string& value)
{
    const auto file = folder / name;
    makeFolder(file.parent_path());
    writeAtomically(file, value);
}

void writeParameters(const fs::path& folder, const TrackedRun& run)
{
    for (const auto& [name, value] : run.parameters)
        writeValue(folder, name, cut(value.is_string() ? value.get<std::string>() : value.dump(), mostParameterBytes));
}

void writeMetrics(const fs::path& folder, const TrackedRun& run)
{
    std::map<std::string, std::string> files;
    for (const auto& metric : run.metrics)
        files[metric.name] +=
            fmt::format("{} {} {}\n", run.ended > 0 ? run.ended : run.started, csvNumber(metric.value), metric.step);
    for (const auto& [name, lines] : files)
        writeValue(folder, name, lines);
}

// A tag that says nothing any more goes.
void writeTags(const fs::path& folder, const TrackedRun& run)
{
    auto tags = run.tags;
    tags.emplace_back("mlflow.runName", run.name);
    tags.emplace_back("mlflow.note.content", run.note);
    tags.emplace_back("mlflow.source.name", "QuantScope");
    std::error_code ignored;
    for (const auto& [name, value] : tags)
        if (value.empty())
            fs::remove(folder / name, ignored);
        else
            writeValue(folder, name, cut(value, mostTagBytes));
}

class MlflowStore
{
public:
    explicit MlflowStore(const fs::path& folder)
        : m_folder(folder)
    {
        makeFolder(folder);
        makeFolder(folder / trashFolder);
        for (const auto& experiment : foldersIn(folder))
            if (auto name = experimentName(experiment); !name.empty())
                m_experiments.emplace(std::move(name), experiment);
    }

    void put(const TrackedRun& run, const RunRecord& record)
    {
        const auto folder = runFolder(run);
        for (const char* part : {"params", "metrics", "tags", "artifacts"})
            makeFolder(folder / part);
        writeParameters(folder / "params", run);
        writeMetrics(folder / "metrics", run);
        writeTags(folder / "tags", run);
        writeRunFiles(folder / "artifacts", record);
        writeMeta(folder, run); // at the end: without it MLflow sees no run
    }

private:
    fs::path runFolder(const TrackedRun& run)
    {
        const auto name = printable(run.experiment);
        auto it = m_experiments.find(name);
        if (it == m_experiments.end())
            it = m_experiments.emplace(name, makeExperiment(m_folder, name, run.started)).first;
        const auto wanted = it->second / run.id;
        for (const auto& [other, experiment] : m_experiments)
            if (experiment / run.id != wanted && fs::exists(experiment / run.id))
                fs::rename(experiment / run.id, wanted);
        return wanted;
    }

    fs::path m_folder;
    std::map<std::string, fs::path> m_experiments;
};

}

void writeMlflow(RunArchive& archive, const std::vector<std::string>& ids, const fs::path& folder)
{
    MlflowStore store(folder);
    for (const auto& id : ids) {
        const auto record = archive.load(id);
        store.put(trackedRun(record, archive.summary(id)), record);
    }
}

}
