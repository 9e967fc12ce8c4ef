// SPDX-License-Identifier: GPL-3.0-or-later
// The scores' dock: float, pinned and current side by side, over the questions that the current run has answered.

#include "gui/docks/docks.h"

#include <QTimer>

#include <set>

#include "gui/document/document.h"
#include "gui/document/selection.h"
#include "scores/scorerows.h"
#include "scores/scorespanel.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

constexpr int updateMilliseconds = 250;

// The questions that a run is to answer, by row.
std::vector<size_t> askedRows(const Run& run, const Dataset& data)
{
    std::set<size_t> rows;
    for (const size_t row : rowsOf(run.record.spec.subset, data))
        rows.insert(row);
    for (size_t row = 0; row < run.answers.size(); ++row) // of an earlier run with more questions
        if (run.answers[row])
            rows.insert(row);
    return {rows.begin(), rows.end()};
}

class ScoresPresenter : public QObject
{
public:
    ScoresPresenter(ScoresPanel* panel, const Document& document, const RunList& runs)
        : QObject(panel)
        , m_panel(panel)
        , m_document(document)
        , m_runs(runs)
    {
        m_timer.setSingleShot(true);
        m_timer.setInterval(updateMilliseconds);
        connect(&m_timer, &QTimer::timeout, this, &ScoresPresenter::show);
        const auto later = [this] {
            if (!m_timer.isActive())
                m_timer.start();
        };
        connect(&runs, &RunList::answersArrived, this, later);
        connect(&runs, &RunList::liveChanged, this, later);
        connect(&runs, &RunList::progressChanged, this, [this, later] {
            if (!awaited().isEmpty())
                later();
        });
        connect(&runs, &RunList::shownChanged, this, &ScoresPresenter::show);
        connect(&document, &Document::workspaceChanged, this, &ScoresPresenter::show);
        show();
    }

private:
    // The shown run's scores stay while a run has not answered anything yet.
    bool showsLive() const
    {
        return m_runs.isRunning() && answeredOf(m_runs.answers()) > 0;
    }

    void show()
    {
        m_timer.stop();
        if (!m_document.isOpen()) {
            m_panel->setFacts({});
            return m_panel->setRows({}, {});
        }
        const auto& run = showsLive() ? *m_runs.find(m_runs.live()->id) : m_runs.shown();
        const auto& data = *m_document.opened().data;
        const auto& pinned = m_runs.pinned();
        const auto& floats = m_runs.all().front();
        // Answers to other images are no baseline, nor are other metrics' scores, nor the run itself.
        const auto comparable = [&](const Run& other) { return other.id != run.id && areComparable(other, run, data); };
        const bool ownBaseline = pinned.id != 0 && comparable(pinned);
        ScoreSource source{&data, &run.answers, comparable(floats) ? &floats.answers : nullptr,
                           ownBaseline ? &pinned.answers : nullptr, askedRows(run, data)};
        auto list = scoreRows(source, ScoresPanel::tr("Total"));
        const bool known = !list.empty();
        m_panel->setShownName(nameOf(run));
        m_panel->setAwaited(awaited());
        m_panel->setRows(std::move(list), ownBaseline ? nameOf(pinned) : QString());
        m_panel->setFacts(known ? meaningOf(run, data).facts : QStringList());
    }

    // What is under way while nothing of it can be shown.
    QString awaited() const
    {
        if (!m_runs.isRunning() || showsLive())
            return {};
        const auto& live = *m_runs.live();
        return ScoresPanel::tr("“%1” has not answered a question yet: %2")
            .arg(nameOf(*m_runs.find(live.id)), workText(live));
    }

    ScoresPanel* m_panel;
    const Document& m_document;
    const RunList& m_runs;
    QTimer m_timer;
};

}

QWidget* createScoresDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new ScoresPanel(context.saveAs, parent);
    new ScoresPresenter(panel, context.document, context.runs);
    auto* selection = &context.selection;
    QObject::connect(panel, &ScoresPanel::categoryChosen, selection,
                     [selection](const QString& category) { selection->askForQuestions(category, false); });
    QObject::connect(panel, &ScoresPanel::categoryOpened, selection,
                     [selection](const QString& category) { selection->askForQuestions(category, true); });
    return panel;
}

}
