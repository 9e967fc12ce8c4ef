// SPDX-License-Identifier: GPL-3.0-or-later
// The sweep's dock: a queue of recipes and what their runs have given.

#include "gui/docks/docks.h"

#include <algorithm>
#include <numeric>

#include "base/error.h"
#include "common/textof.h"
#include "experiments/ablation.h"
#include "experiments/presets.h"
#include "gui/document/document.h"
#include "gui/document/ownpresets.h"
#include "gui/document/presetrecipe.h"
#include "gui/work/keptwork.h"
#include "gui/work/sweepqueue.h"
#include "sweep/sweeppanel.h"

namespace quantscope {
namespace {

const QString ownPrefix = QStringLiteral("own:");

std::string entryText(const SweepQueue& queue, const SweepQueue::Entry& entry, const RunList& runs)
{
    switch (queue.stateOf(entry)) {
    case RunState::Waiting: return SweepPanel::tr("waiting").toStdString();
    case RunState::Running: {
        const auto* run = queue.runOf(entry);
        const bool live = run && runs.live() && runs.live()->id == run->id;
        return SweepPanel::tr("running %1 %").arg(live ? int(100 * runs.live()->fraction) : 0).toStdString();
    }
    case RunState::Complete: return SweepPanel::tr("complete").toStdString();
    case RunState::Cancelled: return SweepPanel::tr("cancelled").toStdString();
    case RunState::Failed: return SweepPanel::tr("failed: %1").arg(queue.problemOf(entry)).toStdString();
    case RunState::Interrupted: return SweepPanel::tr("interrupted").toStdString();
    }
    return {};
}

void fill(SweepRow& row, const Run& run, const Dataset& data)
{
    row.meaning = meaningOf(run, data);
    row.bytes = run.record.size.bytes;
    row.averageBits = run.record.size.bitsPerWeight;
    if (!isComplete(run))
        return;
    row.total = run.record.score.total;
    row.correct = run.record.score.correct;
    row.sqnrDb = meanSqnrDb(run.record.layers);
    row.seconds = run.record.seconds;
}

// One axis for all of them: scores on the questions that all ended runs have answered; without any they stay apart.
void countOnCommon(std::vector<SweepRow>& rows, const RunList& runs)
{
    std::vector<const Run*> ended;
    for (const auto& row : rows)
        if (const auto* run = row.correct ? runs.find(row.run) : nullptr)
            ended.push_back(run);
    if (ended.empty())
        return;
    std::vector<size_t> common;
    for (size_t row = 0; row < ended.front()->answers.size(); ++row)
        if (std::all_of(ended.begin(), ended.end(), [row](const Run* run) {
                return row < run->answers.size() && run->answers[row] && run->answers[row]->isScored;
            }))
            common.push_back(row);
    if (common.empty()) {
        for (auto& row : rows)
            row.isComparable = false;
        return;
    }
    for (auto& row : rows)
        if (const auto* run = row.correct ? runs.find(row.run) : nullptr) {
            row.total = static_cast<int64_t>(common.size());
            row.correct = std::accumulate(common.begin(), common.end(), 0.0,
                                          [run](double sum, size_t each) { return sum + run->answers[each]->score; });
        }
}

class SweepPresenter : public QObject
{
public:
    SweepPresenter(SweepPanel* panel, const DockContext& context)
        : QObject(panel)
        , m_panel(panel)
        , m_document(context.document)
        , m_runs(context.runs)
        , m_settings(&context.settings)
        , m_queue(*keptWork<SweepQueue>(context.work, QStringLiteral("sweep"), m_document, m_runs, context.library,
                                        context.settings))
    {
        connect(&m_queue, &SweepQueue::changed, this, &SweepPresenter::show);
        for (const auto signal : {&RunList::runsChanged, &RunList::progressChanged})
            connect(&m_runs, signal, this, &SweepPresenter::show);
        connect(&m_document, &Document::workspaceChanged, this, &SweepPresenter::show);
        connect(&m_document, &Document::recipeChanged, this, &SweepPresenter::showChoices);
        connect(panel, &SweepPanel::gridAdded, this, &SweepPresenter::addGrid);
        connect(panel, &SweepPanel::listAdded, this, &SweepPresenter::addList);
        connect(panel, &SweepPanel::currentAdded, this, [this] { add({m_document.recipe()}); });
        connect(panel, &SweepPanel::startRequested, &m_queue, &SweepQueue::start);
        connect(panel, &SweepPanel::stopRequested, &m_queue, &SweepQueue::stop);
        connect(panel, &SweepPanel::removeRequested, &m_queue, &SweepQueue::remove);
        connect(panel, &SweepPanel::clearRequested, &m_queue, &SweepQueue::clear);
        connect(panel, &SweepPanel::allRunsToggled, this, &SweepPresenter::show);
        connect(panel, &SweepPanel::openRequested, this, &SweepPresenter::open);
        showChoices();
        show();
    }

private:
    void add(std::vector<Recipe> recipes)
    {
        m_panel->setProblem({});
        for (auto& recipe : recipes)
            if (recipe.name.empty())
                recipe.name = SweepPanel::tr("Recipe %1").arg(m_queue.entries().size() + 1).toStdString();
        m_queue.add(std::move(recipes));
    }

