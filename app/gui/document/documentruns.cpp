// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of the store, whose files are opened for them, and answers of other programs.

#include "gui/document/document.h"

#include "common/numbertext.h"
#include "common/sentence.h"

namespace quantscope {

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

void Document::continueRun(const std::string& recordId)
{
    withRun(recordId, [this](int run) { m_runs.goOn(run); });
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

}
