// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/ablationrunner.h"

#include <QCoreApplication>

#include <algorithm>

#include "common/coretext.h"
#include "gui/document/document.h"
#include "run/ablation.h"

namespace quantscope {

AblationRunner::AblationRunner(Document& document, RunList& runs, const Ablation& ablation, QObject* parent,
                               const CalibrationRecipe* calibration)
    : QObject(parent)
    , m_document(document)
    , m_runs(runs)
    , m_ablation(ablation)
{
    for (size_t i = 0; i < ablation.steps.size(); ++i) {
        m_recipes.push_back(ablationRecipe(ablation, i));
        if (calibration)
            m_recipes.back().calibration = *calibration;
    }
    findDemo();
    connect(&runs, &RunList::liveChanged, this, &AblationRunner::look, Qt::QueuedConnection);
    connect(&runs, &RunList::runsChanged, this, &AblationRunner::changed);
    for (const auto signal : {&Document::limitChanged, &Document::workspaceChanged})
        connect(&document, signal, this, &AblationRunner::changed);
    connect(&document, &Document::workspaceChanged, this, [this] {
        findDemo();
        m_stage = 0;
        m_running = false;
        m_problem.clear();
        Q_EMIT changed();
    });
}

// Once for a model: it looks for files.
void AblationRunner::findDemo()
{
    m_isDemo = m_document.isOpen() && m_document.opened().sources.model == demoSources().model;
}

const Run* AblationRunner::runOf(size_t stage) const
{
    const auto& runs = m_runs.all();
    const auto found = std::find_if(runs.begin(), runs.end(), [&](const Run& run) {
        return run.id != 0 && run.state == Run::Complete && run.limit == m_document.limit() &&
            sameRecipe(run.recipe, m_recipes[stage]);
    });
    return found == runs.end() ? nullptr : &*found;
}

void AblationRunner::start(bool fromTheFirst)
{
    if (m_running || !m_document.isOpen())
        return;
    if (fromTheFirst)
        m_stage = 0;
    m_running = true;
    m_stopping = false;
    m_problem.clear();
    runNext();
}

void AblationRunner::stop()
{
    m_stopping = true;
    Q_EMIT changed();
}

void AblationRunner::runNext()
{
    if (m_stopping || m_stage >= m_recipes.size()) {
        m_running = false;
        return Q_EMIT changed();
    }
    auto recipe = m_recipes[m_stage];
    m_starting = true;
    m_document.editRecipe(recipe, tr("step %1 of the lesson").arg(m_stage + 1));
    m_document.start();
    m_starting = false;
    if (!m_runs.isRunning() && !runOf(m_stage))
        return giveUp(tr("this step could not start"));
    Q_EMIT changed();
    if (!m_runs.isRunning())
        look();
}

// After every start and end of a run: is the one that was waited for there, or did somebody take another way?
void AblationRunner::look()
{
    if (!m_running || m_starting)
        return;
    if (runOf(m_stage)) {
        ++m_stage;
        return runNext();
    }
    const bool ours = sameRecipe(m_document.recipe(), m_recipes[m_stage]);
    if (!ours)
        giveUp(tr("stopped: the recipe was changed"));
    else if (!m_runs.isRunning() && !m_document.hasPendingStart())
        giveUp(tr("stopped"));
}

void AblationRunner::giveUp(const QString& why)
{
    m_problem = why;
    m_running = false;
    Q_EMIT changed();
}

std::vector<StepRow> AblationRunner::rows() const
{
    std::vector<StepRow> rows;
    const auto stages = m_ablation.steps;
    for (size_t i = 0; i < stages.size(); ++i) {
        StepRow row;
        row.title = QStringLiteral("%1  %2").arg(i + 1).arg(coreText(stages[i].title));
        row.why = coreText(stages[i].why);
        row.expected = m_isDemo ? stages[i].demoCorrect : -1;
        if (const auto* run = runOf(i)) {
            row.state = StepRow::Done;
            row.hits = hitsOf(run->outcome.answers);
            row.questions = answeredOf(run->outcome.answers);
            row.meanSqnrDb = meanSqnrDb(run->outcome.record.layers);
            row.seconds = run->outcome.seconds;
        } else if (i == m_stage && (m_running || !m_problem.isEmpty())) {
            row.state = m_running ? StepRow::Running : StepRow::Failed;
            row.problem = m_problem;
        }
        rows.push_back(std::move(row));
    }
    StepRow plain;
    plain.title = tr("Float model");
    plain.why = tr("Nothing is rounded");
    plain.isFloat = true;
    const auto& answers = m_runs.all().front().outcome.answers;
    // Only as many questions as the steps answer.
    const auto all = static_cast<int64_t>(answers.size());
    const auto wanted = m_document.limit() < 0 ? all : std::min(all, m_document.limit());
    const Answers first(answers.begin(), answers.begin() + wanted);
    plain.questions = answeredOf(first);
    if (plain.questions == wanted && wanted > 0) {
        plain.state = StepRow::Done;
        plain.hits = hitsOf(first);
    }
    rows.push_back(plain);
    return rows;
}

}
