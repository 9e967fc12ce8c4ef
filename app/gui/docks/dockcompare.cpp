// SPDX-License-Identifier: GPL-3.0-or-later
// The dock of runs side by side: it reads the chosen ones from the store, or from memory where there is none, and
// compares them on a thread of its own.

#include "gui/docks/docks.h"

#include <QEvent>

#include <functional>
#include <map>
#include <optional>

#include "archive/comparability.h"
#include "compare/axisview.h"
#include "compare/comparepanel.h"
#include "gui/document/document.h"
#include "gui/document/selection.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

const QString runsKey = QStringLiteral("compare/runs"), fieldKey = QStringLiteral("compare/field");

using RecordPtr = std::shared_ptr<const RunRecord>;

// What a record was when it was read. A run under way is not read anew for each of its answers.
struct KnownRecord
{
    RecordPtr record;
    std::string name, updated;
    RunState state = RunState::Waiting;

    bool isOf(const RunSummary& run) const
    {
        return state == run.state && name == run.name && (state == RunState::Running || updated == run.updated);
    }
};

KnownRecord knownAs(const RunSummary& run, RunRecord record)
{
    return {std::make_shared<const RunRecord>(std::move(record)), run.name, run.updated, run.state};
}

// Of a run that only the window holds.
RunRecord recordInMemory(const Run& run, const Dataset& data)
{
    auto record = run.record;
    if (!record.predictions.empty() && record.asked.size() == record.predictions.size())
        return record;
    record.predictions.clear();
    record.asked.clear();
    for (size_t row = 0; row < run.answers.size() && row < data.questions.size(); ++row) {
        if (!run.answers[row])
            continue;
        const auto& question = data.questions[row];
        record.predictions.push_back(*run.answers[row]);
        record.asked.push_back({question.category, question.question, question.answers});
    }
    record.data = data.name;
    std::vector<ScoredAnswer> scored;
    for (size_t row = 0; row < run.answers.size() && row < data.questions.size(); ++row)
        if (run.answers[row] && run.answers[row]->isScored)
            scored.push_back({&data.questions[row], run.answers[row]->score, run.answers[row]->text});
    record.score = summarize(metricOf(data), scored);
    return record;
}

// Complete runs that only the window holds, and the scores of their answers, as the axis wants them.
struct RunsInMemory
{
    std::vector<StoredRecipe> recipes;
    std::map<std::string, std::vector<double>> scores;
};

RunsInMemory runsInMemory(const RunList& runs, const Dataset& data, const std::string& model)
{
    RunsInMemory all;
    for (const auto& run : runs.all()) {
        if (!isComplete(run))
            continue;
        StoredRecipe stored{run.record.id, run.record.name, model, data.name, {}, {}};
        stored.questions = std::to_string(answeredOf(run.answers));
        if (run.record.spec.recipe)
            stored.recipe = recipeToJson(*run.record.spec.recipe).dump();
        auto& scores = all.scores[stored.id];
        for (const auto& answer : run.answers)
            if (answer && answer->isScored)
                scores.push_back(answer->score);
        all.recipes.push_back(std::move(stored));
    }
    return all;
}

class ComparePresenter : public QObject
{
public:
    ComparePresenter(ComparePanel* panel, const DockContext& context)
        : QObject(panel)
        , m_panel(panel)
        , m_document(context.document)
        , m_library(context.library)
        , m_runs(context.runs)
        , m_selection(context.selection)
        , m_settings(context.settings)
        , m_isListed(!m_library.all().empty())
    {
        connect(panel, &ComparePanel::runsChanged, this, &ComparePresenter::takeChoice);
        connect(panel, &ComparePanel::showRunRequested, this,
                [this](const QString& id) { m_document.showRun(id.toStdString()); });
        connect(panel, &ComparePanel::questionChosen, &m_selection, &Selection::selectQuestion);
        connect(panel, &ComparePanel::axisRequested, this, &ComparePresenter::readAxis);
        connect(&m_selection, &Selection::comparedRunsChanged, this, [this] {
            m_panel->setRuns(m_selection.comparedRuns());
            offerRuns();
        });
        connect(&m_library, &RunLibrary::changed, this, &ComparePresenter::libraryChanged);
        connect(&m_runs, &RunList::runsChanged, this, &ComparePresenter::memoryChanged);
        connect(&m_document, &Document::workspaceChanged, this, &ComparePresenter::showDataset);
        showDataset();
        m_panel->axis()->setPath(m_settings.value(fieldKey).toString());
        m_selection.setComparedRuns(m_settings.value(runsKey).toStringList());
        m_panel->setRuns(m_selection.comparedRuns());
        for (const auto signal : {&RunList::runsChanged, &RunList::shownChanged, &RunList::liveChanged})
            connect(&m_runs, signal, this, &ComparePresenter::offerRuns);
        panel->installEventFilter(this);
        offerRuns();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Show)
            offerRuns();
        return QObject::eventFilter(watched, event);
    }

