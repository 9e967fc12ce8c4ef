// SPDX-License-Identifier: GPL-3.0-or-later
// The scores' dock: float, pinned and current side by side, over the questions that the current run has answered.

#include "gui/docks/docks.h"

#include <QTimer>

#include <map>

#include "gui/document/document.h"
#include "plots/scorespanel.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

constexpr int updateMilliseconds = 250;

// The score of one set of answers over some rows.
struct Sums
{
    Score score;
    bool complete = false; // every wanted row is answered
};

Sums sumUp(const Dataset& data, const Answers& answers, const std::vector<size_t>& rows)
{
    Sums sums;
    std::vector<ScoredAnswer> scored;
    for (const size_t row : rows)
        if (row < answers.size() && answers[row])
            scored.push_back({&data.questions[row], answers[row]->score, answers[row]->text});
    sums.score = summarize(metricOf(data), scored);
    sums.complete = scored.size() == rows.size() && !rows.empty();
    return sums;
}

const std::vector<CategoryScore>& entriesOf(const Score& score, ScoreRow::Kind kind)
{
    return kind == ScoreRow::Category ? score.categories : kind == ScoreRow::Group ? score.groups : score.splits;
}

std::optional<double> correctIn(const Sums& sums, ScoreRow::Kind kind, const std::string& name)
{
    if (!sums.complete)
        return {};
    if (kind == ScoreRow::Total)
        return sums.score.correct;
    for (const auto& entry : entriesOf(sums.score, kind))
        if (entry.name == name)
            return entry.correct;
    return {};
}

std::optional<double> figureIn(const Sums& sums, const Figure& figure)
{
    if (sums.complete)
        for (const auto& other : sums.score.figures)
            if (other.name == figure.name && other.part == figure.part)
                return other.value;
    return {};
}

ScoreRow figureRow(const Figure& figure, const Sums& floatSums, const Sums& pinnedSums)
{
    ScoreRow row;
    row.kind = ScoreRow::Figure;
    row.name = QString::fromStdString(figure.part.empty() ? figure.name : figure.part + ", " + figure.name);
    row.nowCorrect = figure.value;
    row.floatCorrect = figureIn(floatSums, figure);
    row.pinnedCorrect = figureIn(pinnedSums, figure);
    return row;
}

std::vector<size_t> scoredRows(const Answers& answers)
{
    std::vector<size_t> rows;
    for (size_t row = 0; row < answers.size(); ++row)
        if (answers[row] && answers[row]->isScored)
            rows.push_back(row);
    return rows;
}

// How many questions of the table count where these answers do.
int64_t wholeCount(const Score& table, ScoreRow::Kind kind, const std::string& name)
{
    if (kind == ScoreRow::Total)
        return table.total;
    for (const auto& entry : entriesOf(table, kind))
        if (entry.name == name)
            return entry.total;
    return 0;
}

// Of all questions, all answered wrongly.
Score wholeTable(const Dataset& data)
{
    std::vector<ScoredAnswer> all;
    for (const auto& question : data.questions)
        all.push_back({&question, 0});
    return summarize(metricOf(data), all);
}

// Differences per question of one category, or of all with an empty name; nothing while some partner is missing.
std::vector<double> differences(const Dataset& data, const Answers& now, const Answers& baseline,
                                const std::vector<size_t>& rows, const std::string& category)
{
    std::vector<double> values;
    for (const size_t row : rows) {
        if (!category.empty() && data.questions[row].category != category)
            continue;
        if (row >= baseline.size() || !baseline[row])
            return {};
        values.push_back(now[row]->score - baseline[row]->score);
    }
    return values;
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
        const auto& now = run.answers;
        const auto& data = *m_document.opened().data;
        const auto rows = scoredRows(now);
        const auto& pinned = m_runs.pinned();
        const bool ownBaseline = pinned.id != 0;
        const auto nowSums = sumUp(data, now, rows);
        // Answers to other images are no baseline, nor are other metrics' scores.
        const auto metricIn = [&](const Run& of) {
            return &metricOf(data, scoringRulesOf(protocolOf(of.record.spec)));
        };
        const auto comparable = [&](const Run& other) {
            return imagesOf(other) == imagesOf(run) && metricIn(other) == metricIn(run) ? other.answers : Answers();
        };
        const auto floatAnswers = comparable(m_runs.all().front()), pinnedAnswers = comparable(pinned);
        const auto floatSums = sumUp(data, floatAnswers, rows);
        const auto pinnedSums = ownBaseline ? sumUp(data, pinnedAnswers, rows) : Sums();
        const auto table = wholeTable(data);
        std::vector<ScoreRow> list;
        const auto add = [&](ScoreRow::Kind kind, const CategoryScore& entry) {
            ScoreRow row;
            row.kind = kind;
            row.name = kind == ScoreRow::Total ? ScoresPanel::tr("Total") : QString::fromStdString(entry.name);
            row.total = wholeCount(table, kind, entry.name);
            row.answered = entry.total;
            row.nowCorrect = entry.correct;
            row.floatCorrect = correctIn(floatSums, kind, entry.name);
            row.pinnedCorrect = correctIn(pinnedSums, kind, entry.name);
            if (kind == ScoreRow::Category || kind == ScoreRow::Total) {
                const auto values =
                    differences(data, now, pinnedAnswers, rows, kind == ScoreRow::Total ? std::string() : entry.name);
                if (!values.empty())
                    row.difference = bootstrapSum(values);
            }
            list.push_back(std::move(row));
        };
        for (const auto kind : {ScoreRow::Category, ScoreRow::Group, ScoreRow::Split})
            for (const auto& entry : entriesOf(nowSums.score, kind))
                if (entry.total > 0)
                    add(kind, entry);
        for (const auto& figure : nowSums.score.figures)
            list.push_back(figureRow(figure, floatSums, pinnedSums));
        if (!rows.empty())
            add(ScoreRow::Total, {"", nowSums.score.correct, nowSums.score.total});
        std::vector<double> correct;
        for (const size_t row : rows)
            correct.push_back(now[row]->score);
        m_panel->setRows(std::move(list), ownBaseline ? nameOf(pinned) : QString());
        m_panel->setTotalInterval(bootstrapSum(correct));
        m_panel->setFacts(rows.empty() ? QStringList() : meaningOf(run, data).facts);
        m_panel->setUpdating(m_runs.isRunning());
    }

    ScoresPanel* m_panel;
    const Document& m_document;
    const RunList& m_runs;
    QTimer m_timer;
};

}

QWidget* createScoresDock(const DockContext& context, QWidget* parent)
{
    auto* panel = new ScoresPanel(context.saveAs);
    new ScoresPresenter(panel, context.document, context.runs);
    return inScrollArea(panel, parent);
}

}
