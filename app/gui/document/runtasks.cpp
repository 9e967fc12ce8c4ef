// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/runtasks.h"

#include <QCoreApplication>

#include "gui/document/document.h"
#include "gui/document/modelrebuild.h"
#include "gui/document/tasklist.h"
#include "gui/document/weightpreview.h"

namespace quantscope {
namespace {

QString taskText(const char* text)
{
    return QCoreApplication::translate("Tasks", text);
}

std::vector<Task> openingTasks(Document& document)
{
    std::vector<Task> tasks;
    if (document.isOpening()) {
        Task task;
        task.id = QStringLiteral("open");
        task.title = taskText(QT_TRANSLATE_NOOP("Tasks", "Opening the model and its questions"));
        task.cancel = [&document] { document.stopOpening(); };
        tasks.push_back(std::move(task));
    }
    if (document.isImporting()) {
        Task task;
        task.id = QStringLiteral("import");
        task.title = taskText(QT_TRANSLATE_NOOP("Tasks", "Importing predictions"));
        task.cancel = [&document] { document.stopImport(); };
        tasks.push_back(std::move(task));
    }
    return tasks;
}

Task liveTask(const Run& run, const RunProgress& live, RunList& runs)
{
    Task task;
    task.id = QString::fromStdString(run.record.id);
    task.group = QString::fromStdString(run.group);
    task.title = run.id == 0 ? taskText(QT_TRANSLATE_NOOP("Tasks", "Answers of the float model")) : nameOf(run);
    task.isAsked = run.id != 0;
    task.what = live.what.isEmpty() ? live.stage : live.what;
    task.fraction = live.fraction;
    task.left = live.timeLeft();
    task.cancel = [&runs, id = run.record.id] { runs.cancelRun(id); };
    return task;
}

std::vector<Task> queueTasks(RunList& runs)
{
    std::vector<Task> tasks;
    if (const auto* live = runs.live())
        tasks.push_back(liveTask(*runs.find(live->id), *live, runs));
    for (const auto& queued : runs.queue().runs()) {
        if (queued.state != RunState::Waiting)
            continue;
        Task task;
        task.id = QString::fromStdString(queued.id);
        task.group = QString::fromStdString(queued.group);
        task.title = QString::fromStdString(queued.name);
        task.isRunning = false;
        task.cancel = [&runs, id = queued.id] { runs.cancelRun(id); };
        task.move = [&runs, id = queued.id](bool earlier) { runs.moveWaiting(id, earlier); };
        tasks.push_back(std::move(task));
    }
    return tasks;
}

std::vector<Task> writingTasks(RunList& runs)
{
    std::vector<Task> tasks;
    for (const auto& writing : runs.writings()) {
        Task task;
        task.id = QStringLiteral("write-%1").arg(writing.number);
        task.title = taskText(QT_TRANSLATE_NOOP("Tasks", "Writing the report of %1")).arg(writing.name);
        task.cancel = writing.cancel;
        tasks.push_back(std::move(task));
    }
    return tasks;
}

std::vector<Task> rebuildTasks(RunList& runs, ModelRebuild& rebuild)
{
    if (!rebuild.isBusy())
        return {};
    Task task;
    task.id = QStringLiteral("rebuild");
    task.title = taskText(QT_TRANSLATE_NOOP("Tasks", "Weights of %1 again")).arg(nameOf(runs.shown()));
    task.fraction = rebuild.fraction();
    task.cancel = [&rebuild] { rebuild.stop(); };
    return {task};
}

std::vector<Task> weightTasks(WeightPreview& weights)
{
    if (!weights.isBusy())
        return {};
    Task task;
    task.id = QStringLiteral("weights");
    task.title = taskText(QT_TRANSLATE_NOOP("Tasks", "Weights of the recipe"));
    task.what = QString::fromStdString(weights.status().what);
    task.fraction = weights.status().fraction;
    task.cancel = [&weights] { weights.stop(); };
    return {task};
}

}

void listRunTasks(TaskList& list, Document& document, RunList& runs, ModelRebuild& rebuild, WeightPreview& weights)
{
    list.addSource(&document, [&document] { return openingTasks(document); });
    list.addSource(&runs, [&runs] { return queueTasks(runs); });
    list.addSource(&runs, [&runs] { return writingTasks(runs); });
    list.addSource(&rebuild, [&runs, &rebuild] { return rebuildTasks(runs, rebuild); });
    list.addSource(&weights, [&weights] { return weightTasks(weights); });
    for (const auto signal : {&Document::openingChanged, &Document::importingChanged})
        QObject::connect(&document, signal, &list, &TaskList::touch);
    for (const auto signal : {&RunList::liveChanged, &RunList::runsChanged, &RunList::writingsChanged})
        QObject::connect(&runs, signal, &list, &TaskList::touch);
    QObject::connect(&rebuild, &ModelRebuild::changed, &list, &TaskList::touch);
    QObject::connect(&weights, &WeightPreview::changed, &list, &TaskList::touch);
}

}
