// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosisview/checkview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "common/numbertext.h"
#include "common/sentence.h"
#include "common/texttable.h"
#include "diagnosisview/checkbar.h"

namespace quantscope {
namespace {

TextRow evidenceRow(const CheckEvidence& evidence)
{
    const auto tone = evidence.worst ? TextCell::Worse : TextCell::Plain;
    const auto name = sentence(evidence.part);
    TextRow row;
    row.key = evidence.layer;
    row.cells = {
        {QString(), TextCell::Plain, false, false, -1, {}},
        {evidence.worst ? QStringLiteral("▶ ") + name : name, tone, evidence.worst, false, -1, {}, name},
        {correctText(evidence.correct, evidence.questions),
         tone,
         false,
         true,
         evidence.questions > 0 ? evidence.correct / static_cast<double>(evidence.questions) : -1,
         {}},
        {shortNumber(evidence.klNats), tone, false, true, -1,
         CheckView::tr("KL divergence of the next token from the float model, in nats, along the float answers"),
         evidence.klNats}};
    return row;
}

void addStep(std::vector<TextRow>& rows, const CheckStep& step, bool running)
{
    TextRow title;
    title.cells = {{sentence(step.title), TextCell::Plain, true, false, -1, {}}};
    rows.push_back(std::move(title));
    for (const auto& evidence : step.evidence)
        rows.push_back(evidenceRow(evidence));
    TextRow verdict;
    const bool open = step.verdict.empty();
    const auto text = open ? running ? CheckView::tr("Trying…") : CheckView::tr("Stopped here.")
                           : (sentence(step.verdict) + ' ' + sentence(step.next)).trimmed();
    verdict.cells = {{QStringLiteral("→ ") + text, open ? TextCell::Quiet : TextCell::Plain, false, false, -1, {}}};
    rows.push_back(std::move(verdict));
}

}

CheckView::CheckView(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_bar(new CheckBar(
          {tr("Start check"), tr("Stop the check"), tr("Questions of every step"), tr("Progress of the check")}))
    , m_hint(new QLabel)
    , m_model(new TextTableModel({tr("Step"), tr("Quantized"), tr("Correct"), tr("KL (nats)")}, this))
    , m_table(makeTextTable(m_model, tr("Guided check"), QStringLiteral("guided-check"), std::move(saveAs), this))
    , m_help(new QLabel)
    , m_apply(new QPushButton(tr("Apply")))
{
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_help->setWordWrap(true);
    m_help->setAccessibleName(tr("What the check suggests"));
    m_apply->setAccessibleName(tr("Apply what the check suggests"));
    m_table->setWordWrap(true);
    auto* fix = new QHBoxLayout;
    fix->addWidget(m_help, 1);
    fix->addWidget(m_apply, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_bar);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_table, 1);
    layout->addLayout(fix);
    connect(m_bar, &CheckBar::startRequested, this, &CheckView::startRequested);
    connect(m_bar, &CheckBar::stopRequested, this, &CheckView::stopRequested);
    connect(m_apply, &QPushButton::clicked, this, [this] { emit fixRequested(*m_check->fix); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (const int layer = m_model->keyOf(now.row()); layer >= 0)
            emit layerSelected(layer);
    });
    fill();
}

void CheckView::setAvailable(bool on, const QString& reason)
{
    m_available = on;
    m_reason = reason;
    updateControls();
}

void CheckView::setCheck(std::shared_ptr<const GuidedCheck> check)
{
    m_check = std::move(check);
    m_problem.clear();
    fill();
}

void CheckView::setRunning(bool on, double fraction, const QString& what)
{
    const bool changed = on != m_bar->isRunning();
    m_bar->setRunning(on, fraction, what);
    if (changed)
        fill();
}

void CheckView::setProblem(const QString& sentence)
{
    m_problem = sentence;
    fill();
}

void CheckView::setMeaning(const ScoreMeaning& meaning)
{
    m_bar->setMeaning(meaning);
}

void CheckView::updateControls()
{
    m_bar->setAvailable(m_available);
    const bool any = m_check && !m_check->steps.empty();
    m_hint->setVisible(!any || !m_problem.isEmpty());
    m_hint->setText(!m_problem.isEmpty() ? m_problem
                        : !m_available
                        ? m_reason
                        : tr("The check goes from the float model to weights or activations, the tower, the "
                             "block and the layer that does the harm, looks at it and tries a fix. Every step "
                             "shows its evidence here."));
    m_table->setVisible(any);
    const bool fix = any && m_check->fix && !m_bar->isRunning();
    m_help->setVisible(fix);
    m_apply->setVisible(fix);
    if (fix)
        m_help->setText(tr("Suggested: %1").arg(sentence(m_check->fix->message)));
}

void CheckView::fill()
{
    std::vector<TextRow> rows;
    if (m_check)
        for (const auto& step : m_check->steps)
            addStep(rows, step, m_bar->isRunning());
    const auto shape = rows;
    m_model->setRows(std::move(rows));
    m_table->clearSpans();
    for (size_t i = 0; i < shape.size(); ++i)
        if (shape[i].cells.size() == 1)
            m_table->setSpan(static_cast<int>(i), 0, 1, m_model->columnCount());
    auto* header = m_table->horizontalHeader();
    header->resizeSection(0, fontMetrics().averageCharWidth() * 6);
    header->setSectionResizeMode(1, QHeaderView::Stretch);
    header->resizeSection(2, fontMetrics().averageCharWidth() * 20);
    header->setStretchLastSection(false);
    header->resizeSection(3, fontMetrics().averageCharWidth() * 12);
    m_table->resizeRowsToContents();
    if (m_bar->isRunning())
        m_table->scrollToBottom();
    updateControls();
}

void CheckView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_model->setPalette(palette());
    QWidget::changeEvent(event);
}

}
