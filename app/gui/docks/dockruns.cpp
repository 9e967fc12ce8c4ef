// SPDX-License-Identifier: GPL-3.0-or-later
// The docks of the runs and of the log.

#include "gui/docks/docks.h"

#include <QDateTime>
#include <QPointer>

#include "common/sentence.h"
#include "gui/document/document.h"
#include "log/log.h"
#include "logview/logpanel.h"
#include "runs/runspanel.h"

namespace quantscope {
namespace {

QString stateText(const Run& run, const RunList& runs)
{
    const bool live = runs.live() && runs.live()->id == run.id;
    switch (run.record.state) {
    case RunState::Running:
        return live ? RunsPanel::tr("running %1 %").arg(int(100 * runs.live()->fraction)) : RunsPanel::tr("waiting");
    case RunState::Waiting: return RunsPanel::tr("waiting");
    case RunState::Complete: return RunsPanel::tr("complete");
    case RunState::Cancelled: return RunsPanel::tr("cancelled");
    case RunState::Failed: return RunsPanel::tr("failed: %1").arg(QString::fromStdString(run.record.problem));
    case RunState::Interrupted: return RunsPanel::tr("interrupted");
    }
    return {};
}

RunRow rowOf(const Run& run, const RunList& runs)
{
    const bool live = runs.live() && runs.live()->id == run.id && run.id != 0;
    const auto& answers = run.answers;
    RunRow row;
    row.id = run.id;
    row.name = nameOf(run);
    row.note = QString::fromStdString(run.record.note);
    row.state = stateText(run, runs);
    // The float model's answers count as they are: a limit on the questions may leave some out for good.
    row.complete = isComplete(run) || (run.id == 0 && !runs.live() && answeredOf(answers) > 0);
    row.pinned = runs.pinned().id == run.id;
    row.current = !runs.isRunning() && runs.shown().id == run.id;
    row.total = scoredOf(answers);
    if (row.total > 0)
        row.correct = correctOf(answers);
    row.bitsPerWeight = run.record.size.bitsPerWeight;
    row.bytes = run.record.size.bytes;
    row.seconds = live ? static_cast<double>(runs.live()->clock.elapsed()) / 1000 : run.record.seconds;
    row.when = QDateTime::fromString(QString::fromStdString(run.record.started), Qt::ISODate)
                   .toLocalTime()
                   .toString(QStringLiteral("HH:mm:ss"));
    row.protocol = protocolWord(protocolOf(run.record.spec));
    row.facts = scoreMeaning(run.record.protocol).facts;
    for (const auto* list : {&run.record.warnings, &run.record.fallbacks})
        for (const auto& m : *list)
            row.problems << sentence(m);
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
    auto* document = &context.document;
    auto* runs = &context.runs;
    const auto show = [panel, runs] {
        std::vector<RunRow> rows;
        for (const auto& run : runs->all())
            rows.push_back(rowOf(run, *runs));
        panel->setRows(std::move(rows));
    };
    for (const auto signal : {&RunList::runsChanged, &RunList::progressChanged, &RunList::liveChanged})
        QObject::connect(runs, signal, panel, show);
    QObject::connect(document, &Document::workspaceChanged, panel, show);
    QObject::connect(panel, &RunsPanel::pinRequested, runs, &RunList::pin);
    QObject::connect(panel, &RunsPanel::showRequested, runs, &RunList::show);
    QObject::connect(panel, &RunsPanel::applyRequested, document, &Document::applyRecipeOf);
    QObject::connect(panel, &RunsPanel::deleteRequested, runs, &RunList::remove);
    QObject::connect(panel, &RunsPanel::renamed, runs, &RunList::rename);
    QObject::connect(panel, &RunsPanel::noteEdited, runs, &RunList::setNote);
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
