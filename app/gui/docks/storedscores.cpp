// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/docks/storedscores.h"

#include <filesystem>

#include "archive/runarchive.h"
#include "gui/document/document.h"
#include "log/log.h"
#include "quant/protocol.h"

namespace quantscope {
namespace {

constexpr size_t mostAtOnce = 50; // runs; the list shows what is known between

struct AskedRun
{
    std::string id;
    std::string updated;
    bool isInSession = false;
};

using Scores = std::vector<std::vector<AnswerScore>>; // beside the runs

// Opened when they are first needed.
struct Files
{
    std::filesystem::path store, session;
    std::optional<Database> own = {};
    std::optional<RunArchive> opened = {};

    Database& of(const AskedRun& run)
    {
        if (run.isInSession)
            return (opened ? *opened : opened.emplace(session)).session();
        return own ? *own : own.emplace(store);
    }
};

// One damaged run does not take the others away.
Scores readScores(const std::vector<AskedRun>& runs, const std::filesystem::path& store,
                  const std::filesystem::path& session, const Progress& progress)
{
    Files files{store, session};
    Scores scores;
    for (const auto& run : runs) {
        progress.check();
        auto& ofRun = scores.emplace_back();
        try {
            ofRun = answerScores(files.of(run), run.id);
        } catch (const DatabaseError&) {
            throw;
        } catch (const Error& problem) {
            logWarning(problem.what());
        }
    }
    return scores;
}

}

StoredScores::StoredScores(const Document& document, const RunList& runs, RunLibrary& library,
                           std::function<void()> changed)
    : m_document(document)
    , m_runs(runs)
    , m_library(library)
    , m_changed(std::move(changed))
{
}

bool StoredScores::isWanted(const RunSummary& run) const
{
    return run.state == RunState::Complete && run.answered > 0 && m_document.isOpen() && !m_runs.findRecord(run.id) &&
        isOnOpenedFiles(run, m_document.opened());
}

void StoredScores::update()
{
    if (m_read.isBusy())
        return;
    std::vector<AskedRun> asked;
    for (const auto& run : m_library.all()) {
        const auto known = m_known.find(run.id);
        const bool isNew = known == m_known.end() || known->second.updated != run.updated;
        if (asked.size() < mostAtOnce && isNew && isWanted(run))
            asked.push_back({run.id, run.updated, m_library.isInSession(run.id)});
    }
    std::erase_if(m_known, [this](const auto& known) { return !m_library.find(known.first); });
    if (asked.empty())
        return;
    const Call<Scores> call = [this, asked](QObject* receiver, JobEnd<Scores> end) {
        return m_engine.submit<Scores>(
            Engine::Short, receiver,
            [asked, store = m_library.file(), session = m_library.session()](const Progress& progress) {
                return readScores(asked, store, session, progress);
            },
            std::move(end));
    };
    m_read.start(call, [this, asked] {
        for (size_t i = 0; i < asked.size(); ++i)
            m_known[asked[i].id] = {asked[i].updated, (*m_read.value())[i]};
        m_changed();
    });
}

std::optional<CommonScore> StoredScores::againstPinned(const RunSummary& run) const
{
    const auto known = m_known.find(run.id);
    const auto protocol = protocolFromId(run.protocol);
    if (known == m_known.end() || !protocol || !isWanted(run) ||
        !haveSameFloatAnswers(*protocol, protocolOf(m_runs.pinned().record.spec), m_document.opened()))
        return {};
    const auto& pinned = m_runs.pinned().answers;
    CommonScore common;
    for (const auto& [row, score] : known->second.scores)
        if (row < pinned.size() && pinned[row] && pinned[row]->isScored) {
            common.first += score;
            common.second += pinned[row]->score;
            ++common.questions;
        }
    return common.questions > 0 ? std::optional(common) : std::nullopt;
}

}
