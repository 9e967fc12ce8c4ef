// SPDX-License-Identifier: GPL-3.0-or-later
// The search's dock: measures the layers, searches bits under a budget and hands them to the recipe.

#include "gui/docks/docks.h"

#include "base/error.h"
#include "gui/document/document.h"
#include "gui/document/selection.h"
#include "gui/document/tasklist.h"
#include "gui/work/keptwork.h"
#include "gui/work/sensitivityjob.h"
#include "search/searchpanel.h"

namespace quantscope {
namespace {

class SearchPresenter : public QObject
{
public:
    SearchPresenter(SearchPanel* panel, const DockContext& context)
        : QObject(panel)
        , m_panel(panel)
        , m_document(context.document)
        , m_runs(context.runs)
        , m_tasks(context.tasks)
        , m_job(*keptWork<SensitivityJob>(context.work, QStringLiteral("sensitivity"), context.backend,
                                          context.document, context.runs))
    {
        auto* selection = &context.selection;
        connect(&m_document, &Document::workspaceChanged, this, &SearchPresenter::reopen);
        connect(&m_document, &Document::recipeChanged, this, &SearchPresenter::searchAndShow);
        connect(&m_runs, &RunList::runsChanged, this, &SearchPresenter::showRuns);
        connect(&m_job, &SensitivityJob::tableChanged, this, [this] { m_panel->setTable(m_job.table()); });
        connect(&m_job, &SensitivityJob::moved, this, &SearchPresenter::showProgress);
        connect(selection, &Selection::layerChanged, this,
                [this, selection] { m_panel->setSelectedLayer(selection->layer()); });
        connect(panel, &SearchPanel::measureRequested, this, &SearchPresenter::measure);
        connect(panel, &SearchPanel::stopRequested, &m_job, &SensitivityJob::stop);
        connect(panel, &SearchPanel::searchChanged, this, &SearchPresenter::search);
        connect(panel, &SearchPanel::layerSelected, selection, &Selection::selectLayer);
        connect(panel, &SearchPanel::applyRequested, this, &SearchPresenter::apply);
        connect(panel, &SearchPanel::runRequested, this, [this] {
            apply();
            m_document.start();
        });
        m_tasks.addSource(this, [this] { return tasks(); });
        reopen();
        m_panel->setSelectedLayer(selection->layer());
    }

private:
    void reopen()
    {
        m_panel->setLayers(m_document.isOpen() ? m_document.opened().outline->layers : std::vector<Layer>());
        m_panel->setTable(m_job.table());
        showProgress();
        searchAndShow();
    }

    void searchAndShow()
    {
        search();
        showRuns();
    }

    void search()
    {
        if (!m_document.isOpen())
            return m_panel->setSearch(nullptr, SearchPanel::tr("Open a model first."));
        if (const auto missing = m_runs.missingModel(); !missing.isEmpty())
            return m_panel->setSearch(nullptr, missing);
        const auto& outline = *m_document.opened().outline;
        const auto& recipe = m_document.recipe();
        if (bitGroups(outline.layers, m_document.planned().plan).empty())
            return m_panel->setSearch(nullptr,
                                      SearchPanel::tr("The recipe quantizes no weights: choose a preset that does."));
        if (!m_job.fits() && m_job.isWanted())
            return m_panel->setSearch(
                nullptr, SearchPanel::tr("Measuring: the budget chooses bits once every layer is measured."));
        if (!m_job.fits())
            return m_panel->setSearch(
                nullptr,
                m_job.table().groups.empty()
                    ? SearchPanel::tr("Press Measure: the budget chooses bits once every layer is measured. What was "
                                      "measured before, also by another start, comes from the cache.")
                    : SearchPanel::tr("The scores belong to other settings than the recipe's. Measure again."));
        try {
            const auto measure = m_panel->measure().toStdString();
            auto problem = bitProblem(recipe, outline, m_job.table(), measure, m_panel->keepsOverrides());
            std::vector<std::optional<int>> bits(problem.groups.size());
            for (size_t g = 0; g < bits.size(); ++g)
                bits[g] = commonBits(problem.groups[g]);
            const auto own = bitsOf(problem, m_document.planned().plan);
            const double average = own ? assignmentOf(problem, *own).averageBits : 4;
            m_panel->setRecipeBits(bits, average, m_document.planned().size.bytes / 1e6);
            m_panel->setSearch(std::make_shared<const BitSearch>(std::move(problem), m_panel->budgetKind()));
        } catch (const Error&) {
            m_panel->setSearch(nullptr,
                               m_job.isWanted()
                                   ? SearchPanel::tr("The budget chooses bits once every layer is measured.")
                                   : SearchPanel::tr("Some layers have no score of this measure. Press Measure."));
        }
    }

