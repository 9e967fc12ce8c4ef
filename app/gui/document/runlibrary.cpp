// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/runlibrary.h"

#include <algorithm>
#include <deque>
#include <mutex>

#include "archive/runarchive.h"
#include "archive/runfolder.h"
#include "log/log.h"
#include "session/sessionreader.h"

namespace quantscope {
namespace {

constexpr int lookMilliseconds = 700;
constexpr size_t mostFloatRuns = 8;
constexpr size_t mostLike = 8;
constexpr int wholeLooks = 7; // the owner of a run may die without a trace in the file

}

// Opened when it is first needed, and again after trouble.
struct RunLibrary::Shelf
{
    std::filesystem::path file;
    std::unique_ptr<RunArchive> archive;
    std::mutex mutex;
    std::deque<Edit> edits; // that wait

    RunArchive& open()
    {
        if (!archive)
            archive = std::make_unique<RunArchive>(file);
        return *archive;
    }

    // False when none waits.
    bool editNext()
    {
        Edit next;
        {
            const std::lock_guard lock(mutex);
            if (edits.empty())
                return false;
            next = std::move(edits.front());
            edits.pop_front();
        }
        next(open());
        return true;
    }
};

struct RunLibrary::SessionShelf
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

// What a reading job gets, on the store's thread.
struct RunLibrary::Stores
{
    RunArchive* own; // null: nothing is kept
    SessionShelf* session; // opened; null: none