    void addGrid()
    {
        const auto fields = m_panel->fields();
        if (fields.empty())
            return m_panel->setProblem(SweepPanel::tr("Choose a field and type its values."));
        try {
            auto base = m_document.recipe();
            base.name = m_document.title();
            add(expandGrid(base, fields));
        } catch (const Error& problem) {
            m_panel->setProblem(QString::fromUtf8(problem.what()));
        }
    }

    void addList(const QStringList& ids)
    {
        std::vector<Recipe> recipes;
        for (const auto& id : ids) {
            if (const auto recipe = presetRecipe(id))
                recipes.push_back(*recipe);
            for (auto& [name, recipe] : ownPresets(*m_settings))
                if (ownPrefix + name == id) {
                    recipe.name = name.toStdString();
                    recipes.push_back(std::move(recipe));
                }
        }
        if (recipes.empty())
            return m_panel->setProblem(SweepPanel::tr("Tick at least one recipe of the list."));
        add(std::move(recipes));
    }

    void showChoices()
    {
        std::vector<SweepChoice> choices;
        for (const auto& preset : presets())
            choices.push_back({textOf(preset.id), textOf(preset.title)});
        for (const auto& [name, recipe] : ownPresets(*m_settings))
            choices.push_back({ownPrefix + name, name});
        if (choices.size() != m_choices)
            m_panel->setChoices(choices);
        m_choices = choices.size();
    }

    std::vector<SweepRow> rows() const
    {
        std::vector<SweepRow> rows;
        for (const auto& entry : m_queue.entries()) {
            SweepRow row;
            row.name = entry.recipe.name;
            row.state = entryText(m_queue, entry, m_runs);
            row.meaning = scoreMeaning(entry.recipe.protocol);
            const auto state = m_queue.stateOf(entry);
            row.waiting = state == RunState::Waiting || state == RunState::Cancelled;
            if (const auto* run = m_queue.runOf(entry)) {
                row.run = run->id;
                fill(row, *run, *m_document.opened().data);
            }
            rows.push_back(std::move(row));
        }
        if (m_panel->showsAllRuns())
            for (const auto& run : m_runs.all()) {
                const auto& entries = m_queue.entries();
                const bool queued = std::any_of(entries.begin(), entries.end(),
                                                [&](const auto& e) { return m_queue.runOf(e) == &run; });
                if (queued || !isComplete(run))
                    continue;
                SweepRow row;
                row.run = run.id;
                row.queued = false;
                row.name = nameOf(run).toStdString();
                fill(row, run, *m_document.opened().data);
                rows.push_back(std::move(row));
            }
        countOnCommon(rows, m_runs);
        return rows;
    }

    void show()
    {
        m_panel->setRows(rows());
        m_panel->setRunning(m_queue.isRunning());
    }

    // A run and its recipe, so that it can be changed from there.
    void open(int row)
    {
        const int run = rows().at(static_cast<size_t>(row)).run;
        m_runs.show(run);
        m_document.applyRecipeOf(run);
    }

    SweepPanel* m_panel;
    Document& m_document;
    RunList& m_runs;
    QSettings* m_settings;
    SweepQueue& m_queue;
    size_t m_choices = 0;
};

}

QWidget* createSweepDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new SweepPanel(context.saveAs.withoutRun());
    new SweepPresenter(panel, context);
    return inScrollArea(panel, parent);
}

}
