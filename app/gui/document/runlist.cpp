// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/runlist.h"

#include <algorithm>

#include "archive/runarchive.h"
#include "archive/runname.h"
#include "common/numbertext.h"
#include "common/textof.h"
#include "engine/floatturn.h"
#include "log/log.h"
#include "messages/sentence.h"

namespace quantscope {
namespace {

constexpr int pollMilliseconds = 60;

Run floatRun(const QString& name)
{
    Run run;
    run.record.id = newRunId();
    run.record.name = name.toStdString();
    run.record.state = RunState::Running;
    run.record.started = timeNow();
    return run;
}

void logProblems(const RunRecord& record)
{
    for (const auto* list : {&record.warnings, &record.fallbacks})
        for (const auto& m : *list)
            logWarning(englishText(m));
    if (record.calibrationOverlap > 0)
        logWarning(std::to_string(record.calibrationOverlap) + " of the calibration questions are also evaluated");
}

}

RunList::RunList(Backend& backend, RunLibrary& library, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_library(library)
    , m_run([this] {
        if (!m_run.problem().isEmpty())
            fail(m_run.problem());
    })
    , m_floats([this] {
        if (m_floats.problem().isEmpty())
            return;
        failed(m_floats.problem());
        if (const auto then = std::exchange(m_afterFloats, nullptr); then && m_live)
            then();
    })
    , m_back([this] { failed(m_back.problem()); })
    , m_fetched([this] { failed(m_fetched.problem()); })
    , m_complete([this] { failed(m_complete.problem()); })
{
    m_poll.setInterval(pollMilliseconds);
    connect(&m_poll, &QTimer::timeout, this, &RunList::drain);
    m_runs.push_back(floatRun(tr("Float")));
}

void RunList::failed(const QString& sentence)
{
    if (!sentence.isEmpty())
        Q_EMIT problem(sentence);
}

void RunList::report(unsigned changes)
{
    if (changes & Live)
        Q_EMIT liveChanged();
    if (changes & Runs)
        Q_EMIT runsChanged();
    if (changes & Shown)
        Q_EMIT shownChanged();
    if (changes & Models)
        Q_EMIT modelsChanged();
}

void RunList::reset(const WorkspaceInfo& opened)
{
    abandon(Remains::Interrupted);
    if (m_shown != 0)
        m_rememberedShown = shown().record.id;
    if (m_pinned != 0)
        m_rememberedPinned = pinned().record.id;
    m_fetched.clear();
    m_complete.clear();
    m_opened = opened;
    m_nextRun = 1;
    m_shown = m_pinned = 0;
    m_queue = {};
    m_parents.clear();
    m_runs.clear();
    m_runs.push_back(runOf(0, floatRun(tr("Float")).record, m_opened));
    bringBack();
}

void RunList::remember(const std::string& shown, const std::string& pinned)
{
    m_rememberedShown = shown;
    m_rememberedPinned = pinned;
}

void RunList::bringBack()
{
    std::vector<std::string> ids;
    for (const auto& id : {std::exchange(m_rememberedShown, {}), std::exchange(m_rememberedPinned, {})})
        ids.push_back(id);
    if (!m_library.isKept() || (ids[0].empty() && ids[1].empty()))
        return;
    m_back.start(m_library.loadPresent(ids), [this, ids] {
        for (const auto& [record, id] : adoptComplete(*m_back.value())) {
            if (record == ids[0] && !isRunning())
                m_shown = id;
            if (record == ids[1])
                m_pinned = id;
        }
        report(Runs | Shown | Models);
    });
}

int RunList::adopt(RunRecord record)
{
    if (const auto* known = findRecord(record.id))
        return known->id;
    m_runs.push_back(runOf(m_nextRun++, scoredAs(std::move(record), m_opened), m_opened));
    return m_runs.back().id;
}

// What is complete and of the open files, by record.
std::map<std::string, int> RunList::adoptComplete(const std::vector<RunRecord>& records)
{
    std::map<std::string, int> numbers;
    for (const auto& record : records)
        if (isOnOpenedFiles(record, m_opened) && record.state == RunState::Complete)
            numbers[record.id] = adopt(record);
    return numbers;
}

void RunList::fetch(const std::string& recordId, std::function<void(int id)> then, std::function<void()> elsewhere)
{
    if (const auto* known = findRecord(recordId))
        return then(known->id);
    m_fetched.start(m_library.load({recordId}), [this, then = std::move(then), elsewhere = std::move(elsewhere)] {
        const auto& record = m_fetched.value()->front();
        if (!isOnOpenedFiles(record, m_opened) && elsewhere)
            return elsewhere();
        if (!isOnOpenedFiles(record, m_opened))
            return Q_EMIT problem(tr("%1 is a run of other files than are open.").arg(textOf(record.name)));
        const int id = adopt(record);
        report(Runs);
        then(id);
    });
}

void RunList::fetchComplete(std::vector<std::string> ids, std::function<void(const std::map<std::string, int>&)> then)
{
    if (ids.empty() || !m_library.isKept())
        return then({});
    m_complete.start(m_library.loadPresent(std::move(ids)), [this, then = std::move(then)] {
        const auto numbers = adoptComplete(*m_complete.value());
        report(Runs);
        then(numbers);
    });
}

const Run* RunList::find(int id) const
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [id](const Run& run) { return run.id == id; });
    return it == m_runs.end() ? nullptr : &*it;
}

