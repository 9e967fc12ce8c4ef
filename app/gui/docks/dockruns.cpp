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

QString protocolWord(Protocol protocol)
{
    switch (protocol) {
    case Protocol::Exact: return RunsPanel::tr("exact");
    case Protocol::MQuant: return RunsPanel::tr("as MQuant's code");
    case Protocol::Published: return RunsPanel::tr("as published");
    }
    return {};
}

RunRow rowOf(const Run& run, const RunList& runs)
{
    const bool live = runs.live() && runs.live()->id == run.id && run.id != 0;
    const auto& answers = run.answers;
    RunRow row;
    row.id = QString::number(run.id);
    row.isBaseline = run.id == 0;
    row.name = nameOf(run);
    row.note = QString::fromStdString(run.record.note);
    row.state = stateText(run, runs);
    // The float model's answers count as they are: a limit on the questions may leave some out for good.
    const bool complete = isComplete(run) || (run.id == 0 && !runs.live() && answeredOf(answers) > 0);
    row.phase = complete ? RunState::Complete : run.record.state;
    row.answered = answeredOf(answers);
    row.pinned = runs.pinned().id == run.id;
    row.current = !runs.isRunning() && runs.shown().id == run.id;
    row.total = scoredOf(answers);
    if (row.total > 0)
        row.correct = correctOf(answers);
    row.bitsPerWeight = run.record.size.bitsPerWeight;
    row.bytes = run.record.size.bytes;
    row.seconds = live ? static_cast<double>(runs.live()->clock.elapsed()) / 1000 : run.record.seconds;
    row.started = QDateTime::fromString(QString::fromStdString(run.record.started), Qt::ISODate);
    row.model = QString::fromStdString(run.record.model);
    row.data = QString::fromStdString(run.record.data);
    row.protocol = protocolWord(protocolOf(run.record.spec));
    for (const auto& m : factMessages(run.record.protocol))
        row.facts << sentence(m);
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
    QObject::connect(panel, &RunsPanel::pinRequested, runs, [runs](const QString& id) { runs->pin(id.toInt()); });
    QObject::connect(panel, &RunsPanel::showRequested, runs, [runs](const QString& id) { runs->show(id.toInt()); });
    QObject::connect(panel, &RunsPanel::applyRequested, document,
                     [document](const QString& id) { document->applyRecipeOf(id.toInt()); });
    QObject::connect(panel, &RunsPanel::deleteRequested, runs, [runs](const QStringList& ids) {
        for (const auto& id : ids)
            runs->remove(id.toInt());
    });
    QObject::connect(panel, &RunsPanel::renamed, runs,
                     [runs](const QString& id, const QString& name) { runs->rename(id.toInt(), name); });
    QObject::connect(panel, &RunsPanel::noteEdited, runs,
                     [runs](const QString& id, const QString& note) { runs->setNote(id.toInt(), note); });
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