private:
    void takeChoice(const QStringList& ids)
    {
        if (ids != m_offered || !m_selection.comparedRuns().isEmpty()) {
            m_settings.setValue(runsKey, ids);
            m_selection.setComparedRuns(ids);
        }
        read();
    }

    // Until somebody chooses, the pinned and the shown run, which all other views compare.
    void offerRuns()
    {
        if (!m_panel->isVisible() || !m_selection.comparedRuns().isEmpty())
            return;
        QStringList ids;
        for (const auto* run : {&m_runs.pinned(), &m_runs.shown()}) {
            const bool isLive = m_runs.live() && m_runs.live()->id == run->id;
            if (!isLive && !run->record.id.empty() && scoredOf(run->answers) > 0)
                ids << QString::fromStdString(run->record.id);
        }
        ids.removeDuplicates();
        m_offered = ids.size() == 2 ? ids : QStringList();
        m_panel->setRuns(m_offered);
    }

    void showDataset()
    {
        m_panel->setDataset(m_document.isOpen() ? m_document.opened().data : nullptr);
    }

    // Reads what is not known, or not as it is now, and then compares. The store's list may come later.
    void read()
    {
        m_panel->setProblem({});
        std::vector<std::string> missing;
        std::map<std::string, RunSummary> asked;
        for (const auto& each : m_panel->runs()) {
            const auto id = each.toStdString();
            const auto known = m_known.find(id);
            if (const auto* run = m_library.find(id)) {
                if (known != m_known.end() && known->second.isOf(*run))
                    continue;
                missing.push_back(id);
                asked[id] = *run;
            } else if (const auto* held = m_document.isOpen() ? m_runs.findRecord(id) : nullptr) {
                auto record = recordInMemory(*held, *m_document.opened().data);
                m_known[id] = {
                    std::make_shared<const RunRecord>(std::move(record)), held->record.name, {}, held->record.state};
            } else {
                m_known.erase(id);
            }
        }
        if (missing.empty())
            return compare();
        m_compared.cancel();
        m_records.start(m_library.load(missing), [this, asked] {
            for (const auto& record : *m_records.value())
                m_known[record.id] = knownAs(asked.at(record.id), record);
            compare();
        });
    }

    // A run that is not there any more leaves the comparison.
    void compare()
    {
        std::vector<RecordPtr> records;
        QStringList present;
        for (const auto& id : m_panel->runs())
            if (const auto known = m_known.find(id.toStdString()); known != m_known.end()) {
                records.push_back(known->second.record);
                present << id;
            }
        if (present != m_panel->runs()) {
            if (m_isListed || !hasFile())
                m_panel->setRuns(present);
            return;
        }
        std::erase_if(m_known,
                      [&](const auto& known) { return !present.contains(QString::fromStdString(known.first)); });
        const Call<ComparedRuns> call = [this, records](QObject* receiver, JobEnd<ComparedRuns> end) {
            return m_engine.submit<ComparedRuns>(
                Engine::Short, receiver,
                [records](const Progress&) {
                    std::vector<RunRecord> copies;
                    for (const auto& record : records)
                        copies.push_back(*record);
                    return sideBySide(std::move(copies));
                },
                std::move(end));
        };
        m_compared.start(call, [this] { m_panel->setComparison(m_compared.value()); });
    }

    void tell()
    {
        m_panel->setBusy(m_records.isBusy() || m_compared.isBusy());
        for (const auto& problem : {m_records.problem(), m_compared.problem()})
            if (!problem.isEmpty())
                m_panel->setProblem(problem);
    }

    // Runs come from a store or a session, not from memory alone.
    bool hasFile() const
    {
        return m_library.isKept() || !m_library.session().empty();
    }

    // Without a store nobody else tells.
    void memoryChanged()
    {
        if (!hasFile())
            libraryChanged();
    }

    void libraryChanged()
    {
        m_isListed = m_isListed || hasFile();
        if (!m_panel->runs().isEmpty() && hasChanged())
            read();
        if (m_panel->axis()->isVisible())
            readAxis(m_panel->axis()->path());
    }

    bool hasChanged() const
    {
        for (const auto& each : m_panel->runs()) {
            const auto id = each.toStdString();
            const auto known = m_known.find(id);
            const auto* run = m_library.find(id);
            if (known == m_known.end() || (run ? !known->second.isOf(*run) : !isAsInMemory(id, known->second)))
                return true;
        }
        return false;
    }

    bool isAsInMemory(const std::string& id, const KnownRecord& known) const
    {
        const auto* run = m_runs.findRecord(id);
        return run && run->record.state == known.state && run->record.name == known.name;
    }

    // Equal while an axis shows the same. A run under way is on none.
    size_t axisMark(const std::string& path) const
    {
        auto mark = std::hash<std::string>()(path);
        for (const auto& run : m_library.all())
            if (run.state == RunState::Complete)
                mark += std::hash<std::string>()(run.id + run.name);
        for (const auto& run : m_runs.all())
            if (!hasFile() && isComplete(run))
                mark += std::hash<std::string>()(run.record.id + run.record.name);
        return mark;
    }

    void readAxis(const QString& path)
    {
        m_settings.setValue(fieldKey, path);
        const auto mark = axisMark(path.toStdString());
        if (mark == m_axisMark && m_axis.problem().isEmpty())
            return;
        m_axisMark = mark;
        m_axis.start(hasFile() ? m_library.axis(path.toStdString()) : axisInMemory(path.toStdString()),
                     [this] { m_panel->axis()->setAxis(*m_axis.value()); });
    }

    Call<RunAxis> axisInMemory(const std::string& path)
    {
        const auto runs = m_document.isOpen()
            ? runsInMemory(m_runs, *m_document.opened().data, m_document.opened().outline->name)
            : RunsInMemory();
        return [this, path, runs](QObject* receiver, JobEnd<RunAxis> end) {
            return m_engine.submit<RunAxis>(
                Engine::Short, receiver,
                [path, runs](const Progress& progress) {
                    auto axis = axisOf(runs.recipes, path, progress);
                    addScores(
                        axis, [&](const std::string& id) { return runs.scores.at(id); }, progress);
                    return axis;
                },
                std::move(end));
        };
    }

    void tellAxis()
    {
        m_panel->axis()->setBusy(m_axis.isBusy());
        if (!m_axis.problem().isEmpty())
            m_panel->axis()->setProblem(m_axis.problem());
    }

    ComparePanel* m_panel;
    Document& m_document;
    RunLibrary& m_library;
    const RunList& m_runs;
    Selection& m_selection;
    QSettings& m_settings;
    std::map<std::string, KnownRecord> m_known; // of the chosen runs, by id
    bool m_isListed; // the store's list is there
    QStringList m_offered; // the runs that nobody has chosen
    std::optional<size_t> m_axisMark; // of what the axis shows or will show
    Engine m_engine;
    Latest<std::vector<RunRecord>> m_records{[this] { tell(); }};
    Latest<ComparedRuns> m_compared{[this] { tell(); }};
    Latest<RunAxis> m_axis{[this] { tellAxis(); }};
};

}

QWidget* createCompareDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new ComparePanel(context.saveAs.withoutRun(), parent);
    new ComparePresenter(panel, context);
    return panel;
}

}
