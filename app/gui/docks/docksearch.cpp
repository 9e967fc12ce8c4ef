// SPDX-License-Identifier: GPL-3.0-or-later
// The search's dock: measures the layers, searches bits under a budget and hands them to the recipe.

#include "gui/docks/docks.h"

#include <QTimer>

#include "base/error.h"
#include "gui/document/document.h"
#include "gui/document/selection.h"
#include "gui/document/tasklist.h"
#include "search/searchpanel.h"

namespace quantscope {
namespace {

constexpr int searchPoll = 150;
const std::vector<int> widths{2, 3, 4, 5, 6, 8};

// The recipe that scores belong to: all but what bits and overrides of bits say, and but its name.
Recipe withoutBits(Recipe recipe, const ModelOutline& outline)
{
    const auto plan = resolve(recipe, outline.layers);
    std::vector<int> bits;
    for (const auto& scheme : plan.schemes)
        bits.push_back(scheme.quantizesWeight() ? 4 : 16);
    recipe.name.clear();
    return recipeWithBits(recipe, outline.layers, bits);
}

class SearchPresenter : public QObject
{
public:
    SearchPresenter(SearchPanel* panel, const DockContext& context)
        : QObject(panel)
        , m_panel(panel)
        , m_backend(context.backend)
        , m_document(context.document)
        , m_runs(context.runs)
        , m_tasks(context.tasks)
        , m_scores([this] {
            if (!m_scores.problem().isEmpty())
                finish(m_table, m_scores.problem());
        })
    {
        auto* selection = &context.selection;
        m_poll.setInterval(searchPoll);
        connect(&m_poll, &QTimer::timeout, this, &SearchPresenter::drain);
        connect(&m_document, &Document::workspaceChanged, this, &SearchPresenter::reopen);
        connect(&m_document, &Document::recipeChanged, this, &SearchPresenter::recipeChanged);
        connect(&m_runs, &RunList::runsChanged, this, &SearchPresenter::showRuns);
        connect(&m_runs, &RunList::liveChanged, this, &SearchPresenter::giveWay);
        connect(selection, &Selection::layerChanged, this,
                [this, selection] { m_panel->setSelectedLayer(selection->layer()); });
        connect(&m_document, &Document::closing, this, &SearchPresenter::stop);
        connect(panel, &SearchPanel::measureRequested, this, &SearchPresenter::measure);
        connect(panel, &SearchPanel::stopRequested, this, &SearchPresenter::stop);
        connect(panel, &SearchPanel::searchChanged, this, &SearchPresenter::search);
        connect(panel, &SearchPanel::layerSelected, selection, &Selection::selectLayer);
        connect(panel, &SearchPanel::applyRequested, this, &SearchPresenter::apply);
        connect(panel, &SearchPanel::runRequested, this, [this] {
            apply();
            m_document.start();
        });
        panel->setProgress(-1, {});
        m_tasks.addSource(this, [this] { return tasks(); });
        reopen();
    }

private:
    void reopen()
    {
        stop();
        m_table = {};
        m_measured.reset();
        m_panel->setLayers(m_document.isOpen() ? m_document.opened().outline->layers : std::vector<Layer>());
        m_panel->setTable(m_table);
        m_panel->setProgress(-1, {});
        recipeChanged();
    }

    bool fits() const
    {
        return m_measured && m_document.isOpen() &&
            withoutBits(m_document.recipe(), *m_document.opened().outline) == *m_measured;
    }