Run* RunList::mutableRun(int id)
{
    return const_cast<Run*>(std::as_const(*this).find(id));
}

const Run& RunList::shown() const
{
    const auto* run = find(m_shown);
    return run ? *run : m_runs.front();
}

const Run& RunList::pinned() const
{
    const auto* run = find(m_pinned);
    return run ? *run : m_runs.front();
}

void RunList::show(int id)
{
    const auto* run = find(id);
    if (!run || (!isComplete(*run) && id != 0) || id == m_shown)
        return;
    m_shown = id;
    report(Runs | Shown | Models);
}

void RunList::pin(int id)
{
    const auto* run = find(id);
    if (!run || (!isComplete(*run) && id != 0))
        return;
    m_pinned = id;
    report(Runs | Shown);
}

void RunList::rename(int id, const QString& name)
{
    if (auto* run = mutableRun(id); run && id != 0 && !name.trimmed().isEmpty()) {
        run->record.name = name.trimmed().toStdString();
        m_library.rename(run->record.id, run->record.name);
        report(id == m_pinned || id == m_shown ? Runs | Shown : Runs);
    }
}

void RunList::setNote(int id, const QString& note)
{
    if (auto* run = mutableRun(id)) {
        run->record.note = note.toStdString();
        m_library.setNote(run->record.id, run->record.note);
        report(Runs);
    }
}

void RunList::remove(int id)
{
    if (const auto* run = find(id); run && id != 0) {
        const auto record = run->record.id;
        takeOut(record);
        m_library.remove(record);
    }
}

std::optional<Run> RunList::takeOut(const std::string& recordId)
{
    const auto* found = findRecord(recordId);
    if (!found || found->id == 0)
        return {};
    const int id = found->id;
    if (m_live && m_live->id == id)
        stop();
    m_queue.remove(recordId);
    auto taken = *find(id);
    std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
    m_backend.drop(id);
    if (m_shown == id)
        m_shown = 0;
    if (m_pinned == id)
        m_pinned = 0;
    report(Runs | Shown | Models);
    return taken;
}

void RunList::putBack(Run run)
{
    if (findRecord(run.record.id) || run.answers.size() != m_opened.data->questions.size())
        return;
    m_runs.push_back(std::move(run));
    report(Runs);
}

void RunList::write(int id, const QString& folder)
{
    const auto* run = find(id);
    if (!run || !isComplete(*run) || id == 0)
        return;
    const int number = ++m_nextWriting;
    JobEnd<bool> end;
    end.done = [this, folder, number](bool) {
        endWriting(number);
        Q_EMIT notice(tr("Written to %1.").arg(folder));
    };
    end.failed = [this, number](const QString& sentence) {
        endWriting(number);
        Q_EMIT problem(sentence);
    };
    end.cancelled = [this, number] { endWriting(number); };
    const auto& plain = m_runs.front();
    const auto beside = areComparable(plain, *run, *m_opened.data) ? plain.answers : Answers(plain.answers.size());
    m_writings.push_back(
        {number, nameOf(*run), m_backend.writeRun(folder.toStdString(), run->record, beside)(this, end)});
    Q_EMIT writingsChanged();
}

void RunList::endWriting(int number)
{
    std::erase_if(m_writings, [number](const Writing& each) { return each.number == number; });
    Q_EMIT writingsChanged();
}

bool RunList::isRunning() const
{
    return isBusy() && find(m_live->id)->group.empty();
}

