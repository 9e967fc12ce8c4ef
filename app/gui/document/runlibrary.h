// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "archive/runaxis.h"
#include "archive/runsummary.h"
#include "engine/latest.h"
#include "gui/document/predictionimport.h"
#include "layerview/layerview.h"
#include "session/adoptsession.h"

namespace quantscope {

class RunArchive;

// All runs of the store, also those of other windows and command lines, and those of an open session: what is known of
// each, and what the user says of them. A run that the store has as well is the store's. Store and session are read,
// and the store is written, on a thread of its own. Without a file nothing is kept.
class RunLibrary : public QObject
{
    Q_OBJECT

public:
    explicit RunLibrary(std::filesystem::path file, QObject* parent = nullptr);
    ~RunLibrary() override; // after all edits

    // False: there is no file, or it cannot be read.
    bool isKept() const;
    const std::filesystem::path& file() const
    {
        return m_file;
    }

    // From now on the runs of this session are there as well, which has been opened before; empty: of none.
    void useSession(const std::filesystem::path&);
    const std::filesystem::path& session() const
    {
        return m_session;
    }
    // It is read only.
    bool isInSession(const std::string& id) const;
    // One of its layers. The job fails with a sentence where it has none of this layer.
    Call<LayerView> savedLayer(const std::string& id, LayerIndex);
    // Copies the runs of the session into the store.
    Call<AdoptedRuns> adoptSession();

    // As of the last look, the newest first.
    const std::vector<RunSummary>& all() const
    {
        return m_runs;
    }
    const RunSummary* find(const std::string& id) const;
    // Ids of complete ones of this hash of settings, on these files, with so many answers, the newest first; of very
    // many the first ones.
    std::vector<std::string> idsLike(const std::string& recipeHash, const std::string& modelHash,
                                     const std::string& dataHash, int64_t answered) const;

    // In the order of the ids. The job fails with a sentence when one of them is not there.
    Call<std::vector<RunRecord>> load(std::vector<std::string> ids);
    // Runs along the field of this path, see runaxis.h. Takes seconds where thousands of recipes differ; other jobs do
    // not wait for it.
    Call<RunAxis> axis(std::string path);
    // Those of the ids that are there.
    Call<std::vector<RunRecord>> loadPresent(std::vector<std::string> ids);
    // The float model's on these files, the newest first.
    Call<std::vector<RunRecord>> floatRuns(const std::string& modelHash, const std::string& dataHash);
    // recipe.json, report.json, predictions.jsonl and layers.csv of a stored run.
    Call<bool> exportRun(const std::string& id, const std::filesystem::path& folder);

    // Writes stored runs for another program, see core/tracking.
    using TrackRuns = void (*)(RunArchive&, const std::vector<std::string>& ids, const std::filesystem::path&);
    Call<bool> track(std::vector<std::string> ids, const std::filesystem::path&, TrackRuns);

    // Answers of other programs to the open benchmark, as a run. Without a store the job fails with a sentence.
    Call<ImportOutcome> importFile(const std::filesystem::path& file, const WorkspaceInfo&);

    void rename(const std::string& id, const std::string& name);
    void setNote(const std::string& id, const std::string& note);
    void setTags(const std::string& id, const std::vector<std::string>& tags);
    void setExperiment(const std::string& id, const std::string& experiment);
    void remove(const std::string& id); // until restore()
    void restore(const std::string& id);

    // Now, not at the next look.
    void refresh();

Q_SIGNALS:
    void changed();
    void problem(QString);

private:
    struct Look
    {
        int64_t version = 0;
        bool same = false; // as the one before
        std::vector<RunSummary> runs; // of the store, then those that the session alone has
        size_t own = 0; // of these: the store's
    };
    struct Shelf;
    struct SessionShelf;
    struct Stores;

    template <typename R, typename Work> Call<R> job(Work);
    template <typename R, typename Work> Call<R> reading(Work);
    bool isReadable() const;
    bool mayEdit(const std::string& id);
    using Edit = std::function<void(RunArchive&)>;
    void edit(const Edit&);
    void look();
    void looked();
    void tell(const QString&);

    std::filesystem::path m_file;
    std::shared_ptr<Shelf> m_shelf; // for the thread of the store alone
    std::filesystem::path m_session;
    std::shared_ptr<SessionShelf> m_sessionShelf; // likewise; null: no session is open
    size_t m_own = 0; // of m_runs: the store's
    std::vector<RunSummary> m_runs;
    std::unordered_map<std::string, size_t> m_places; // in m_runs, by id
    int64_t m_version = -1;
    int m_looks = 0; // since the last whole one
    bool m_again = false; // something has been changed since the look under way began
    QString m_problem; // the last that was told
    QTimer m_timer;
    Latest<Look> m_look;
    std::unique_ptr<Engine> m_engine;
};

}
