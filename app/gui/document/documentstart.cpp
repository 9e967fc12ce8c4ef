// SPDX-License-Identifier: GPL-3.0-or-later
// When a run starts, and why it does not: what has run before, what does not fit, what would take too long.

#include "gui/document/document.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

#include "archive/runarchive.h"
#include "common/sentence.h"

namespace quantscope {
namespace {

QuestionSubset quickLookQuestions()
{
    return stratifiedQuestions(10);
}

// Those that it answered, sorted.
std::vector<size_t> answeredRows(const RunRecord& record)
{
    std::vector<size_t> rows;
    for (const auto& prediction : record.predictions)
        rows.push_back(prediction.row);
    std::sort(rows.begin(), rows.end());
    return rows;
}

QString errorsOf(const std::vector<Issue>& issues)
{
    QStringList errors;
    for (const auto& issue : issues)
        if (issue.severity == Severity::Error)
            errors << sentence(issue.message);
    return errors.join(QStringLiteral("; "));
}

}

void Document::start(bool force)
{
    m_restart.stop();
    m_force = m_force || force;
    m_startedByHand = true;
    startRun(true);
}

void Document::stop()
{
    m_restart.stop();
    m_runs.stop();
}

Recipe Document::quickLookRecipe() const
{
    constexpr int64_t most = 4;
    auto recipe = m_recipe;
    for (auto* samples :
         {&recipe.calibration.weightSamples, &recipe.calibration.activationSamples, &recipe.calibration.errorSamples})
        *samples = std::min(*samples, most);
    recipe.name = title() + ", quick look";
    return recipe;
}

double Document::quickLookSeconds() const
{
    const bool quantizes = !isFloat(m_recipe);
    return preflightOf(m_opened, resolve(quickLookRecipe(), m_opened.outline->layers), quantizes, quickLookQuestions())
        .estimate.seconds;
}

void Document::startQuickLook()
{
    if (!hasModel())
        return;
    {
        const QScopedValueRollback guard(m_quiet, true);
        setSubset(quickLookQuestions());
        if (const auto recipe = quickLookRecipe(); !sameRecipe(recipe, m_recipe))
            editRecipe(recipe, tr("quick look"));
    }
    start();
}

void Document::startLater()
{
    if (m_quiet || isHeld())
        return;
    // What a run has reported so far belongs to an older recipe.
    if (m_runs.isRunning())
        m_runs.withdraw();
    m_restart.start();
}

QString Document::refusalOf(const Preflight& found) const
{
    if (found.fits || m_force)
        return {};
    QStringList problems, help;
    for (const auto& text : found.problems)
        problems << sentence(text);
    for (const auto& suggestion : found.suggestions)
        help << sentence(suggestion.message);
    auto text = tr("This does not fit: %1.").arg(problems.join(QStringLiteral("; ")));
    if (!help.isEmpty())
        text += ' ' + tr("It would with %1.").arg(help.join(tr(" or ")));
    return text;
}

QString Document::refusal(const Recipe& recipe) const
{
    if (m_opened.session)
        return m_runs.missingModel();
    const auto plan = resolve(recipe, m_opened.outline->layers);
    if (const auto errors = errorsOf(validate(recipe, plan, *m_opened.outline)); !errors.isEmpty())
        return tr("The recipe cannot run: %1").arg(errors);
    return refusalOf(preflightOf(m_opened, plan, !isFloat(recipe), m_subset));
}

// Neither does what would end a long run that is under way.
bool Document::isHeld()
{
    const double seconds = m_planned.preflight.estimate.seconds;
    const bool held = hasModel() && seconds > m_unaskedLimit && (m_runs.isRunning() || !isKnown());
    if (held)
        Q_EMIT longRunHeld(seconds, false);
    return held;
}

bool Document::isKnown() const
{
    return knownRun() || !storedIds().empty();
}

// The run that these settings have had already.
std::optional<int> Document::knownRun() const
{
    if (isFloat(m_recipe))
        return 0;
    if (const auto* like = m_runs.findLike(m_recipe, m_subset))
        return like->id;
    return {};
}

void Document::startRun(bool asked)
{
    if (!isOpen())
        return;
    if (m_opened.session)
        return Q_EMIT problem(m_runs.missingModel());
    if (const auto errors = errorsOf(m_planned.issues); !errors.isEmpty()) {
        Q_EMIT problem(tr("The recipe cannot run: %1").arg(errors));
        return;
    }
    estimate();
    if (const auto why = refusalOf(m_planned.preflight); !why.isEmpty()) {
        Q_EMIT problem(why + ' ' + tr("Run → Run anyway starts it all the same."));
        return;
    }
    if (const auto known = knownRun())
        return showKnown(*known, asked);
    if (!showStored(asked))
        startNew();
}

// Only who asked for a run wonders why there is none.
void Document::showKnown(int run, bool asked)
{
    const auto& known = *m_runs.find(run);
    if (run != 0 && asked)
        Q_EMIT notice(tr("These settings have run before: %1 is shown.").arg(nameOf(known)));
    if (run != 0 && m_recipe.name.empty())
        setOrigin(known.record);
    m_runs.showInstead(run);
    startFloat(asked && run == 0);
}

void Document::startNew()
{
    auto recipe = m_recipe;
    recipe.name = title();
    m_runs.start(recipe, m_subset, m_origin.run);
}

std::vector<std::string> Document::storedIds() const
{
    RunSpec spec;
    spec.recipe = m_recipe;
    return m_library.idsLike(recipeHash(spec), m_opened.modelHash, m_opened.dataHash,
                             countOf(m_subset, *m_opened.data));
}

// A run of the store that these settings have had on this machine.
bool Document::showStored(bool asked)
{
    const auto ids = storedIds();
    if (ids.empty())
        return false;
    auto rows = rowsOf(m_subset, *m_opened.data);
    std::sort(rows.begin(), rows.end());
    m_elsewhere.start(m_library.loadPresent(ids), [this, recipe = m_recipe, rows, asked] {
        if (!sameRecipe(recipe, m_recipe))
            return;
        const auto& records = *m_elsewhere.value();
        const auto like = std::find_if(records.begin(), records.end(), [&](const RunRecord& record) {
            return isOfThisMachine(record, m_opened) && answeredRows(record) == rows;
        });
        if (like == records.end())
            return startNew();
        m_runs.fetch(like->id, [this, asked](int run) { showKnown(run, asked); });
    });
    return true;
}

void Document::runEnded()
{
    const auto& shown = m_runs.shown();
    if (shown.id != 0 && sameRecipe(recipeOf(shown), m_recipe))
        setOrigin(shown.record);
    startFloat(m_startedByHand); // for the questions that the run was asked
}

void Document::startFloatAnswers()
{
    startFloat(true);
}

// The float model's answers and what enters its layers, unless they are there.
void Document::startFloat(bool asked)
{
    if (!hasModel() || m_runs.live())
        return;
    const auto& answers = m_runs.all().front().answers;
    const auto wanted = rowsOf(m_subset, *m_opened.data);
    const bool answered =
        std::all_of(wanted.begin(), wanted.end(), [&](size_t row) { return answers.at(row).has_value(); });
    const auto protocol = protocolOf(m_runs.all().front().record.spec);
    const bool fits = haveSameFloatAnswers(protocol, m_recipe.protocol, m_opened) &&
        haveSameFloatInputs(protocol, m_recipe.protocol, m_opened);
    if (fits && answered && m_backend.held(0).profiled)
        return;
    const auto found = preflightOf(m_opened, {}, false, m_subset);
    const auto why = refusalOf(found);
    if (why.isEmpty() && !asked && found.estimate.seconds > m_unaskedLimit) {
        const std::pair held(m_opened.modelHash + m_opened.dataHash, m_subset);
        if (std::exchange(m_floatHeld, held) != held)
            Q_EMIT longRunHeld(found.estimate.seconds, true);
        return;
    }
    if (!why.isEmpty()) {
        Q_EMIT problem(why + ' ' + tr("Run → Run anyway starts it all the same."));
        return;
    }
    m_runs.startFloat(m_subset, m_recipe.calibration.errorSamples, m_recipe.protocol);
}

}
