// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/document.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

#include "archive/runarchive.h"
#include "common/numbertext.h"
#include "common/sentence.h"
#include "gui/document/recipecommand.h"
#include "log/log.h"
#include "run/protocolfacts.h"
#include "run/stagekeys.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

constexpr int restartMilliseconds = 150;

QuestionSubset quickLookQuestions()
{
    return stratifiedQuestions(10);
}

void logOpened(const WorkspaceInfo& opened, qint64 milliseconds)
{
    logInfo("opened " + opened.outline->name + " and " + opened.data->name + ", " +
            std::to_string(opened.data->questions.size()) + " questions, in " + std::to_string(milliseconds) + " ms" +
            (opened.workload.lowMemory ? "; its weights stay in their files to save memory" : ""));
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

Document::Document(Backend& backend, RunLibrary& library, RunList& runs, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_runs(runs)
    , m_library(library)
    , m_opening([this] { openingMoved(); })
    , m_import([this] {
        Q_EMIT importingChanged();
        if (!m_import.problem().isEmpty())
            Q_EMIT problem(m_import.problem());
    })
    , m_adopted([this] {
        if (!m_adopted.problem().isEmpty())
            Q_EMIT problem(m_adopted.problem());
    })
    , m_elsewhere([this] {
        if (!m_elsewhere.problem().isEmpty())
            Q_EMIT problem(m_elsewhere.problem());
    })
{
    m_restart.setSingleShot(true);
    m_restart.setInterval(restartMilliseconds);
    connect(&m_restart, &QTimer::timeout, this, [this] {
        m_startedByHand = false;
        startRun(false);
    });
    connect(&runs, &RunList::ended, this, &Document::runEnded);
    connect(&library, &RunLibrary::problem, this, &Document::problem);
    connect(&runs, &RunList::problem, this, &Document::problem);
    connect(&runs, &RunList::notice, this, &Document::notice);
}

void Document::open(const Sources& sources)
{
    startOpening(m_backend.open(sources));
}

void Document::openSession(const std::filesystem::path& file, const std::string& recordId)
{
    startOpening(m_backend.openSession(file, recordId));
}

void Document::startOpening(const Call<WorkspaceInfo>& call)
{
    QElapsedTimer clock;
    clock.start();
    m_opening.start(call, [this, clock] {
        takeWorkspace();
        logOpened(m_opened, clock.elapsed());
        Q_EMIT workspaceChanged();
        Q_EMIT recipeChanged();
        Q_EMIT workspaceReady();
        if (const auto then = std::exchange(m_whenOpened, nullptr))
            then();
        if (m_opened.session)
            return showSession();
        if (const auto assumption = assumptionOf(*m_opened.data))
            Q_EMIT notice(tr("%1. Model → Metric chooses another.").arg(sentence(*assumption)));
        startFloat();
    });
}

void Document::openingMoved()
{
    Q_EMIT openingChanged();
    if (m_opening.problem().isEmpty())
        return;
    m_whenOpened = nullptr;
    Q_EMIT problem(m_opening.problem());
    Q_EMIT openingFailed();
    startFloat();
}

void Document::stopOpening()
{
    if (!m_opening.isBusy())
        return;
    m_opening.cancel();
    m_whenOpened = nullptr;
    Q_EMIT openingChanged();
    Q_EMIT openingFailed();
    startFloat();
}

void Document::takeWorkspace()
{
    m_opened = *m_opening.value();
    m_force = false;
    if (m_opened.session)
        m_library.useSession(m_opened.session->file);
    m_runs.reset(m_opened);
    replan();
}

// The run that it is about, beside the float model's answers, and its recipe in the editor.
void Document::showSession()
{
    const auto& session = *m_opened.session;
    Q_EMIT notice(tr("%1: %n run(s). %2", nullptr, static_cast<int>(session.runs))
                      .arg(QString::fromStdString(session.file.string()), m_runs.missingModel()));
    m_runs.fetch(session.run, [this](int run) {
        m_runs.showInstead(run);
        m_runs.takeStoredFloat(protocolOf(m_runs.shown().record.spec));
        applyRecipeOf(run);
    });
}

void Document::closeSession()
{
    if (hasModel())
        m_library.useSession({});
}

void Document::adoptSession()
{
    m_adopted.start(m_library.adoptSession(), [this] { adopted(*m_adopted.value()); });
}

void Document::adopted(const AdoptedRuns& runs)
{
    m_library.refresh();
    auto text = tr("%n run(s) of the session are among your own now", nullptr, static_cast<int>(runs.taken));
    if (runs.known > 0)
        text += tr("; %n of them were there before", nullptr, static_cast<int>(runs.known));
    Q_EMIT notice(text + '.');
}

void Document::close()
{
    Q_EMIT viewsClosing();
    Q_EMIT closing();
    m_runs.interrupt();
}

void Document::editRecipe(Recipe recipe, const QString& what)
{
    if (recipe == m_recipe)
        return;
    auto origin = m_origin;
    if (recipe.name != m_recipe.name && !recipe.name.empty()) {
        origin = {{recipe.name, recipe}, {}};
    } else if (!recipe.name.empty()) {
        origin.named = {m_recipe.name, m_recipe};
        recipe.name.clear();
    }
    m_undo.push(new RecipeCommand(*this, std::move(recipe), std::move(origin), what));
}

void Document::setRecipe(const Recipe& recipe, const RecipeOrigin& origin)
{
    m_recipe = recipe;
    m_origin = origin;
    replan();
    Q_EMIT recipeChanged();
    if (hasModel() && (m_autoRun || m_runs.isRunning() || m_restart.isActive()))
        startLater();
}

void Document::applyRecipeOf(int run)
{
    if (const auto* found = m_runs.find(run))
        applyRecipe(found->record);
}

void Document::applyRecipeOf(const std::string& recordId)
{
    if (const auto* found = m_runs.findRecord(recordId))
        return applyRecipe(found->record);
    m_elsewhere.start(m_library.load({recordId}), [this] { applyRecipe(m_elsewhere.value()->front()); });
}

void Document::applyRecipe(const RunRecord& record)
{
    auto recipe = record.spec.recipe.value_or(Recipe());
    recipe.name = record.name;
    editRecipe(recipe, tr("recipe of %1").arg(QString::fromStdString(record.name)));
    setOrigin(record);
}

void Document::setOrigin(const RunRecord& record)
{
    m_origin = {{record.name, record.spec.recipe.value_or(Recipe())}, record.id};
}

std::string Document::title() const
{
    return runTitle(m_recipe, std::span(&m_origin.named, m_origin.named.name.empty() ? 0 : 1));
}

void Document::restoreRecipe(const Recipe& recipe, const RecipeOrigin& origin)
{
    m_restart.stop();
    m_recipe = recipe;
    m_origin = origin;
    m_undo.clear();
    replan();
    Q_EMIT recipeChanged();
}

void Document::runEnded()
{
    const auto& shown = m_runs.shown();
    if (shown.id != 0 && sameRecipe(recipeOf(shown), m_recipe))
        setOrigin(shown.record);
    startFloat(m_startedByHand); // for the questions that the run was asked
}

bool Document::isOnOpened(const std::string& recordId) const
{
    const auto* known = m_library.find(recordId);
    return m_runs.findRecord(recordId) || (isOpen() && (!known || isOnOpenedFiles(*known, m_opened)));
}

void Document::openFor(const std::string& recordId, std::function<void()> then)
{
    if (m_library.isInSession(recordId)) {
        m_whenOpened = then;
        return openSession(m_library.session(), recordId);
    }
    m_elsewhere.start(m_library.load({recordId}), [this, then = std::move(then)] {
        const auto& record = m_elsewhere.value()->front();
        // A run that came in a session knows no folders, and a name alone must not lead anywhere.
        if (record.spec.sources.model.is_relative())
            return Q_EMIT problem(tr("%1 ran on %2 and %3 and does not say where they are: open both to see it.")
                                      .arg(QString::fromStdString(record.name), QString::fromStdString(record.model),
                                           QString::fromStdString(record.data)));
        Q_EMIT notice(tr("%1 ran on %2 and %3, which are opened for it.")
                          .arg(QString::fromStdString(record.name), QString::fromStdString(record.model),
                               QString::fromStdString(record.data)));
        m_whenOpened = then;
        open(sourcesOf(record));
    });
}

// What is open may have moved since.
Sources Document::sourcesOf(const RunRecord& record) const
{
    auto sources = record.spec.sources;
    if (isOpen() && joinedHash(record.modelFiles) == m_opened.modelHash)
        sources.model = m_opened.sources.model;
    if (isOpen() && record.dataFile.sha256 == m_opened.dataHash &&
        record.protocol.benchmark == m_opened.data->benchmark->id)
        sources.data = m_opened.sources.data;
    return sources;
}

void Document::withRun(const std::string& recordId, const std::function<void(int run)>& then)
{
    const auto opened = [this, recordId, then] { m_runs.fetch(recordId, then); };
    const auto elsewhere = [this, recordId, opened] { openFor(recordId, opened); };
    if (isOnOpened(recordId))
        m_runs.fetch(recordId, then, elsewhere);
    else
        elsewhere();
}

void Document::showRun(const std::string& recordId)
{
    withRun(recordId, [this](int run) { m_runs.showInstead(run); });
}

void Document::importPredictions(const QString& file)
{
    if (hasModel())
        m_import.start(m_library.importFile(file.toStdString(), m_opened), [this] { imported(*m_import.value()); });
}

void Document::stopImport()
{
    m_import.cancel();
    Q_EMIT importingChanged();
}

void Document::imported(const ImportOutcome& outcome)
{
    m_library.refresh();
    auto text =
        tr("%1: %2 of %3 rows answer a question of %4; %5 correct here")
            .arg(QString::fromStdString(outcome.name))
            .arg(outcome.matched)
            .arg(outcome.rows)
            .arg(QString::fromStdString(m_opened.data->name), correctText(outcome.score.correct, outcome.score.total));
    if (outcome.claimed)
        text += tr(", %1 as the file says").arg(correctText(outcome.claimed->correct, outcome.claimed->total));
    if (outcome.unanswered > 0)
        text += tr("; %n question(s) without an answer", nullptr, static_cast<int>(outcome.unanswered));
    if (outcome.firstUnmatched)
        text += tr("; first row that matches nothing: %1").arg(sentence(*outcome.firstUnmatched));
    Q_EMIT notice(text + '.');
    m_runs.fetch(outcome.run, [this](int run) { m_runs.showInstead(run); });
}

void Document::continueRun(const std::string& recordId)
{
    withRun(recordId, [this](int run) { m_runs.goOn(run); });
}

void Document::replan()
{
    if (!isOpen())
        return;
    m_planned.plan = resolve(m_recipe, m_opened.outline->layers);
    m_planned.transforms = transformKey(m_planned.plan);
    m_planned.weightKeys.clear();
    for (auto& key : layerKeys(m_planned.plan))
        m_planned.weightKeys.push_back(std::move(key.alone));
    m_planned.issues = validate(m_recipe, m_planned.plan, *m_opened.outline);
    m_planned.size = estimateSize(m_planned.plan, *m_opened.outline);
    estimate();
}

void Document::estimate()
{
    if (m_opened.session)
        m_planned.preflight = {};
    else {
        m_opened.workload.gflops = m_runs.gflops();
        m_planned.preflight = preflightOf(m_opened, m_planned.plan, !isFloat(m_recipe), m_subset);
    }
}

void Document::setAutoRun(bool on)
{
    m_autoRun = on;
    if (on && hasModel() && outOfDate())
        startLater();
}

void Document::setSubset(const QuestionSubset& subset)
{
    if (subset == m_subset)
        return;
    const bool same = askTheSame(subset, m_subset);
    m_subset = subset;
    if (isOpen())
        estimate();
    Q_EMIT subsetChanged();
    if (same)
        return;
    if (m_runs.isRunning() || (m_autoRun && hasModel()))
        startLater();
}

bool Document::outOfDate() const
{
    const auto& shown = m_runs.shown();
    return hasModel() && !m_runs.isRunning() && !sameRecipe(recipeOf(shown), m_recipe) &&
        !(shown.id == 0 && isFloat(m_recipe) &&
          haveSameFloatAnswers(protocolOf(shown.record.spec), m_recipe.protocol, m_opened));
}

void Document::start(bool force)
{
    m_restart.stop();
    m_force = m_force || force;
    m_startedByHand = true;
    startRun(true);
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

void Document::startFloatAnswers()
{
    startFloat(true);
}

void Document::stop()
{
    m_restart.stop();
    m_runs.stop();
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