const Run* RunList::findRecord(const std::string& recordId) const
{
    const auto it =
        std::find_if(m_runs.begin(), m_runs.end(), [&](const Run& run) { return run.record.id == recordId; });
    return it == m_runs.end() ? nullptr : &*it;
}

const Run* RunList::findLike(const Recipe& recipe, const QuestionSubset& subset) const
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [&](const Run& run) {
        return run.id != 0 && isComplete(run) && askTheSame(run.record.spec.subset, subset) &&
            sameRecipe(recipeOf(run), recipe);
    });
    return it == m_runs.end() ? nullptr : &*it;
}

namespace {

RunSpec specOf(const Recipe& recipe, const QuestionSubset& subset)
{
    RunSpec spec;
    spec.recipe = recipe;
    spec.subset = subset;
    return spec;
}

}

void RunList::start(const Recipe& recipe, const QuestionSubset& subset, const std::string& parent)
{
    if (isBusy() && !isRunning())
        makeRoom();
    else
        abandon();
    const auto id = m_queue.addFirst(specOf(recipe, subset), recipe.name);
    if (!parent.empty())
        m_parents[id] = parent;
    advance();
}

std::string RunList::enqueue(const Recipe& recipe, const QuestionSubset& subset, const std::string& group,
                             const std::string& record)
{
    forgetUnfinished(record);
    auto id = m_queue.add(specOf(recipe, subset), recipe.name, group, record);
    advance();
    return id;
}

// It comes back when it goes on.
void RunList::forgetUnfinished(const std::string& recordId)
{
    std::erase_if(m_runs, [&](const Run& run) { return run.id != 0 && run.record.id == recordId; });
    m_queue.remove(recordId);
}

void RunList::goOn(int id)
{
    const auto* run = find(id);
    if (!run || id == 0 || isComplete(*run) || (m_live && m_live->id == id))
        return;
    if (m_opened.session)
        return Q_EMIT problem(missingModel());
    const auto record = run->record;
    forgetUnfinished(record.id);
    if (isBusy() && !isRunning())
        makeRoom();
    else
        abandon(Remains::Interrupted);
    m_queue.addFirst(record.spec, record.name, {}, record.id);
    advance();
}

// The float model's answers wait for runs.
void RunList::advance()
{
    if (isBusy())
        return;
    const auto* next = m_queue.startNext();
    if (!next)
        return;
    abandon();
    begin(*next);
}

void RunList::begin(const QueuedRun& queued)
{
    RunRecord record;
    record.id = queued.id;
    record.spec = queued.spec;
    record.state = RunState::Running;
    record.name = queued.name.empty() ? runTitle(*queued.spec.recipe) : queued.name;
    record.spec.recipe->name = record.name;
    record.started = timeNow();
    auto run = runOf(m_nextRun++, std::move(record), m_opened);
    run.group = queued.group;
    beginLive(run.id);
    m_live->weightFresh.assign(run.plan.schemes.size(), false);
    m_live->errorFresh.assign(run.plan.schemes.size(), false);
    logInfo("run: " + run.record.name);
    for (const auto& m : openingMessages(recipeOf(run)))
        logInfo(englishText(m));
    RunStart start{run.record.spec, 0, {}, m_library.file(), run.record.id, run.record.name, {}};
    start.origin.parent = m_parents[run.record.id];
    start.origin.experiment = run.group;
    const int id = run.id;
    m_runs.push_back(std::move(run));
    // Those of a group stand behind: the baseline stays what the user has made it.
    if (queued.group.empty())
        followProtocol(protocolOf(start.spec));
    lookForFloat([this, id, start]() mutable {
        start.floatFirst = floatBefore(start.spec);
        expectTime(start, find(id)->plan);
        m_run.start(m_backend.startRun(id, start, m_live->feed), [this] { finishRun(); });
    });
    report(Live | Runs | Shown);
    Q_EMIT progressChanged();
}

void RunList::followProtocol(Protocol protocol)
{
    auto& run = m_runs.front();
    const bool isOther = !haveSameFloatAnswers(protocolOf(run.record.spec), protocol, m_opened);
    run.record.spec.protocol = protocol;
    if (!isOther)
        return;
    auto record = floatRun(tr("Float")).record;
    record.spec.protocol = protocol;
    run = runOf(0, std::move(record), m_opened);
    Q_EMIT shownChanged();
}

