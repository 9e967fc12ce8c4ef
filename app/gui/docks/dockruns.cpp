// SPDX-License-Identifier: GPL-3.0-or-later
// The docks of the runs and of the log.

#include "gui/docks/docks.h"

#include <QDateTime>
#include <QPointer>

#include "gui/docks/runrows.h"
#include "gui/document/document.h"
#include "gui/document/removeruns.h"
#include "gui/document/selection.h"
#include "gui/document/tasklist.h"
#include "gui/work/keptwork.h"
#include "log/log.h"
#include "logview/logpanel.h"
#include "runs/runspanel.h"

namespace quantscope {
namespace {

const QString filterKey = QStringLiteral("runs/filter"), viewKey = QStringLiteral("runs/view");

std::vector<std::string> textsOf(const QStringList& list)
{
    std::vector<std::string> texts;
    for (const auto& text : list)
        texts.push_back(text.toStdString());
    return texts;
}

// Between the list of runs, those in memory and those of the store.
class RunsPresenter : public QObject
{
public:
    RunsPresenter(RunsPanel* panel, const DockContext& context)
        : QObject(panel)
        , m_panel(panel)
        , m_document(context.document)
        , m_runs(context.runs)
        , m_library(context.library)
        , m_selection(context.selection)
        , m_settings(context.settings)
        , m_runFolder(context.runFolder)
        , m_tasks(context.tasks)
    {
        panel->setFilter(runsFilterFrom(m_settings.value(filterKey).toMap()));
        panel->setViewState(m_settings.value(viewKey).toByteArray());
        for (const auto signal : {&RunList::runsChanged, &RunList::shownChanged, &RunList::liveChanged})
            connect(&m_runs, signal, this, &RunsPresenter::show);
        connect(&m_runs, &RunList::progressChanged, this, &RunsPresenter::showProgress);
        connect(&m_library, &RunLibrary::changed, this, &RunsPresenter::show);
        connect(&m_document, &Document::workspaceChanged, this, &RunsPresenter::show);
        connectShowing();
        connectEditing();
        m_tasks.addSource(this, [this] { return tasks(); });
        connect(panel, &RunsPanel::filterChanged, this,
                [this] { m_settings.setValue(filterKey, toSettings(m_panel->filter())); });
        connect(panel, &RunsPanel::viewStateChanged, this,
                [this] { m_settings.setValue(viewKey, m_panel->viewState()); });
        show();
    }

private:
    void connectShowing()
    {
        connect(m_panel, &RunsPanel::showRequested, this,
                [this](const QString& id) { m_document.showRun(id.toStdString()); });
        connect(m_panel, &RunsPanel::compareRequested, &m_selection, &Selection::compareRuns);
        connect(m_panel, &RunsPanel::pinRequested, this,
                [this](const QString& id) { m_runs.fetch(id.toStdString(), [this](int run) { m_runs.pin(run); }); });
        connect(m_panel, &RunsPanel::applyRequested, this,
                [this](const QString& id) { m_document.applyRecipeOf(id.toStdString()); });
        connect(m_panel, &RunsPanel::continueRequested, this,
                [this](const QString& id) { m_document.continueRun(id.toStdString()); });
        connect(m_panel, &RunsPanel::exportRequested, this, &RunsPresenter::exportRun);
    }

    void connectEditing()
    {
        connect(m_panel, &RunsPanel::renamed, this, [this](const QString& id, const QString& name) {
            edit(
                id, [&](int run) { m_runs.rename(run, name); },
                [&](const auto& run) { m_library.rename(run, name.toStdString()); });
        });
        connect(m_panel, &RunsPanel::noteEdited, this, [this](const QString& id, const QString& note) {
            edit(
                id, [&](int run) { m_runs.setNote(run, note); },
                [&](const auto& run) { m_library.setNote(run, note.toStdString()); });
        });
        connect(m_panel, &RunsPanel::tagsEdited, this, [this](const QString& id, const QStringList& tags) {
            m_library.setTags(id.toStdString(), textsOf(tags));
        });
        connect(m_panel, &RunsPanel::experimentEdited, this, [this](const QString& id, const QString& experiment) {
            m_library.setExperiment(id.toStdString(), experiment.toStdString());
        });
        connect(m_panel, &RunsPanel::deleteRequested, this, [this](const QStringList& ids) {
            m_document.undoStack().push(new RemoveRuns(m_runs, m_library, textsOf(ids),
                                                       RunsPanel::tr("delete %n run(s)", nullptr, int(ids.size()))));
        });
    }

    // One in memory, or one that only the store knows.
    template <typename InMemory, typename Stored>
    void edit(const QString& id, const InMemory& inMemory, const Stored& stored)
    {
        if (const auto* run = m_runs.findRecord(id.toStdString()))
            inMemory(run->id);
        else
            stored(id.toStdString());
    }

    void exportRun(const QString& id)
    {
        m_runFolder(RunsPanel::tr("Folder for report.json, predictions.jsonl, layers.csv and recipe.json"),
                    [this, id](const QString& folder) {
                        if (const auto* run = m_runs.findRecord(id.toStdString()))
                            return m_runs.write(run->id, folder);
                        m_tasks.touch();
                        m_exported.start(m_library.exportRun(id.toStdString(), folder.toStdString()), [this, folder] {
                            Q_EMIT m_document.notice(RunsPanel::tr("Written to %1.").arg(folder));
                        });
                    });
    }

    std::vector<Task> tasks()
    {
        if (!m_exported.isBusy())
            return {};
        Task task;
        task.id = QStringLiteral("export");
        task.title = RunsPanel::tr("Writing the report of a run");
        task.cancel = [this] { m_exported.cancel(); };
        return {task};
    }

    void show()
    {
        m_panel->setRows(runRows(m_document, m_runs, m_library, &m_scores));
        m_scores.update();
    }

    void showProgress()
    {
        if (m_runs.live())
            m_panel->updateRow(runRow(*m_runs.find(m_runs.live()->id), m_document, m_runs, m_library));
    }

    RunsPanel* m_panel;
    Document& m_document;
    RunList& m_runs;
    RunLibrary& m_library;
    Selection& m_selection;
    QSettings& m_settings;
    std::function<void(const QString&, std::function<void(const QString&)>)> m_runFolder;
    TaskList& m_tasks;
    StoredScores m_scores{m_document, m_runs, m_library, [this] { show(); }};
    Latest<bool> m_exported{[this] {
        if (!m_exported.problem().isEmpty())
            Q_EMIT m_document.problem(m_exported.problem());
    }};
};

LogLine lineOf(LogLevel level, const std::string& text)
{
    return {QDateTime::currentDateTime(), static_cast<int>(level), QString::fromStdString(text)};
}

}

QWidget* createRunsDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new RunsPanel(context.saveAs.about({}), parent);
    new RunsPresenter(panel, context);
    return panel;
}

QWidget* createLogDock(const DockContext& context, QWidget* parent)
{
    auto* lines = keptWork<LogModel>(context.work, QStringLiteral("log"));
    auto* panel = new LogPanel(context.saveAs, lines, parent);
    // Lines come from any thread; the model lives on this one.
    listenToLog([lines](LogLevel level, const std::string& text) {
        QMetaObject::invokeMethod(
            lines, [lines, line = lineOf(level, text)] { lines->append(line); }, Qt::QueuedConnection);
    });
    QObject::connect(lines, &QObject::destroyed, [] { stopListeningToLog(); });
    return panel;
}

}
