// SPDX-License-Identifier: GPL-3.0-or-later
// The docks of the session's runs and of the log.

#include <QPointer>

#include "gui/docks/docks.h"
#include "gui/document/session.h"
#include "log/log.h"
#include "logview/logpanel.h"
#include "runs/runspanel.h"

namespace quantscope {
namespace {

QString stateText(const Run& run, const Session& session)
{
    switch (run.state) {
    case Run::Running:
        return session.live() && session.live()->id == run.id
            ? RunsPanel::tr("running %1 %").arg(int(100 * session.live()->fraction))
            : RunsPanel::tr("waiting");
    case Run::Complete: return RunsPanel::tr("complete");
    case Run::Cancelled: return RunsPanel::tr("cancelled");
    case Run::Failed: return RunsPanel::tr("failed: %1").arg(run.problem);
    }
    return {};
}

RunRow rowOf(const Run& run, const Session& session)
{
    const bool live = session.live() && session.live()->id == run.id && run.id != 0;
    const auto& answers = live ? session.live()->answers : run.outcome.answers;
    RunRow row;
    row.id = run.id;
    row.name = run.name;
    row.note = run.note;
    row.state = stateText(run, session);
    // The float model's answers count as they are: a limit on the questions may leave some out for good.
    row.complete = run.state == Run::Complete || (run.id == 0 && !session.live() && answeredOf(answers) > 0);
    row.pinned = session.pinned().id == run.id;
    row.current = !session.isRunning() && session.shown().id == run.id;
    row.total = answeredOf(answers);
    if (row.total > 0)
        row.hits = hitsOf(answers);
    row.bitsPerWeight = run.outcome.record.size.bitsPerWeight;
    row.bytes = run.outcome.record.size.bytes;
    row.seconds = live ? static_cast<double>(session.live()->clock.elapsed()) / 1000 : run.outcome.seconds;
    row.when = run.when.toString(QStringLiteral("HH:mm:ss"));
    for (const auto* list : {&run.outcome.record.warnings, &run.outcome.record.fallbacks})
        for (const auto& text : *list)
            row.problems << QString::fromStdString(text);
    return row;
}

LogLine lineOf(LogLevel level, const std::string& text)
{
    return {QDateTime::currentDateTime(), static_cast<int>(level), QString::fromStdString(text)};
}

}

QWidget* createRunsDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new RunsPanel(context.saveAs, parent);
    auto* session = &context.session;
    const auto show = [panel, session] {
        std::vector<RunRow> rows;
        for (const auto& run : session->runs())
            rows.push_back(rowOf(run, *session));
        panel->setRows(std::move(rows));
    };
    for (const auto signal :
         {&Session::runsChanged, &Session::workspaceChanged, &Session::progressChanged, &Session::liveChanged})
        QObject::connect(session, signal, panel, show);
    QObject::connect(panel, &RunsPanel::pinRequested, session, &Session::pin);
    QObject::connect(panel, &RunsPanel::showRequested, session, &Session::show);
    QObject::connect(panel, &RunsPanel::applyRequested, session, &Session::applyRecipeOf);
    QObject::connect(panel, &RunsPanel::deleteRequested, session, &Session::remove);
    QObject::connect(panel, &RunsPanel::renamed, session, &Session::rename);
    QObject::connect(panel, &RunsPanel::noteEdited, session, &Session::setNote);
    show();
    return panel;
}

QWidget* createLogDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new LogPanel(context.saveAs, parent);
    // Lines come from any thread; the panel lives on this one.
    listenToLog([panel](LogLevel level, const std::string& text) {
        QMetaObject::invokeMethod(
            panel, [panel, line = lineOf(level, text)] { panel->append(line); }, Qt::QueuedConnection);
    });
    QObject::connect(panel, &QObject::destroyed, [] { stopListeningToLog(); });
    return panel;
}

}