// What the store has of the float model's answers, where none is known.
void RunList::lookForFloat(const std::function<void()>& then)
{
    if (!m_library.isKept() || answeredOf(m_runs.front().answers) > 0)
        return then();
    m_afterFloats = then;
    m_floats.start(m_library.floatRuns(m_opened.modelHash, m_opened.dataHash), [this] {
        takeFloat(*m_floats.value());
        if (const auto next = std::exchange(m_afterFloats, nullptr)) // unless somebody has stopped it who heard of them
            next();
    });
}

void RunList::takeStoredFloat(Protocol protocol)
{
    followProtocol(protocol);
    if (answeredOf(m_runs.front().answers) == 0)
        m_floats.start(m_library.floatRuns(m_opened.modelHash, m_opened.dataHash), [this] {
            takeFloat(*m_floats.value());
            report(Runs | Shown);
        });
}

QString RunList::missingModel() const
{
    if (!m_opened.session)
        return {};
    const auto model = textOf(m_opened.outline->name);
    if (m_opened.modelHash.empty())
        return tr("This session has no model.");
    constexpr int hashDigits = 12;
    return tr("This session has no model. Open %1 (SHA-256 %2…) to run it.")
        .arg(model, textOf(m_opened.modelHash).left(hashDigits));
}

void RunList::startFloat(const QuestionSubset& subset, int64_t profileSamples, Protocol protocol)
{
    abandon();
    followProtocol(protocol);
    beginLive(0);
    report(Live);
    m_floatSubset = subset;
    m_floatSamples = profileSamples;
    lookForFloat([this] { beginFloat(); });
}

// The one with the most answers, if it was made as this window would make it, or nothing can be made here.
void RunList::takeFloat(const std::vector<RunRecord>& stored)
{
    auto& run = m_runs.front();
    const RunRecord* best = nullptr;
    const auto protocol = protocolOf(run.record.spec);
    for (const auto& record : stored)
        if (haveSameFloatAnswers(protocolOf(record.spec), protocol, m_opened) &&
            (m_opened.session || isOfThisMachine(record, m_opened)) &&
            (!best || record.predictions.size() > best->predictions.size()))
            best = &record;
    if (!best)
        return;
    run = runOf(0, scoredAs(*best, m_opened), m_opened);
    run.record.spec.protocol = protocol;
    QList<int> rows;
    for (const auto& prediction : run.record.predictions)
        rows << static_cast<int>(prediction.row);
    report(Runs);
    Q_EMIT answersArrived(rows, true);
}

bool RunList::missesFloat(const QuestionSubset& subset) const
{
    const auto& answers = m_runs.front().answers;
    const auto rows = rowsOf(subset, *m_opened.data);
    return std::any_of(rows.begin(), rows.end(), [&](size_t row) { return !answers.at(row); });
}

// Not where the store's has answers that this one would not ask for, nor where nothing is left to ask.
bool RunList::keepsFloat(const QuestionSubset& subset) const
{
    auto others = m_runs.front().answers;
    for (const size_t row : rowsOf(subset, *m_opened.data))
        others.at(row).reset();
    return missesFloat(subset) && answeredOf(others) == 0;
}

RunStart RunList::floatStart(const QuestionSubset& subset) const
{
    const auto& run = m_runs.front();
    RunStart start;
    start.spec.subset = subset;
    start.spec.protocol = run.record.spec.protocol;
    for (const auto& answer : run.answers)
        if (answer)
            start.known.push_back(*answer);
    if (keepsFloat(subset))
        start.store = m_library.file();
    start.id = run.record.id;
    start.name = "Float";
    return start;
}

// Null: the answers that a run of the spec is compared with are there, follow other conventions, or would take minutes:
// then the run is first to show something.
std::shared_ptr<const RunStart> RunList::floatBefore(const RunSpec& spec) const
{
    const auto& run = m_runs.front();
    if (!haveSameFloatAnswers(protocolOf(run.record.spec), protocolOf(spec), m_opened) || !missesFloat(spec.subset))
        return nullptr;
    constexpr double unlikely = 5; // times too long, as estimates are rough
    if (preflightOf(m_opened, {}, false, spec.subset).estimate.seconds > unlikely * FloatTurn().most)
        return nullptr;
    return std::make_shared<const RunStart>(floatStart(spec.subset));
}

void RunList::beginFloat()
{
    auto start = floatStart(m_floatSubset);
    start.profileSamples = m_floatSamples;
    expectTime(start, {});
    m_run.start(m_backend.startRun(0, start, m_live->feed), [this] { finishFloat(); });
}