    std::optional<int> commonBits(const BitGroup& group) const
    {
        const auto& schemes = m_document.planned().plan.schemes;
        const auto bitsAt = [&](LayerIndex layer) { return schemes.at(static_cast<size_t>(layer)).weightBits; };
        for (const LayerIndex layer : group.layers)
            if (bitsAt(layer) != bitsAt(group.layers.front()))
                return {};
        return bitsAt(group.layers.front());
    }

    ScoreMeaning meaning() const
    {
        if (!m_document.isOpen())
            return {};
        RunSpec spec;
        spec.recipe = m_document.recipe();
        return meaningOf(spec, *m_document.opened().data);
    }

    // Runs that differ from the recipe in bits alone and answered as many questions.
    void showRuns()
    {
        m_panel->setMeaning(meaning());
        std::vector<KnownRun> runs;
        if (m_job.fits())
            for (const auto& run : m_runs.all()) {
                if (!isComplete(run) || run.id == 0 || !askTheSame(run.record.spec.subset, m_document.subset()) ||
                    withoutBits(recipeOf(run), *m_document.opened().outline) != *m_job.recipe())
                    continue;
                KnownRun known{nameOf(run), {}, correctOf(run.answers), scoredOf(run.answers)};
                BitProblem problem;
                problem.groups = m_job.table().groups;
                problem.bits = m_job.table().bits;
                if (const auto bits = bitsOf(problem, run.plan)) {
                    known.bits = *bits;
                    runs.push_back(std::move(known));
                }
            }
        m_panel->setKnownRuns(std::move(runs));
    }

    void measure()
    {
        if (!m_document.hasModel())
            return;
        const auto& outline = *m_document.opened().outline;
        if (bitGroups(outline.layers, m_document.planned().plan).empty())
            return search();
        std::vector<std::string> measures{"kurtosis", "hessian_trace", "output_error", "kl"};
        if (m_panel->measure() == QLatin1String("hits"))
            measures.push_back("hits");
        m_job.start(measures, m_panel->questions());
        m_tasks.touch();
    }

    QString waitingText() const
    {
        return SearchPanel::tr("waiting for the run to end");
    }

    // Also what follows from the scores, once all of them are there.
    void showProgress()
    {
        if (m_job.isMeasuring())
            return m_panel->setProgress(m_job.status().fraction, QString::fromStdString(m_job.status().what));
        if (m_job.isWanted())
            return m_panel->setProgress(0, waitingText());
        m_panel->setProgress(-1, {});
        searchAndShow();
    }

    std::vector<Task> tasks()
    {
        if (!m_job.isWanted())
            return {};
        Task task;
        task.id = QStringLiteral("search");
        task.title = SearchPanel::tr("Measuring layers for the search");
        task.isRunning = m_job.isMeasuring();
        task.what = task.isRunning ? QString::fromStdString(m_job.status().what) : waitingText();
        task.fraction = task.isRunning ? m_job.status().fraction : -1;
        task.cancel = [job = &m_job] { job->stop(); };
        return {task};
    }

    void apply()
    {
        const auto assignment = m_panel->assignment();
        if (!assignment || !m_job.fits())
            return;
        const auto& layers = m_document.opened().outline->layers;
        auto recipe = recipeWithBits(m_document.recipe(), layers, m_job.table().groups, assignment->bits);
        const auto average = QString::number(assignment->averageBits, 'f', 2);
        const auto name = SearchPanel::tr("Search %1, %2 bits").arg(m_panel->measure(), average);
        recipe.name = name.toStdString();
        m_document.editRecipe(recipe, name);
    }

    SearchPanel* m_panel;
    Document& m_document;
    const RunList& m_runs;
    TaskList& m_tasks;
    SensitivityJob& m_job;
};

}

QWidget* createSearchDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new SearchPanel(context.saveAs.withoutRun());
    new SearchPresenter(panel, context);
    return inScrollArea(panel, parent);
}

}
