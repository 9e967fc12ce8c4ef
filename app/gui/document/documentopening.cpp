// SPDX-License-Identifier: GPL-3.0-or-later
// Files and sessions: opening them, what becomes of the runs of a session.

#include "gui/document/document.h"

#include <utility>

#include "common/sentence.h"
#include "log/log.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

void logOpened(const WorkspaceInfo& opened, qint64 milliseconds)
{
    logInfo("opened " + opened.outline->name + " and " + opened.data->name + ", " +
            std::to_string(opened.data->questions.size()) + " questions, in " + std::to_string(milliseconds) + " ms" +
            (opened.workload.lowMemory ? "; its weights stay in their files to save memory" : ""));
}

}

void Document::open(const Sources& sources)
{
    startOpening(m_backend.open(sources));
}

void Document::openSession(const std::filesystem::path& file, const std::string& recordId)
{
    startOpening(m_backend.openSession(file, recordId));
}

void Document::startOpening(const Call<WorkspaceInfo>& call)
{
    QElapsedTimer clock;
    clock.start();
    m_opening.start(call, [this, clock] {
        takeWorkspace();
        logOpened(m_opened, clock.elapsed());
        Q_EMIT workspaceChanged();
        Q_EMIT recipeChanged();
        Q_EMIT workspaceReady();
        if (const auto then = std::exchange(m_whenOpened, nullptr))
            then();
        if (m_opened.session)
            return showSession();
        if (const auto assumption = assumptionOf(*m_opened.data))
            Q_EMIT notice(tr("%1. Model → Metric chooses another.").arg(sentence(*assumption)));
        startFloat();
    });
}

void Document::openingMoved()
{
    Q_EMIT openingChanged();
    if (m_opening.problem().isEmpty())
        return;
    m_whenOpened = nullptr;
    Q_EMIT problem(m_opening.problem());
    Q_EMIT openingFailed();
    startFloat();
}

void Document::stopOpening()
{
    if (!m_opening.isBusy())
        return;
    m_opening.cancel();
    m_whenOpened = nullptr;
    Q_EMIT openingChanged();
    Q_EMIT openingFailed();
    startFloat();
}

void Document::takeWorkspace()
{
    m_opened = *m_opening.value();
    m_force = false;
    if (m_opened.session)
        m_library.useSession(m_opened.session->file);
    m_runs.reset(m_opened);
    replan();
}

// The run that it is about, beside the float model's answers, and its recipe in the editor.
void Document::showSession()
{
    const auto& session = *m_opened.session;
    Q_EMIT notice(tr("%1: %n run(s). %2", nullptr, static_cast<int>(session.runs))
                      .arg(QString::fromStdString(session.file.string()), m_runs.missingModel()));
    m_runs.fetch(session.run, [this](int run) {
        m_runs.showInstead(run);
        m_runs.takeStoredFloat(protocolOf(m_runs.shown().record.spec));
        applyRecipeOf(run);
    });
}

void Document::closeSession()
{
    if (hasModel())
        m_library.useSession({});
}

void Document::adoptSession()
{
    m_adopted.start(m_library.adoptSession(), [this] { adopted(*m_adopted.value()); });
}

void Document::adopted(const AdoptedRuns& runs)
{
    m_library.refresh();
    auto text = tr("%n run(s) of the session are among your own now", nullptr, static_cast<int>(runs.taken));
    if (runs.known > 0)
        text += tr("; %n of them were there before", nullptr, static_cast<int>(runs.known));
    Q_EMIT notice(text + '.');
}

void Document::close()
{
    Q_EMIT viewsClosing();
    Q_EMIT closing();
    m_runs.interrupt();
}

}