    // The session's, where the store does not have the run.
    RunArchive& of(const std::string& id) const
    {
        if (own && (!session || own->contains(id)))
            return *own;
        if (!session)
            throw Error("no store of runs is open");
        return *session->archive;
    }
    bool contains(const std::string& id) const
    {
        return (own && own->contains(id)) || (session && session->archive->contains(id));
    }
    std::vector<RunSummary> ofStore(const RunFilter& filter = {}) const
    {
        return own ? own->list(filter) : std::vector<RunSummary>();
    }
    // Those that the session alone has.
    void addSession(std::vector<RunSummary>& runs, const RunFilter& filter = {}) const
    {
        if (session)
            for (auto& run : session->archive->list(filter))
                if (!own || !own->contains(run.id))
                    runs.push_back(std::move(run));
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
    , m_engine(std::make_unique<Engine>())
{
    m_shelf->file = m_file;
    m_timer.setInterval(lookMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &RunLibrary::look);
    if (m_file.empty())
        return;
    m_timer.start();
    look();
}

bool RunLibrary::isReadable() const
{
    return !m_file.empty() || m_sessionShelf;
}

void RunLibrary::useSession(const std::filesystem::path& file)
{
    m_session = file;
    m_sessionShelf.reset();
    if (!file.empty()) {
        m_sessionShelf = std::make_shared<SessionShelf>();
        m_sessionShelf->file = file;
    }
    refresh();
}

bool RunLibrary::isInSession(const std::string& id) const
{
    const auto it = m_places.find(id);
    return it != m_places.end() && it->second >= m_own;
}

bool RunLibrary::mayEdit(const std::string& id)
{
    if (!isInSession(id))
        return true;
    Q_EMIT problem(tr("%1 is read only. Run → Import the session's runs copies them among your own.")
                       .arg(QString::fromStdString(m_session.string())));
    return false;
}

RunLibrary::~RunLibrary()
{
    m_engine.reset();
    try {
        while (m_shelf->editNext())
            ;
    } catch (const Error& problem) {
        logError(problem.what());
    }
}

bool RunLibrary::isKept() const
{
    return !m_file.empty() && m_problem.isEmpty();
}

const RunSummary* RunLibrary::find(const std::string& id) const
{
    const auto it = m_places.find(id);
    return it == m_places.end() ? nullptr : &m_runs[it->second];
}

std::vector<std::string> RunLibrary::idsLike(const std::string& recipeHash, const std::string& modelHash,
                                             const std::string& dataHash, int64_t answered) const
{
    std::vector<std::string> ids;
    for (const auto& run : m_runs)
        if (ids.size() < mostLike && run.state == RunState::Complete && run.recipeHash == recipeHash &&
            run.modelHash == modelHash && run.dataHash == dataHash && run.answered == answered)
            ids.push_back(run.id);
    return ids;
}

// `work` gets the archive, on the store's thread. After trouble the file is opened again the next time.
template <typename R, typename Work> Call<R> RunLibrary::job(Work work)
{
    return [this, work](QObject* receiver, JobEnd<R> end) {
        return m_engine->submit<R>(
            Engine::Short, receiver,
            [shelf = m_shelf, work](const Progress& progress) -> R {
                try {
                    return work(shelf->open(), progress);
                } catch (const DatabaseError&) {
                    shelf->archive.reset();
                    throw;
                }
            },
            std::move(end));
    };
}

// The same with the session beside the store.
template <typename R, typename Work> Call<R> RunLibrary::reading(Work work)
{
    if (!m_sessionShelf)
        return job<R>([work](RunArchive& archive, const Progress& progress) {
            return work(Stores{&archive, nullptr}, progress);
        });
    return [this, work, session = m_sessionShelf](QObject* receiver, JobEnd<R> end) {
        return m_engine->submit<R>(
            Engine::Short, receiver,
            [shelf = m_shelf, session, work](const Progress& progress) -> R {
                session->open();
                try {
                    return work(Stores{shelf->file.empty() ? nullptr : &shelf->open(), session.get()}, progress);
                } catch (const DatabaseError&) {
                    shelf->archive.reset();
                    throw;
                }
            },
            std::move(end));
    };
}

Call<std::vector<RunRecord>> RunLibrary::load(std::vector<std::string> ids)
{
    return reading<std::vector<RunRecord>>([ids = std::move(ids)](const Stores& stores, const Progress& progress) {
        std::vector<RunRecord> records;
        for (const auto& id : ids) {
            progress.check();
            records.push_back(stores.of(id).load(id));
        }
        return records;
    });
}

Call<std::vector<RunRecord>> RunLibrary::loadPresent(std::vector<std::string> ids)
{
    return reading<std::vector<RunRecord>>([ids = std::move(ids)](const Stores& stores, const Progress&) {
        std::vector<RunRecord> records;
        for (const auto& id : ids)
            if (stores.contains(id) && !stores.of(id).summary(id).deleted)
                records.push_back(stores.of(id).load(id));
        return records;
    });
}

Call<std::vector<RunRecord>> RunLibrary::floatRuns(const std::string& modelHash, const std::string& dataHash)
{
    RunFilter filter;
    filter.model = modelHash;
    filter.data = dataHash;
    return reading<std::vector<RunRecord>>([filter](const Stores& stores, const Progress&) {
        auto runs = stores.ofStore(filter);
        stores.addSession(runs, filter);
        std::vector<RunRecord> records;
        for (const auto& run : runs)
            if (run.recipeHash.empty() && records.size() < mostFloatRuns)
                records.push_back(stores.of(run.id).load(run.id));
        return records;
    });
}

Call<RunAxis> RunLibrary::axis(std::string path)
{
    return [this, path = std::move(path)](QObject* receiver, JobEnd<RunAxis> end) {
        return m_engine->submit<RunAxis>(
            Engine::Long, receiver,
            [file = m_session.empty() ? m_file : m_session, path](const Progress& progress) {
                RunArchive archive(file); // readers do not wait for each other
                return axisOf(archive, path, progress);
            },
            std::move(end));
    };
}

Call<bool> RunLibrary::exportRun(const std::string& id, const std::filesystem::path& folder)
{
    return reading<bool>([id, folder](const Stores& stores, const Progress&) {
        quantscope::exportRun(stores.of(id), id, folder);
        return true;
    });
}

Call<LayerView> RunLibrary::savedLayer(const std::string& id, LayerIndex layer)
{
    return reading<LayerView>([id, layer](const Stores& stores, const Progress&) {
        if (!stores.session)
            throw Error("no session is open");
        auto& session = *stores.session->archive;
        return sessionLayer(session, session.load(id), layer);
    });
}

Call<AdoptedRuns> RunLibrary::adoptSession()
{
    return reading<AdoptedRuns>([](const Stores& stores, const Progress&) {
        if (!stores.session || !stores.own)
            throw Error("no store of runs is open that could take the session's");
        return quantscope::adoptSession(*stores.session->archive, *stores.own);
    });
}

Call<bool> RunLibrary::track(std::vector<std::string> ids, const std::filesystem::path& path, TrackRuns write)
{
    return reading<bool>([ids = std::move(ids), path, write](const Stores& stores, const Progress&) {
        if (!ids.empty())
            write(stores.of(ids.front()), ids, path);
        return true;
    });
}

Call<ImportOutcome> RunLibrary::importFile(const std::filesystem::path& file, const WorkspaceInfo& opened)
{
    return job<ImportOutcome>(
        [file, opened](RunArchive& archive, const Progress&) { return importPredictions(archive, file, opened); });
}

void RunLibrary::edit(const Edit& change)
{
    if (m_file.empty())
        return;
    {
        const std::lock_guard lock(m_shelf->mutex);
        m_shelf->edits.push_back(change);
    }
    JobEnd<bool> end;
    end.done = [this](bool) { refresh(); };
    end.failed = [this](const QString& sentence) {
        m_problem.clear(); // the user has asked for something: always told
        tell(sentence);
    };
    end.cancelled = [] {};
    m_engine->submit<bool>(
        Engine::Short, this, [shelf = m_shelf](const Progress&) { return shelf->editNext(); }, std::move(end));
}

void RunLibrary::rename(const std::string& id, const std::string& name)
{
    if (mayEdit(id))
        edit([id, name](RunArchive& archive) { archive.rename(id, name); });
}

void RunLibrary::setNote(const std::string& id, const std::string& note)
{
    if (mayEdit(id))
        edit([id, note](RunArchive& archive) { archive.setNote(id, note); });
}

void RunLibrary::setTags(const std::string& id, const std::vector<std::string>& tags)
{
    if (mayEdit(id))
        edit([id, tags](RunArchive& archive) { archive.setTags(id, tags); });
}

void RunLibrary::setExperiment(const std::string& id, const std::string& experiment)
{
    if (mayEdit(id))
        edit([id, experiment](RunArchive& archive) { archive.setExperiment(id, experiment); });
}

void RunLibrary::remove(const std::string& id)
{
    if (mayEdit(id))
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
    if (!isReadable() || m_look.isBusy())
        return;
    if (++m_looks >= wholeLooks) {
        m_looks = 0;
        m_version = -1;
    }
    const auto call = reading<Look>([before = m_version](const Stores& stores, const Progress&) {
        Look look;
        look.version = stores.own ? stores.own->version() : 0;
        look.same = look.version == before;
        if (look.same)
            return look;
        look.runs = stores.ofStore();
        look.own = look.runs.size();
        stores.addSession(look.runs);
        return look;
    });
    m_look.start(call, [this] { looked(); });
}

void RunLibrary::looked()
{
    const auto& found = *m_look.value();
    m_problem.clear();
    if (!found.same) {
        m_version = found.version;
        if (found.runs != m_runs || found.own != m_own) {
            m_runs = found.runs;
            m_own = found.own;
            m_places.clear();
            for (size_t i = 0; i < m_runs.size(); ++i)
                m_places.emplace(m_runs[i].id, i);
            Q_EMIT changed();
        }
    }
    if (std::exchange(m_again, false))
        QMetaObject::invokeMethod(this, &RunLibrary::refresh, Qt::QueuedConnection);
}

// The same trouble at every look is one message.
void RunLibrary::tell(const QString& sentence)
{
    m_version = -1; // the file may be opened anew
    if (sentence == m_problem)
        return;
    m_problem = sentence;
    Q_EMIT problem(tr("Store of runs: %1").arg(sentence));
}

}