    // Scores do not depend on bits; any other change of the recipe makes them those of another one.
    void recipeChanged()
    {
        if (m_wanted && !fits())
            stop();
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
        if (!fits())
            return m_panel->setSearch(
                nullptr,
                m_table.groups.empty()
                    ? SearchPanel::tr("Press Measure: the budget chooses bits once every layer is measured.")
                    : SearchPanel::tr("The scores belong to other settings than the recipe's. Measure again."));
        try {
            const auto measure = m_panel->measure().toStdString();
            auto problem = bitProblem(recipe, outline, m_table, measure, m_panel->keepsOverrides());
            std::vector<std::optional<int>> bits(problem.groups.size());
            for (size_t g = 0; g < bits.size(); ++g)
                bits[g] = commonBits(problem.groups[g]);
            const auto own = bitsOf(problem, m_document.planned().plan);
            const double average = own ? assignmentOf(problem, *own).averageBits : 4;
            m_panel->setRecipeBits(bits, average, m_document.planned().size.bytes / 1e6);
            m_panel->setSearch(std::make_shared<const BitSearch>(std::move(problem), m_panel->budgetKind()));
        } catch (const Error&) {
            m_panel->setSearch(nullptr,
                               m_wanted ? SearchPanel::tr("The budget chooses bits once every layer is measured.")
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
        if (fits())
            for (const auto& run : m_runs.all()) {
                if (!isComplete(run) || run.id == 0 || !askTheSame(run.record.spec.subset, m_document.subset()) ||
                    withoutBits(recipeOf(run), *m_document.opened().outline) != *m_measured)
                    continue;
                KnownRun known{nameOf(run), {}, correctOf(run.answers), scoredOf(run.answers)};
                BitProblem problem;
                problem.groups = m_table.groups;
                problem.bits = m_table.bits;
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
        m_measured = withoutBits(m_document.recipe(), outline);
        m_measures = {"kurtosis", "hessian_trace", "output_error", "kl"};
        if (m_panel->measure() == QLatin1String("hits"))
            m_measures.push_back("hits");
        m_wanted = true;
        m_poll.start();
        m_tasks.touch();
        giveWay();
    }

    // A run goes first: its user waits for it. What is measured by then is kept, and the rest is measured behind it.
    void giveWay()
    {
        if (!m_wanted)
            return;
        if (m_runs.live() || m_document.hasPendingStart()) {
            m_scores.cancel();
            m_panel->setProgress(0, SearchPanel::tr("waiting for the run to end"));
        } else if (!m_scores.isBusy()) {
            submit();
        }
    }

    std::vector<Task> tasks()
    {
        if (!m_wanted)
            return {};
        Task task;
        task.id = QStringLiteral("search");
        task.title = SearchPanel::tr("Measuring layers for the search");
        task.isRunning = m_scores.isBusy();
        task.what =
            task.isRunning ? QString::fromStdString(m_status.what) : SearchPanel::tr("waiting for the run to end");
        task.fraction = task.isRunning ? m_status.fraction : -1;
        task.cancel = [this] { stop(); };
        return {task};
    }

    void submit()
    {
        m_status = {};
        m_feed = std::make_shared<SensitivityFeed>();
        m_scores.start(m_backend.sensitivity({*m_measured, m_measures, widths, m_panel->questions()}, m_feed),
                       [this] { finish(*m_scores.value(), {}); });
    }

    void finish(SensitivityTable table, const QString& problem)
    {
        m_wanted = false;
        m_poll.stop();
        m_table = std::move(table);
        m_panel->setTable(m_table);
        m_panel->setProgress(-1, {});
        search();
        showRuns();
        if (!problem.isEmpty())
            Q_EMIT m_document.problem(problem);
    }

    void drain()
    {
        if (!m_scores.isBusy())
            return giveWay();
        auto news = m_feed->take();
        m_status = news;
        if (news.table) {
            m_table = std::move(*news.table);
            m_panel->setTable(m_table);
        }
        m_panel->setProgress(news.fraction, QString::fromStdString(news.what));
    }

    void stop()
    {
        const bool was = m_wanted;
        m_scores.cancel();
        m_wanted = false;
        m_poll.stop();
        m_panel->setProgress(-1, {});
        if (was)
            search();
    }

    void apply()
    {
        const auto assignment = m_panel->assignment();
        if (!assignment || !fits())
            return;
        const auto& layers = m_document.opened().outline->layers;
        auto recipe = recipeWithBits(m_document.recipe(), layers, m_table.groups, assignment->bits);
        const auto average = QString::number(assignment->averageBits, 'f', 2);
        const auto name = SearchPanel::tr("Search %1, %2 bits").arg(m_panel->measure(), average);
        recipe.name = name.toStdString();
        m_document.editRecipe(recipe, name);
    }

    SearchPanel* m_panel;
    Backend& m_backend;
    Document& m_document;
    const RunList& m_runs;
    TaskList& m_tasks;
    SensitivityTable m_table;
    std::optional<Recipe> m_measured; // the recipe of the table, without its bits
    std::vector<std::string> m_measures;
    std::shared_ptr<SensitivityFeed> m_feed;
    JobStatus m_status; // of the measuring under way
    Latest<SensitivityTable> m_scores;
    bool m_wanted = false;
    QTimer m_poll;
};

}

QWidget* createSearchDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new SearchPanel(context.saveAs.withoutRun());
    new SearchPresenter(panel, context);
    return inScrollArea(panel, parent);
}

}
