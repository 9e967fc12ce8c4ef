// SPDX-License-Identifier: GPL-3.0-or-later
#include "learn/stepspage.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

#include "common/numbertext.h"
#include "learn/learnpages.h"
#include "learn/lessonfigures.h"
#include "learn/lessonplot.h"

namespace quantscope {
namespace {

enum Column { Title, State, Correct, ProtocolWord, Expected, Sqnr, Time, Why, ColumnCount };

QStringList cellsOf(const StepRow& row)
{
    const auto dash = QStringLiteral("–");
    const QString states[] = {StepsPage::tr("waiting"), StepsPage::tr("▶ running"), StepsPage::tr("✓ done"),
                              StepsPage::tr("✗ stopped")};
    return {row.title,
            states[row.state],
            row.correct ? correctText(*row.correct, row.questions) : dash,
            row.meaning.protocol,
            row.expected >= 0 ? QString::number(row.expected) : dash,
            row.meanSqnrDb ? shortNumber(*row.meanSqnrDb, 3) : dash,
            row.seconds ? secondsText(*row.seconds) : dash,
            row.problem.isEmpty() ? row.why : row.problem};
}

}

StepsPage::StepsPage(Walk walk, QWidget* parent)
    : LearnPage(parent)
    , m_walk(walk)
{
    m_start = addButton(QStringLiteral("startSteps"), tr("Start from the first step"),
                        [this] { Q_EMIT startRequested(true); });
    m_continue = addButton(QStringLiteral("continueSteps"), tr("Go on"), [this] { Q_EMIT startRequested(false); });
    m_stop = addButton(QStringLiteral("stopSteps"), tr("Stop after this"), [this] { Q_EMIT stopRequested(); });
    m_correct = new LessonPlot(QStringLiteral("steps-hits"), tr("Correct answers after every step"), this);
    m_errors = new LessonPlot(QStringLiteral("steps-sqnr"), tr("Mean SQNR of the layers after every step"), this);
    const auto waiting = tr("Bars appear here step by step, once you have started.");
    m_correct->setPlaceholder(waiting);
    m_errors->setPlaceholder(waiting);
    addPlot(m_correct);
    addPlot(m_errors);
    m_table = new QTableWidget(0, ColumnCount, this);
    m_table->setAccessibleName(tr("Steps of the recipe"));
    m_table->setHorizontalHeaderLabels({tr("Step"), tr("State"), tr("Correct"), tr("Protocol"), tr("Expected of 400"),
                                        tr("Mean SQNR (dB)"), tr("Time"), tr("What it does")});
    m_table->setColumnHidden(Expected, m_walk != Ladder);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setMinimumHeight(120);
    addWide(m_table);
}

QString StepsPage::text() const
{
    if (m_walk == Ladder)
        return tr(
            "<h3>What breaks the demo, what heals it</h3>"
            "<p>Large language models carry a few activation channels that are 10 to 100 times larger than the rest "
            "and hold "
            "much of the signal. A model as small as the demo does not grow them, so they were <b>put there after "
            "training</b>: behind each norm and in front of each down projection, the 2 % of channels with most energy "
            "were "
            "multiplied by a power of two (4 to 32) and the next layer's columns divided by the same. That is exact, "
            "so the "
            "float model answers as before; <i>outliers.json</i> in the demo's folder lists every channel.</p>"
            "<p>Cutting such channels off (an observer) is not enough, scales per token help more, and rotation takes "
            "the "
            "outliers away, so that static scales suffice. With four-bit weights, rounding to nearest loses half of "
            "the "
            "answers and GPTQ hardly any.</p>"
            "<p>Each step is an ordinary run of this window. <i>Expected</i> is what the demo answered right of 400 "
            "when "
            "this table was made; a step or two of difference between machines is normal.</p>");
    return tr(
        "<h3>The recipe, step by step</h3>"
        "<p>The published recipe is turned on one piece at a time, from naive rounding (vision W8A8, language model "
        "W4A8, "
        "static scales) to the full command. Each step is an ordinary run of this window: it appears among the runs, "
        "the layers show its errors, the samples its answers, and a second time it comes from the cache.</p>"
        "<p>The table has the correct answers and the mean SQNR of the layers, each with its input in the quantized "
        "model; "
        "its last line is the float model. This is the paper's ablation on your own machine; how many questions are "
        "answered is set in the tool bar.</p>"
        "<p>Look at the flips between two steps: pin one, show the other.</p>");
}

bool StepsPage::needsLesson() const
{
    return false;
}

void StepsPage::refresh(const LessonData&)
{
}

void StepsPage::setRows(const std::vector<StepRow>& rows, bool running)
{
    const auto done = std::count_if(rows.begin(), rows.end(),
                                    [](const StepRow& row) { return !row.isFloat && row.state == StepRow::Done; });
    const auto steps = std::count_if(rows.begin(), rows.end(), [](const StepRow& row) { return !row.isFloat; });
    m_start->setEnabled(!running);
    m_continue->setEnabled(!running && done > 0 && done < steps);
    m_stop->setEnabled(running);
    fillTable(rows);
    drawPlots(rows);
    QList<QStringList> lines{{tr("Step"), tr("Correct"), tr("Protocol"), tr("Mean SQNR (dB)")}};
    for (const auto& row : rows)
        if (row.state == StepRow::Done)
            lines << QStringList{row.title, cellsOf(row)[Correct], row.meaning.protocol, cellsOf(row)[Sqnr]};
    setValues(lines.size() > 1 ? tableHtml(lines) : QString());
}

void StepsPage::fillTable(const std::vector<StepRow>& rows)
{
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int i = 0; i < m_table->rowCount(); ++i) {
        const auto& row = rows[static_cast<size_t>(i)];
        const auto cells = cellsOf(row);
        for (int j = 0; j < cells.size(); ++j) {
            auto* item = new QTableWidgetItem(cells[j]);
            const bool score = j == Correct || j == ProtocolWord;
            item->setToolTip(score ? (QStringList{cells[j]} + row.meaning.facts).join('\n') : cells[j]);
            if (j >= Correct && j <= Time)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(i, j, item);
        }
    }
    m_table->resizeColumnsToContents();
}

