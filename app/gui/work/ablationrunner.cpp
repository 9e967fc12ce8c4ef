// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/ablationrunner.h"

#include <QCoreApplication>

#include <algorithm>

#include "common/coretext.h"
#include "experiments/ablation.h"
#include "gui/document/document.h"

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
    m_group = "steps of " + std::string(ablation.id);
    m_queued.resize(m_recipes.size());
    findDemo();
    connect(&runs, &RunList::runsChanged, this, &AblationRunner::look);
    for (const auto signal : {&Document::subsetChanged, &Document::workspaceChanged})
        connect(&document, signal, this, &AblationRunner::changed);
    connect(&document, &Document::workspaceChanged, this, [this] {
        findDemo();
        m_queued.assign(m_recipes.size(), {});
        m_refusal.clear();
        Q_EMIT changed();
    });
}

// Once for a model: it looks for files.
void AblationRunner::findDemo()
{
    m_isDemo = m_document.isOpen() && m_document.opened().sources.model == demoSources().model;
}

const Run* AblationRunner::runOf(size_t step) const
{
    return m_runs.findLike(m_recipes[step], m_document.subset());
}

bool AblationRunner::isRunning() const
{
    return m_runs.queue().isWaiting(m_group);
}

void AblationRunner::start(bool fromTheFirst)
{
    if (isRunning() || !m_document.isOpen())
        return;
    m_refusal.clear();
    size_t step = 0;
    while (!fromTheFirst && step < m_recipes.size() && runOf(step))
        ++step;
    for (; step < m_recipes.size() && m_refusal.isEmpty(); ++step) {
        if (runOf(step))
            continue;
        m_refused = step;
        m_refusal = m_document.refusal(m_recipes[step]);
        if (m_refusal.isEmpty())
            m_queued[step] = m_runs.enqueue(m_recipes[step], m_document.subset(), m_group);
    }
    Q_EMIT changed();
}

void AblationRunner::stop()
{
    m_runs.cancelWaiting(m_group);
}

// A step that has failed ends the walk: the later ones would say little without it.
void AblationRunner::look()
{
    for (const auto& id : m_queued)
        if (const auto* queued = m_runs.queue().find(id); queued && queued->state == RunState::Failed && isRunning())
            return m_runs.cancelWaiting(m_group); // and is called again
    Q_EMIT changed();
}

// Empty: the step is done, waits, or was never started.
QString AblationRunner::problemOf(size_t step) const
{
    if (step == m_refused && !m_refusal.isEmpty())
        return m_refusal;
    const auto* queued = m_runs.queue().find(m_queued[step]);
    if (queued && queued->state == RunState::Failed)
        return QString::fromStdString(queued->problem);
    return queued && queued->state == RunState::Cancelled && m_runs.findRecord(queued->id) ? tr("stopped") : QString();
}

std::vector<StepRow> AblationRunner::rows() const
{
    std::vector<StepRow> rows;
    const auto stages = m_ablation.steps;
    const auto meaning = [this](const Run& run) { return meaningOf(run, *m_document.opened().data); };
    for (size_t i = 0; i < stages.size(); ++i) {
        StepRow row;
        row.title = QStringLiteral("%1  %2").arg(i + 1).arg(coreText(stages[i].title));
        row.why = coreText(stages[i].why);
        row.meaning = scoreMeaning(m_recipes[i].protocol);
        row.expected = m_isDemo ? stages[i].demoCorrect : -1;
        if (const auto* run = runOf(i)) {
            row.state = StepRow::Done;
            row.meaning = meaning(*run);
            row.correct = correctOf(run->answers);
            row.questions = scoredOf(run->answers);
            row.meanSqnrDb = meanSqnrDb(run->record.layers);
            row.seconds = run->record.seconds;
        } else if (const auto* queued = m_runs.queue().find(m_queued[i]);
                   queued && queued->state == RunState::Running) {
            row.state = StepRow::Running;
        } else if (row.problem = problemOf(i); !row.problem.isEmpty()) {
            row.state = StepRow::Failed;
        }
        rows.push_back(std::move(row));
    }
    StepRow plain;
    plain.title = tr("Float model");
    plain.why = tr("Nothing is quantized");
    plain.isFloat = true;
    const auto& answers = m_runs.all().front().answers;
    // Only the questions that the steps answer.
    const auto asked =
        m_document.isOpen() ? rowsOf(m_document.subset(), *m_document.opened().data) : std::vector<size_t>();
    Answers same;
    for (const size_t row : asked)
        same.push_back(row < answers.size() ? answers[row] : std::nullopt);
    plain.questions = scoredOf(same);
    if (answeredOf(same) == static_cast<int64_t>(asked.size()) && !asked.empty()) {
        plain.state = StepRow::Done;
        plain.meaning = meaning(m_runs.all().front());
        plain.correct = correctOf(same);
    }
    rows.push_back(plain);
    return rows;
}

}