void RunList::showInstead(int id)
{
    if (isRunning() || !isBusy())
        abandon();
    show(id);
    Q_EMIT liveChanged();
}

void RunList::stop()
{
    stopLive(true);
}

void RunList::stopLive(bool withGroup)
{
    if (!m_live)
        return;
    if (auto* run = mutableRun(m_live->id); run && run->id != 0) {
        run->record.state = RunState::Cancelled;
        if (run->group.empty() || !withGroup)
            m_queue.cancel(run->record.id);
        else
            m_queue.cancelGroup(run->group);
        m_backend.drop(run->id, Remains::Cancelled);
        logInfo("cancelled: " + run->record.name);
    }
    endLive();
    report(Live | Runs | Shown | Models);
    advance();
}

void RunList::cancelRun(const std::string& recordId)
{
    if (m_live && find(m_live->id)->record.id == recordId)
        return stopLive(false);
    m_queue.cancel(recordId);
    report(Runs);
}

void RunList::moveWaiting(const std::string& recordId, bool earlier)
{
    if (m_queue.move(recordId, earlier))
        report(Runs);
}

void RunList::takeRebuilt()
{
    forgetOldModels();
    Q_EMIT modelsChanged();
}

void RunList::cancelGroup(const std::string& group)
{
    const auto* live = m_live ? find(m_live->id) : nullptr;
    if (live && live->id != 0 && live->group == group)
        return stop();
    m_queue.cancelGroup(group);
    report(Runs);
}

void RunList::cancelWaiting(const std::string& group)
{
    m_queue.cancelWaiting(group);
    report(Runs);
}

void RunList::withdraw()
{
    if (!m_live)
        return;
    abandon();
    report(Live | Runs | Shown);
}

void RunList::interrupt()
{
    if (!m_live)
        return;
    abandon(Remains::Interrupted);
    report(Live | Runs | Shown);
}

// Of a run, nothing is left of it in memory.
void RunList::abandon(Remains remains)
{
    if (!m_live)
        return;
    const int id = m_live->id;
    if (id != 0)
        m_backend.drop(id, remains);
    endLive();
    if (id == 0)
        return;
    m_queue.cancel(find(id)->record.id);
    m_queue.remove(find(id)->record.id);
    std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
}

// A group's run gives way; what it has kept in the cache and in the store is there when it has its turn again.
void RunList::makeRoom()
{
    const int id = m_live->id;
    const auto queued = find(id)->record.id;
    m_backend.drop(id);
    endLive();
    m_queue.cancel(queued);
    m_queue.restart(queued);
    std::erase_if(m_runs, [id](const Run& run) { return run.id == id; });
}

void RunList::beginLive(int id)
{
    m_live.emplace();
    m_live->id = id;
    m_live->feed = std::make_shared<RunFeed>();
    m_live->clock.start();
    m_poll.start();
}

void RunList::expectTime(const RunStart& start, const Plan& plan)
{
    m_live->time = TimeLeft(plannedStages(m_opened, start, plan));
}

// What a run has learned of the model's speed serves the estimates after it.
void RunList::endLive()
{
    if (m_live)
        m_opened.workload.gflops /= m_live->time.pace(m_live->elapsed());
    m_live.reset();
    m_poll.stop();
    m_run.clear();
    m_floats.clear();
    m_afterFloats = nullptr;
}

// Name and note are the user's, who may have changed them meanwhile.
void RunList::take(Run& run, RunRecord record)
{
    record.id = run.record.id;
    record.name = run.record.name;
    record.note = run.record.note;
    record.started = run.record.started;
    run.record = std::move(record);
    m_library.refresh();
}

void RunList::finishRun()
{
    drain();
    const int id = m_live->id;
    auto& run = *mutableRun(id);
    take(run, *m_run.value());
    for (const auto& prediction : run.record.predictions)
        run.answers[prediction.row] = prediction;
    m_queue.finish(run.record.id, RunState::Complete);
    logProblems(run.record);
    const auto correct =
        withProtocol(correctText(correctOf(run.answers), scoredOf(run.answers)), meaningOf(run, *m_opened.data));
    QString text = tr("%1: %2 correct in %3").arg(nameOf(run), correct, secondsText(run.record.seconds));
    if (!run.record.reused.empty())
        text += tr("; from the cache: %1").arg(reusedText(run.record));
    logInfo(text.toStdString());
    if (run.group.empty())
        m_shown = id;
    endLive();
    forgetOldModels();
    report(Live | Runs | Shown | Models);
    advance();
    Q_EMIT ended();
}

