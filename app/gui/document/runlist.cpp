// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/runlist.h"

#include <algorithm>
#include <utility>

#include "common/textof.h"

namespace quantscope {
namespace {

constexpr int livePoll = 60;

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
    m_poll.setInterval(livePoll);
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

}
