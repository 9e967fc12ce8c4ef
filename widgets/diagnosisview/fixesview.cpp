// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosisview/fixesview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

#include "archive/significance.h"
#include "common/numbertext.h"
#include "common/sentence.h"
#include "common/texttable.h"
#include "diagnosisview/checkbar.h"
#include "plots/scorerow.h"

namespace quantscope {
namespace {

enum FixColumn { Change, Correct, Difference, Range, Divergence };

// Of right answers, for 95 %; nothing where answers can be half right.
std::optional<Interval> correctInterval(double correct, int64_t questions)
{
    if (questions <= 0 || correct != std::floor(correct))
        return {};
    const auto share = wilsonInterval(static_cast<int64_t>(correct), questions);
    const auto n = static_cast<double>(questions);
    return Interval{n * share.low, n * share.high};
}

TextCell numberCell(const QString& text, TextCell::Tone tone, const QVariant& value, const QString& tip = {})
{
    return {text, tone, false, true, -1, tip, value};
}

std::vector<TextCell> measuredCells(double correct, int64_t questions, std::optional<double> difference, double klNats,
                                    TextCell::Tone tone)
{
    const auto interval = correctInterval(correct, questions);
    TextCell hits = numberCell(correctText(correct, questions), tone, correct);
    hits.bar = questions > 0 ? correct / static_cast<double>(questions) : -1;
    return {std::move(hits), numberCell(changeText(difference), tone, difference ? QVariant(*difference) : QVariant()),
            numberCell(intervalText(interval, false), TextCell::Quiet, {}, shareIntervalText(interval, questions)),
            numberCell(shortNumber(klNats), tone, klNats)};
}

QString costText(FixCost cost)
{
    switch (cost) {
    case FixCost::Ranges: return FixesView::tr("Makes the ranges of the activations again");
    case FixCost::Weights: return FixesView::tr("Quantizes weights again");
    case FixCost::Transforms: return FixesView::tr("Folds and rotates again, and quantizes everything again");
    }
    return {};
}

std::vector<TextCell> cellsOf(const TriedFix& tried, const FixTrials& trials)
{
    const bool asked = tried.questions > 0;
    const auto tone = asked ? TextCell::Better : TextCell::Quiet;
    std::vector<TextCell> cells{
        {sentence(tried.candidate.fix.message), tone, false, false, -1, costText(tried.candidate.cost)}};
    if (!tried.problem.empty()) {
        cells.push_back(
            {FixesView::tr("failed"), TextCell::Worse, false, false, -1, QString::fromStdString(tried.problem)});
        return cells;
    }
    auto numbers = measuredCells(tried.correct, tried.questions, tried.correct - trials.correct, tried.klNats, tone);
    if (!asked) {
        const auto why = FixesView::tr("Not asked: the change brings the run no closer to the float model");
        for (int column = Correct; column < Divergence; ++column)
            numbers[static_cast<size_t>(column - Correct)] = numberCell(QStringLiteral("–"), tone, QString(), why);
    }
    cells.insert(cells.end(), numbers.begin(), numbers.end());
    return cells;
}

TextRow runItself(const FixTrials& trials)
{
    TextRow row;
    row.cells = {{FixesView::tr("The run as it is"), TextCell::Plain, true, false, -1}};
    const auto numbers = measuredCells(trials.correct, trials.questions, {}, trials.klNats, TextCell::Plain);
    row.cells.insert(row.cells.end(), numbers.begin(), numbers.end());
    return row;
}

}

FixesView::FixesView(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_bar(new CheckBar({tr("Try changes"), tr("Stop trying changes"), tr("Questions of every change"),
                          tr("Progress of the trials")}))
    , m_summary(new QLabel)
    , m_hint(new QLabel)
    , m_model(new TextTableModel({}, this))
    , m_table(
          makeTextTable(m_model, tr("Changes and what they bring"), QStringLiteral("fixes"), std::move(saveAs), this))
    , m_change(new QLabel)
    , m_run(new QPushButton(tr("Run with it")))
{
    for (auto* label : {m_summary, m_hint, m_change}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_hint->setAlignment(Qt::AlignCenter);
    m_table->setWordWrap(true);
    m_summary->setAccessibleName(tr("What the trials have found"));
    m_change->setAccessibleName(tr("The selected change"));
    m_run->setAccessibleName(tr("Run the recipe with the selected change"));
    m_run->setToolTip(
        tr("Changes the recipe and runs it; Undo takes the change back, the runs stay beside each other"));
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_change, 1);
    bottom->addWidget(m_run, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_bar);
    layout->addWidget(m_summary);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_table, 1);
    layout->addLayout(bottom);
    connect(m_bar, &CheckBar::startRequested, this, &FixesView::startRequested);
    connect(m_bar, &CheckBar::stopRequested, this, &FixesView::stopRequested);
    connect(m_run, &QPushButton::clicked, this, [this] { emit runRequested(selected()->candidate.fix); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FixesView::showSelected);
    fill();
}

void FixesView::setAvailable(bool on, const QString& reason)
{
    m_available = on;
    m_reason = reason;
    updateControls();
}

// The list fills while somebody reads it: what is selected stays so.
void FixesView::setTrials(std::shared_ptr<const FixTrials> trials)
{
    if (trials == m_trials)
        return;
    const auto* chosen = selected();
    const auto fix = chosen ? std::optional(chosen->candidate.fix) : std::nullopt;
    m_trials = std::move(trials);
    m_problem.clear();
    fill();
    if (fix && m_trials)
        select(*fix);
}

void FixesView::setRunning(bool on, double fraction, const QString& what)
{
    m_bar->setRunning(on, fraction, what);
    updateControls();
}

void FixesView::setProblem(const QString& sentence)
{
    m_problem = sentence;
    updateControls();
}

void FixesView::setMeaning(const ScoreMeaning& meaning)
{
    m_bar->setMeaning(meaning);
}

const TriedFix* FixesView::selected() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    const int key = rows.isEmpty() ? -1 : m_model->keyOf(rows.constFirst().row());
    return m_trials && key >= 0 ? &m_trials->tried.at(static_cast<size_t>(key)) : nullptr;
}

void FixesView::showSelected()
{
    const auto* tried = selected();
    m_run->setEnabled(tried && tried->problem.empty());
    if (!tried)
        m_change->setText(tr("Choose a change to run the recipe with it."));
    else if (!tried->problem.empty())
        m_change->setText(QString::fromStdString(tried->problem));
    else
        m_change->setText(sentence(tried->candidate.fix.message));
}

// "The float model answers 38 of 40 questions correctly; 12 changes are still to be tried."
QString FixesView::summary() const
{
    const auto& t = *m_trials;
    auto text = tr("The same %1 questions for all; the float model: %2. KL over the answers to %3 of them.")
                    .arg(t.questions)
                    .arg(correctText(t.floatCorrect, t.questions))
                    .arg(t.klQuestions);
    if (t.lossless)
        text += ' ' + tr("This run loses nothing on them: there is nothing to heal.");
    else if (t.waiting > 0)
        text += ' ' + (m_bar->isRunning() ? tr("To be tried yet: %1.") : tr("Stopped; not tried: %1.")).arg(t.waiting);
    return text;
}

void FixesView::updateControls()
{
    m_bar->setAvailable(m_available);
    m_hint->setVisible(!m_trials || !m_problem.isEmpty());
    m_hint->setText(!m_problem.isEmpty() ? m_problem
                        : !m_available
                        ? m_reason
                        : tr("Tries single changes of the recipe on this run: observers, dynamic scales, rotation, "
                             "online Hadamard, modality scales, weight groups, bits and what the causes suggest, each "
                             "alone, the cheapest first, then the best ones by two. The list shows what each brings."));
    for (auto* widget : {static_cast<QWidget*>(m_summary), static_cast<QWidget*>(m_table),
                         static_cast<QWidget*>(m_change), static_cast<QWidget*>(m_run)})
        widget->setVisible(m_trials != nullptr);
    if (m_trials)
        m_summary->setText(summary());
}

void FixesView::select(const Fix& fix)
{
    for (size_t i = 0; i < m_trials->tried.size(); ++i)
        if (m_trials->tried[i].candidate.fix == fix)
            m_table->selectRow(static_cast<int>(i) + 1);
}

void FixesView::fill()
{
    std::vector<TextRow> rows;
    if (m_trials) {
        rows.push_back(runItself(*m_trials));
        for (size_t i = 0; i < m_trials->tried.size(); ++i)
            rows.push_back({cellsOf(m_trials->tried[i], *m_trials), static_cast<int>(i)});
    }
    m_table->clearSelection();
    m_model->setTable({tr("Change"), tr("Correct"), tr("Δ"), tr("95 %"), tr("KL (nats)")},
                      {{},
                       {},
                       tr("Right answers more than the run as it is"),
                       tr("Interval of 95 % for the right answers, of so many questions"),
                       tr("KL divergence of the next token from the float model, in nats, along the float answers")},
                      std::move(rows));
    auto* header = m_table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(Change, QHeaderView::Stretch);
    for (const int column : {Correct, Difference, Range, Divergence})
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_table->resizeRowsToContents();
    updateControls();
    showSelected();
}

void FixesView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_model->setPalette(palette());
    QWidget::changeEvent(event);
}

}
