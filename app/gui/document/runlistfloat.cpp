// SPDX-License-Identifier: GPL-3.0-or-later
// The float model's answers: those of the store, and those that are still to be asked.

#include "gui/document/runlist.h"

#include <algorithm>
#include <utility>

#include "engine/floatturn.h"

namespace quantscope {

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

void RunList::beginFloat()
{
    auto start = floatStart(m_floatSubset);
    start.profileSamples = m_floatSamples;
    expectTime(start, {});
    m_run.start(m_backend.startRun(0, start, m_live->feed), [this] { finishFloat(); });
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

}
