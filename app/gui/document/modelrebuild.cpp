// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/modelrebuild.h"

#include "common/numbertext.h"
#include "gui/document/runlist.h"

namespace quantscope {
namespace {

constexpr int rebuildPoll = 100;
constexpr double longSeconds = 120; // longer work does not begin by itself

double secondsWithoutAnswers(const RunRecord& record)
{
    double seconds = 0;
    for (const auto& timing : record.timings)
        if (timing.stage != Stage::Answer && timing.stage != Stage::AnswerFloat)
            seconds += timing.seconds;
    return seconds;
}

}

ModelRebuild::ModelRebuild(Backend& backend, RunList& runs, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_runs(runs)
    , m_run([this] { moved(); })
{
    m_poll.setInterval(rebuildPoll);
    connect(&m_poll, &QTimer::timeout, this, &ModelRebuild::poll);
    connect(&runs, &RunList::shownChanged, this, &ModelRebuild::follow);
    connect(&runs, &RunList::liveChanged, this, &ModelRebuild::follow);
}

bool ModelRebuild::isNeeded() const
{
    const auto& shown = m_runs.shown();
    return m_runs.missingModel().isEmpty() && shown.id != 0 && !shown.record.imported && isComplete(shown) &&
        !m_runs.isRunning() && !m_backend.held(shown.id).any;
}

// A run of one's own goes first, and brings models of its own.
void ModelRebuild::follow()
{
    if (m_run.isBusy() && (m_runs.isRunning() || m_runs.shown().id != m_id))
        stop();
    if (!isNeeded() || m_run.isBusy())
        return Q_EMIT changed();
    const auto& shown = m_runs.shown();
    if (shown.id != m_refused && secondsWithoutAnswers(shown.record) <= longSeconds)
        start();
    Q_EMIT changed();
}

void ModelRebuild::start()
{
    if (!isNeeded() || m_run.isBusy())
        return;
    const auto& shown = m_runs.shown();
    m_id = shown.id;
    m_refused = -1;
    m_fraction = 0;
    m_feed = std::make_shared<RunFeed>();
    m_poll.start();
    m_run.start(m_backend.startRun(m_id, rebuildStart(shown.record), m_feed));
}

void ModelRebuild::stop()
{
    if (!m_run.isBusy())
        return;
    m_refused = m_runs.shown().id == m_id ? m_id : -1;
    m_poll.stop();
    m_run.cancel();
    m_backend.drop(m_id, Remains::Interrupted);
    Q_EMIT changed();
}

void ModelRebuild::moved()
{
    if (m_run.isBusy())
        return;
    m_poll.stop();
    if (!m_run.problem().isEmpty())
        m_refused = m_id;
    else if (m_runs.find(m_id))
        m_runs.takeRebuilt();
    else
        m_backend.drop(m_id, Remains::Interrupted);
    Q_EMIT changed();
}

void ModelRebuild::poll()
{
    const auto news = m_feed->take();
    m_fraction = news.fraction;
    Q_EMIT changed();
}

QString ModelRebuild::text() const
{
    if (const auto missing = m_runs.missingModel(); !missing.isEmpty())
        return missing;
    if (m_run.isBusy())
        return tr("The weights of %1 have left memory and are made again: %2 %.")
            .arg(nameOf(m_runs.shown()))
            .arg(static_cast<int>(100 * m_fraction));
    if (m_runs.shown().record.imported)
        return tr("This run was imported: its answers are known, its layers are not.");
    if (!isNeeded())
        return {};
    if (!m_run.problem().isEmpty() && m_refused == m_runs.shown().id)
        return tr("The weights of this run could not be made again: %1").arg(m_run.problem());
    return tr("The weights of this run have left memory. “Rebuild weights”, above the views, makes them again, in "
              "about %1.")
        .arg(secondsText(secondsWithoutAnswers(m_runs.shown().record)));
}

}
