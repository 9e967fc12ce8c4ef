// SPDX-License-Identifier: GPL-3.0-or-later
#include "scores/scorerows.h"

#include <algorithm>

#include "archive/significance.h"
#include "tasks/chosenmetric.h"

namespace quantscope {
namespace {

using Answers = ScoreSource::Answers;

bool isScoredIn(const Answers& answers, size_t row)
{
    return row < answers.size() && answers[row] && answers[row]->isScored;
}

std::vector<size_t> scoredRows(const Answers& answers)
{
    std::vector<size_t> rows;
    for (size_t row = 0; row < answers.size(); ++row)
        if (isScoredIn(answers, row))
            rows.push_back(row);
    return rows;
}

Score scoreOf(const Dataset& data, const Answers& answers, const std::vector<size_t>& rows)
{
    std::vector<ScoredAnswer> scored;
    for (const size_t row : rows)
        scored.push_back({&data.questions[row], answers[row]->score, answers[row]->text});
    return summarize(metricOf(data), scored);
}

// Of the asked questions, all answered wrongly.
Score askedTable(const Dataset& data, const std::vector<size_t>& asked)
{
    std::vector<ScoredAnswer> all;
    for (const size_t row : asked)
        if (canScore(metricOf(data), data.questions[row]))
            all.push_back({&data.questions[row], 0});
    return summarize(metricOf(data), all);
}

const std::vector<CategoryScore>& entriesIn(const Score& score, ScoreRow::Kind kind)
{
    return kind == ScoreRow::Category ? score.categories : kind == ScoreRow::Group ? score.groups : score.splits;
}

std::optional<CategoryScore> entryIn(const Score& score, ScoreRow::Kind kind, const std::string& name)
{
    if (kind == ScoreRow::Total)
        return score.total > 0 ? std::optional(CategoryScore{"", score.correct, score.total}) : std::nullopt;
    for (const auto& entry : entriesIn(score, kind))
        if (entry.name == name && entry.total > 0)
            return entry;
    return {};
}

std::optional<double> figureIn(const Score& score, const Figure& figure)
{
    for (const auto& other : score.figures)
        if (other.name == figure.name && other.part == figure.part)
            return other.value;
    return {};
}

// The answers and those of another run, over the questions of both.
struct Common
{
    std::vector<size_t> rows;
    Score now, other;
};

Common commonOf(const ScoreSource& source, const std::vector<size_t>& rows, const Answers* other)
{
    Common common;
    if (!other)
        return common;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(common.rows),
                 [other](size_t row) { return isScoredIn(*other, row); });
    common.now = scoreOf(*source.data, *source.now, common.rows);
    common.other = scoreOf(*source.data, *other, common.rows);
    return common;
}

class RowMaker
{
public:
    explicit RowMaker(const ScoreSource& source)
        : m_source(source)
        , m_rows(scoredRows(*source.now))
        , m_score(scoreOf(*source.data, *source.now, m_rows))
        , m_table(askedTable(*source.data, source.asked))
        , m_float(commonOf(source, m_rows, source.floatAnswers))
        , m_pinned(commonOf(source, m_rows, source.pinned))
    {
    }

    std::vector<ScoreRow> rows(const QString& totalName) const
    {
        std::vector<ScoreRow> list;
        if (m_rows.empty())
            return list;
        for (const auto kind : {ScoreRow::Category, ScoreRow::Group, ScoreRow::Split})
            for (const auto& entry : entriesIn(m_score, kind))
                if (entry.total > 0 && !(kind == ScoreRow::Group && isCategory(entry)))
                    list.push_back(row(kind, entry, QString::fromStdString(entry.name)));
        for (const auto& figure : m_score.figures)
            list.push_back(figureRow(figure));
        list.push_back(row(ScoreRow::Total, {"", m_score.correct, m_score.total}, totalName));
        return list;
    }

private:
    const Common& baseline() const
    {
        return m_source.pinned ? m_pinned : m_float;
    }
    const Answers& baselineAnswers() const
    {
        return m_source.pinned ? *m_source.pinned : *m_source.floatAnswers;
    }
    // A group of one category, which stands there already.
    bool isCategory(const CategoryScore& group) const
    {
        const auto same = entryIn(m_score, ScoreRow::Category, group.name);
        return same && same->total == group.total && same->correct == group.correct;
    }
    bool isIn(size_t row, const ScoreRow& of) const
    {
        return of.kind == ScoreRow::Total || m_source.data->questions[row].category == of.name.toStdString();
    }

    ScoreRow row(ScoreRow::Kind kind, const CategoryScore& entry, const QString& name) const
    {
        ScoreRow made;
        made.kind = kind;
        made.name = name;
        made.answered = entry.total;
        const auto whole = entryIn(m_table, kind, entry.name);
        made.total = std::max<qint64>(whole ? whole->total : 0, entry.total);
        made.nowCorrect = entry.correct;
        if (const auto other = entryIn(m_float.other, kind, entry.name)) {
            made.floatCorrect = other->correct;
            made.floatQuestions = other->total;
        }
        if (const auto other = entryIn(m_pinned.other, kind, entry.name)) {
            made.pinnedCorrect = other->correct;
            made.pinnedQuestions = other->total;
        }
        if (const auto before = entryIn(baseline().other, kind, entry.name))
            if (const auto now = entryIn(baseline().now, kind, entry.name))
                made.paired = PairedScore{before->total, before->correct, now->correct};
        if (kind == ScoreRow::Category || kind == ScoreRow::Total) {
            addInterval(made);
            addPairs(made);
        }
        return made;
    }

    ScoreRow figureRow(const Figure& figure) const
    {
        ScoreRow made;
        made.kind = ScoreRow::Figure;
        made.name = QString::fromStdString(figure.part.empty() ? figure.name : figure.part + ", " + figure.name);
        made.nowCorrect = figure.value;
        // A figure is no sum: it counts where both stand on the same questions.
        if (m_float.rows.size() == m_rows.size())
            made.floatCorrect = figureIn(m_float.other, figure);
        if (m_pinned.rows.size() == m_rows.size())
            made.pinnedCorrect = figureIn(m_pinned.other, figure);
        return made;
    }

    void addInterval(ScoreRow& made) const
    {
        std::vector<double> scores;
        for (const size_t row : m_rows)
            if (isIn(row, made))
                scores.push_back((*m_source.now)[row]->score);
        const bool whole = std::all_of(scores.begin(), scores.end(), [](double s) { return s == 0 || s == 1; });
        if (!whole) {
            made.interval = bootstrapSum(scores);
            return;
        }
        const auto n = static_cast<double>(scores.size());
        const auto share =
            wilsonInterval(std::count(scores.begin(), scores.end(), 1.0), static_cast<int64_t>(scores.size()));
        made.interval = Interval{n * share.low, n * share.high};
    }

    void addPairs(ScoreRow& made) const
    {
        if (!made.paired)
            return;
        std::vector<double> differences;
        for (const size_t row : baseline().rows) {
            if (!isIn(row, made))
                continue;
            const auto &now = *(*m_source.now)[row], &before = *baselineAnswers()[row];
            differences.push_back(now.score - before.score);
            made.paired->lost += isRight(before) && !isRight(now);
            made.paired->won += !isRight(before) && isRight(now);
        }
        made.difference = bootstrapSum(differences);
    }

    const ScoreSource& m_source;
    std::vector<size_t> m_rows;
    Score m_score, m_table;
    Common m_float, m_pinned;
};

}

std::vector<ScoreRow> scoreRows(const ScoreSource& source, const QString& totalName)
{
    return RowMaker(source).rows(totalName);
}

}
