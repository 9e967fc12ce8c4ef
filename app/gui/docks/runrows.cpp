// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/docks/runrows.h"

#include "common/coretext.h"
#include "common/scoremeaning.h"
#include "common/sentence.h"
#include "common/textof.h"
#include "quant/protocol.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

QString partText(qint64 answered, qint64 wanted)
{
    return tr("%1 of %2 answered").arg(answered).arg(wanted);
}

QString endedText(RunState state, qint64 answered, qint64 wanted, const QString& problem)
{
    const auto part = partText(answered, wanted);
    switch (state) {
    case RunState::Cancelled: return tr("cancelled, %1").arg(part);
    case RunState::Interrupted: return tr("interrupted, %1").arg(part);
    case RunState::Failed: return problem.isEmpty() ? tr("failed, %1").arg(part) : tr("failed: %1").arg(problem);
    case RunState::Running: return tr("running elsewhere, %1").arg(part);
    case RunState::Waiting: return tr("waiting");
    case RunState::Complete: break;
    }
    return tr("complete");
}

// The float model's answers come in parts; what is there counts.
QString stateText(const Run& run, const RunList& runs, qint64 answered, qint64 wanted)
{
    const bool live = runs.live() && runs.live()->id == run.id;
    if (live)
        return tr("running %1 %").arg(int(100 * runs.live()->fraction));
    if (run.id == 0)
        return answered == wanted ? tr("complete") : partText(answered, wanted);
    return endedText(run.record.state, answered, wanted, QString::fromStdString(run.record.problem));
}

QDateTime timeOf(const std::string& text)
{
    return QDateTime::fromString(QString::fromStdString(text), Qt::ISODate);
}

void addSummary(RunRow& row, const RunSummary& summary, const RunLibrary& library)
{
    row.experiment = QString::fromStdString(summary.experiment);
    for (const auto& tag : summary.tags)
        row.tags << QString::fromStdString(tag);
    if (const auto* parent = library.find(summary.parent))
        row.parent = QString::fromStdString(parent->name);
}

void markSession(RunRow& row, const RunLibrary& library)
{
    if (library.isInSession(row.id.toStdString()))
        row.state = tr("%1; in the session").arg(row.state);
}

std::optional<PinnedScore> pinnedScore(const CommonScore& common)
{
    return common.questions > 0 ? std::optional(PinnedScore{common.first - common.second, common.questions})
                                : std::nullopt;
}

RunRow storedRow(const RunSummary& run, const Document& document, const RunLibrary& library, const StoredScores* scores)
{
    RunRow row;
    row.id = QString::fromStdString(run.id);
    row.here = document.isOpen() && isOnOpenedFiles(run, document.opened());
    row.name = runNameText(run.name);
    row.note = QString::fromStdString(run.note);
    row.model = QString::fromStdString(run.model);
    row.data = QString::fromStdString(run.data);
    row.answered = run.answered;
    row.wanted = run.wanted;
    row.isPart = row.here && run.answered < static_cast<qint64>(document.opened().data->questions.size());
    row.total = run.answered;
    if (run.answered > 0)
        row.correct = run.correct;
    if (const auto common = scores ? scores->againstPinned(run) : std::nullopt)
        row.paired = pinnedScore(*common);
    row.phase = run.state;
    row.state = endedText(run.state, run.answered, run.wanted, {});
    markSession(row, library);
    row.bitsPerWeight = run.bitsPerWeight;
    row.bytes = run.bytes;
    row.seconds = run.seconds;
    row.started = timeOf(run.created);
    if (const auto protocol = protocolFromId(run.protocol))
        row.protocol = protocolWord(*protocol);
    addSummary(row, run, library);
    return row;
}

// Of those that answer this many questions of the benchmark.
qint64 wantedBy(const Run& run, const Document& document)
{
    const auto all = static_cast<qint64>(run.answers.size());
    return run.id == 0 || !document.isOpen() ? all : countOf(run.record.spec.subset, *document.opened().data);
}

std::optional<PinnedScore> pairedWith(const Run& pinned, const Run& run, const Document& document)
{
    if (pinned.id == run.id || !document.isOpen() || !areComparable(pinned, run, *document.opened().data))
        return {};
    return pinnedScore(commonScore(run.answers, pinned.answers));
}

}

RunRow runRow(const Run& run, const Document& document, const RunList& runs, const RunLibrary& library)
{
    const bool live = runs.live() && runs.live()->id == run.id && run.id != 0;
    const auto& answers = run.answers;
    RunRow row;
    row.id = QString::fromStdString(run.record.id);
    row.isBaseline = run.id == 0;
    row.name = run.id == 0 ? tr("Float") : nameOf(run);
    row.note = QString::fromStdString(run.record.note);
    row.model = document.isOpen() ? QString::fromStdString(document.opened().outline->name) : QString();
    row.data = document.isOpen() ? QString::fromStdString(document.opened().data->name) : QString();
    row.answered = answeredOf(answers);
    row.wanted = wantedBy(run, document);
    row.state = stateText(run, runs, row.answered, row.wanted);
    const bool isAnswering = runs.live() && runs.live()->id == run.id;
    const bool counts = isComplete(run) || (run.id == 0 && !isAnswering && row.answered > 0);
    row.phase = counts ? RunState::Complete : run.record.state;
    row.pinned = runs.pinned().id == run.id;
    row.current = !runs.isRunning() && runs.shown().id == run.id;
    row.total = scoredOf(answers);
    if (row.total > 0)
        row.correct = correctOf(answers);
    row.isPart = row.answered < static_cast<qint64>(answers.size());
    row.paired = pairedWith(runs.pinned(), run, document);
    row.bitsPerWeight = run.record.size.bitsPerWeight;
    row.bytes = run.record.size.bytes;
    row.seconds = live ? static_cast<double>(runs.live()->clock.elapsed()) / 1000 : run.record.seconds;
    row.started = timeOf(run.record.started);
    row.protocol = protocolWord(protocolOf(run.record.spec));
    row.facts = scoreMeaning(run.record.protocol).facts;
    for (const auto* list : {&run.record.warnings, &run.record.fallbacks})
        for (const auto& m : *list)
            row.problems << sentence(m);
    if (const auto* summary = library.find(run.record.id))
        addSummary(row, *summary, library);
    markSession(row, library);
    return row;
}

std::vector<RunRow> runRows(const Document& document, const RunList& runs, const RunLibrary& library,
                            const StoredScores* scores)
{
    std::vector<RunRow> rows;
    for (const auto& run : runs.all())
        if (run.id != 0 || document.isOpen()) // nobody asks the float model of no model
            rows.push_back(runRow(run, document, runs, library));
    for (const auto& run : library.all())
        if (!runs.findRecord(run.id))
            rows.push_back(storedRow(run, document, library, scores));
    return rows;
}

}