void StepsPage::drawPlots(const std::vector<StepRow>& rows)
{
    LessonPicture correct, errors;
    LessonSeries scoreBars{{}, LessonSeries::Look::Bars, LessonColor::After, {}, {}};
    LessonSeries errorBars = scoreBars;
    std::optional<double> floatCorrect;
    for (const auto& row : rows) {
        if (row.isFloat) {
            floatCorrect = row.correct;
            continue;
        }
        const auto place = static_cast<double>(correct.barNames.size());
        correct.barNames << QString::number(correct.barNames.size() + 1);
        if (row.state != StepRow::Done)
            continue;
        for (auto* bars : {&scoreBars, &errorBars})
            bars->x.push_back(place);
        scoreBars.y.push_back(row.correct.value_or(0));
        errorBars.y.push_back(row.meanSqnrDb.value_or(0));
    }
    errors.barNames = correct.barNames;
    if (!scoreBars.x.empty()) {
        correct.series = {scoreBars};
        errors.series = {errorBars};
        if (floatCorrect)
            correct.series.push_back({tr("float"),
                                      LessonSeries::Look::Dashed,
                                      LessonColor::Mark,
                                      {-0.6, double(correct.barNames.size()) - 0.4},
                                      {*floatCorrect, *floatCorrect}});
    }
    correct.xTitle = errors.xTitle = tr("Step");
    correct.yTitle = tr("Correct");
    errors.yTitle = tr("Mean SQNR (dB)");
    m_correct->setPicture(correct);
    m_errors->setPicture(errors);
}

LearnPage* createLadderPage(QWidget* parent)
{
    return new StepsPage(StepsPage::Ladder, parent);
}

LearnPage* createStepsPage(QWidget* parent)
{
    return new StepsPage(StepsPage::Published, parent);
}

}