// Its answers come in parts: of as many questions as somebody asks for.
void RunList::finishFloat()
{
    drain();
    auto& run = m_runs.front();
    const auto& found = *m_run.value();
    run.record.spec = found.spec;
    run.record.protocol = found.protocol;
    run.record.environment = found.environment;
    run.record.seconds = found.seconds;
    const bool all = answeredOf(run.answers) == static_cast<int64_t>(run.answers.size());
    run.record.state = all ? RunState::Complete : RunState::Running;
    m_library.refresh();
    endLive();
    report(Live | Runs | Models);
    advance();
}

void RunList::fail(const QString& sentence)
{
    const auto text = sentence; // the job that owns it ends here
    if (auto* run = mutableRun(m_live->id); run && run->id != 0) {
        run->record.state = RunState::Failed;
        run->record.problem = text.toStdString();
        m_queue.finish(run->record.id, RunState::Failed, run->record.problem);
        m_backend.drop(run->id);
    }
    endLive();
    report(Live | Runs | Shown);
    Q_EMIT problem(text);
    report(Models);
    advance();
}

void RunList::drain()
{
    if (!m_live)
        return;
    const auto news = m_live->feed->take();
    hearOfStore(news.problems);
    m_live->take(news);
    takeFloatAnswers(news);
    auto& run = *mutableRun(m_live->id);
    QList<int> layers, rows;
    for (const auto& [layer, outcome] : news.weights) {
        run.record.layers[static_cast<size_t>(layer)].weight = outcome;
        m_live->weightFresh[static_cast<size_t>(layer)] = true;
        layers.append(layer);
    }
    for (const auto& [layer, error] : news.errors) {
        auto& report = run.record.layers[static_cast<size_t>(layer)];
        report.error = error;
        report.measured = true;
        m_live->errorFresh[static_cast<size_t>(layer)] = true;
        layers.append(layer);
    }
    for (const auto& prediction : news.answers) {
        run.answers[prediction.row] = prediction;
        rows.append(static_cast<int>(prediction.row));
    }
    const bool seen = m_live->id == 0 || isRunning();
    if (seen && news.models)
        Q_EMIT modelsChanged();
    if (seen && !layers.isEmpty())
        Q_EMIT layersArrived(layers);
    if (seen && !rows.isEmpty())
        Q_EMIT answersArrived(rows, m_live->id == 0);
    Q_EMIT progressChanged();
}

// Of a turn before a run.
void RunList::takeFloatAnswers(const RunNews& news)
{
    auto& run = m_runs.front();
    if (news.floatFacts) {
        run.record.protocol = news.floatFacts->protocol;
        run.record.environment = news.floatFacts->environment;
    }
    QList<int> rows;
    for (const auto& prediction : news.floatAnswers) {
        run.answers[prediction.row] = prediction;
        rows.append(static_cast<int>(prediction.row));
    }
    if (rows.isEmpty())
        return;
    if (!missesFloat({}))
        run.record.state = RunState::Complete;
    Q_EMIT answersArrived(rows, true);
}

// The same trouble at every run is one message.
void RunList::hearOfStore(const std::vector<std::string>& problems)
{
    for (const auto& sentence : problems)
        if (std::exchange(m_storeProblem, sentence) != sentence)
            Q_EMIT problem(tr("The store of runs cannot be written; runs go on in memory. %1")
                               .arg(QString::fromStdString(sentence)));
}

void RunList::forgetOldModels()
{
    constexpr int kept = 3;
    int seen = 0;
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run)
        if (run->id != 0 && run->id != m_shown && m_backend.held(run->id).any && ++seen >= kept)
            m_backend.drop(run->id);
}

LayerRow RunList::layer(LayerIndex layer) const
{
    const auto index = static_cast<size_t>(layer);
    LayerRow state{shown().record.layers.at(index)};
    if (!isRunning())
        return state;
    const auto& live = find(m_live->id)->record.layers[index];
    state.report.scheme = live.scheme;
    state.weightStale = !m_live->weightFresh[index];
    state.errorStale = !m_live->errorFresh[index];
    if (!state.weightStale)
        state.report.weight = live.weight;
    if (!state.errorStale) {
        state.report.error = live.error;
        state.report.measured = true;
    }
    return state;
}

const Answers& RunList::answers() const
{
    return isRunning() ? find(m_live->id)->answers : shown().answers;
}

}
