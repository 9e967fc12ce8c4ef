// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/runlibrary.h"

#include <algorithm>

#include "archive/runarchive.h"
#include "archive/runfolder.h"

namespace quantscope {
namespace {

constexpr int lookMilliseconds = 700;
constexpr int wholeLooks = 7; // the owner of a run may die without a trace in the file

}

// Opened when it is first needed, and again after trouble.
struct RunLibrary::Shelf
{
    std::filesystem::path file;
    std::unique_ptr<RunArchive> archive;

    RunArchive& open()
    {
        if (!archive)
            archive = std::make_unique<RunArchive>(file);
        return *archive;
    }
};

RunLibrary::RunLibrary(std::filesystem::path file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_shelf(std::make_shared<Shelf>())
    , m_look([this] {
        if (!m_look.problem().isEmpty())
            tell(m_look.problem());
    })
{
    m_shelf->file = m_file;
    m_timer.setInterval(lookMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &RunLibrary::look);
    if (m_file.empty())
        return;
    m_timer.start();
    look();
}

RunLibrary::~RunLibrary() = default;

bool RunLibrary::isKept() const
{
    return !m_file.empty() && m_problem.isEmpty();
}

const RunSummary* RunLibrary::find(const std::string& id) const
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [&](const RunSummary& run) { return run.id == id; });
    return it == m_runs.end() ? nullptr : &*it;
}

const RunSummary* RunLibrary::findLike(const std::string& recipeHash, const std::string& modelHash,
                                       const std::string& dataHash, int64_t answered) const
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [&](const RunSummary& run) {
        return run.state == RunState::Complete && run.recipeHash == recipeHash && run.modelHash == modelHash &&
            run.dataHash == dataHash && run.answered == answered;
    });
    return it == m_runs.end() ? nullptr : &*it;
}

Call<std::vector<RunRecord>> RunLibrary::load(std::vector<std::string> ids)
{
    return [this, ids = std::move(ids)](QObject* receiver, JobEnd<std::vector<RunRecord>> end) {
        return m_engine.submit<std::vector<RunRecord>>(
            Engine::Short, receiver,
            [shelf = m_shelf, ids](const Progress& progress) {
                std::vector<RunRecord> records;
                for (const auto& id : ids) {
                    progress.check();
                    records.push_back(shelf->open().load(id));
                }
                return records;
            },
            std::move(end));
    };
}

Call<RunAxis> RunLibrary::axis(std::string path)
{
    return [this, path = std::move(path)](QObject* receiver, JobEnd<RunAxis> end) {
        return m_engine.submit<RunAxis>(
            Engine::Short, receiver,
            [shelf = m_shelf, path](const Progress& progress) { return axisOf(shelf->open(), path, progress); },
            std::move(end));
    };
}

Call<bool> RunLibrary::exportRun(const std::string& id, const std::filesystem::path& folder)
{
    return [this, id, folder](QObject* receiver, JobEnd<bool> end) {
        return m_engine.submit<bool>(
            Engine::Short, receiver,
            [shelf = m_shelf, id, folder](const Progress&) {
                quantscope::exportRun(shelf->open(), id, folder);
                return true;
            },
            std::move(end));
    };
}

void RunLibrary::edit(const std::function<void(RunArchive&)>& change)
{
    if (m_file.empty())
        return;
    JobEnd<bool> end;
    end.done = [this](bool) { refresh(); };
    end.failed = [this](const QString& sentence) {
        m_problem.clear(); // the user has asked for something: always told
        tell(sentence);
    };
    end.cancelled = [] {};
    m_engine.submit<bool>(
        Engine::Short, this,
        [shelf = m_shelf, change](const Progress&) {
            change(shelf->open());
            return true;
        },
        std::move(end));
}

void RunLibrary::rename(const std::string& id, const std::string& name)
{
    edit([id, name](RunArchive& archive) { archive.rename(id, name); });
}

void RunLibrary::setNote(const std::string& id, const std::string& note)
{
    edit([id, note](RunArchive& archive) { archive.setNote(id, note); });
}

void RunLibrary::setTags(const std::string& id, const std::vector<std::string>& tags)
{
    edit([id, tags](RunArchive& archive) { archive.setTags(id, tags); });
}

void RunLibrary::setExperiment(const std::string& id, const std::string& experiment)
{
    edit([id, experiment](RunArchive& archive) { archive.setExperiment(id, experiment); });
}

void RunLibrary::remove(const std::string& id)
{
    edit([id](RunArchive& archive) { archive.remove(id); });
}

void RunLibrary::restore(const std::string& id)
{
    edit([id](RunArchive& archive) { archive.restore(id); });
}

void RunLibrary::refresh()
{
    m_version = -1;
    if (m_look.isBusy())
        m_again = true;
    else
        look();
}

void RunLibrary::look()
{
    if (m_file.empty() || m_look.isBusy())
        return;
    if (++m_looks >= wholeLooks) {
        m_looks = 0;
        m_version = -1;
    }
    const Call<Look> call = [this](QObject* receiver, JobEnd<Look> end) {
        return m_engine.submit<Look>(
            Engine::Short, receiver,
            [shelf = m_shelf, before = m_version](const Progress&) {
                auto& archive = shelf->open();
                Look look;
                look.version = archive.version();
                look.same = look.version == before;
                if (!look.same)
                    look.runs = archive.list();
                return look;
            },
            std::move(end));
    };
    m_look.start(call, [this] { looked(); });
}

void RunLibrary::looked()
{
    const auto& found = *m_look.value();
    m_problem.clear();
    if (!found.same) {
        m_version = found.version;
        if (found.runs != m_runs) {
            m_runs = found.runs;
            Q_EMIT changed();
        }
    }
    if (std::exchange(m_again, false))
        QMetaObject::invokeMethod(this, &RunLibrary::refresh, Qt::QueuedConnection);
}

// The same trouble at every look is one message.
void RunLibrary::tell(const QString& sentence)
{
    if (sentence == m_problem)
        return;
    m_problem = sentence;
    Q_EMIT problem(tr("Store of runs: %1").arg(sentence));
}

}
