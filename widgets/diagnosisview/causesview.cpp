// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosisview/causesview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

#include "common/appearance.h"
#include "common/coretext.h"
#include "common/numbertext.h"
#include "common/sentence.h"
#include "common/textof.h"
#include "common/texttable.h"

namespace quantscope {
namespace {

enum Column { CauseTitle, LayerName, Measured, Share };

QString measuredText(const Finding& finding, const Cause& cause)
{
    const auto number = shortNumber(finding.number);
    if (cause.unit == "share")
        return percentText(finding.number);
    if (cause.unit == "levels")
        return CausesView::tr("%1 levels").arg(std::ceil(finding.number));
    if (cause.unit == "times")
        return CausesView::tr("× %1").arg(number);
    if (cause.unit == "channels")
        return CausesView::tr("%1 channels").arg(number);
    return cause.unit == "dB" ? CausesView::tr("%1 dB").arg(number) : number;
}

TextRow rowOf(const Finding& finding, const Diagnosis& diagnosis)
{
    const auto& cause = *findCause(finding.cause);
    const bool first = diagnosis.firstBad && finding.layer == diagnosis.firstBad->layer;
    TextCell title{coreText(cause.title),    TextCell::Plain, first || finding.layer < 0, false, -1,
                   sentence(finding.message)};
    const auto layer = finding.layer < 0 ? CausesView::tr("whole model")
                                         : shortLayerName(diagnosis.layers.at(static_cast<size_t>(finding.layer)));
    TextRow row;
    row.cells = {std::move(title),
                 {first ? CausesView::tr("%1 ◀ first degraded").arg(layer) : layer,
                  TextCell::Plain,
                  false,
                  false,
                  -1,
                  {},
                  layer},
                 {measuredText(finding, cause),
                  TextCell::Plain,
                  false,
                  true,
                  -1,
                  {},
                  QVariantList{finding.number, textOf(cause.unit)}},
                 {percentText(finding.severity), TextCell::Plain, false, true, finding.severity,
                  CausesView::tr("Share of the layer's output that this cause is estimated to destroy"),
                  finding.severity}};
    return row;
}

// "activations only → projector → mlp1.3. Fix: …": what each step has found worst, and what the last one says.
QString foundText(const GuidedCheck& check)
{
    QStringList path;
    QString verdict;
    for (const auto& step : check.steps) {
        for (const auto& evidence : step.evidence)
            if (evidence.worst)
                path << sentence(evidence.part);
        if (!step.verdict.empty())
            verdict = sentence(step.verdict);
    }
    return path.isEmpty() ? verdict : CausesView::tr("%1. %2").arg(path.join(QStringLiteral(" → ")), verdict).trimmed();
}

}

CausesView::CausesView(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_first(new QLabel)
    , m_showFirst(new QPushButton(tr("Show layer")))
    , m_found(new QLabel)
    , m_showCheck(new QPushButton)
    , m_hint(new QLabel)
    , m_model(new TextTableModel({tr("Cause"), tr("Layer"), tr("Measured"), tr("Of the output")}, this))
    , m_table(makeTextTable(m_model, tr("Causes"), QStringLiteral("causes"), std::move(saveAs), this))
    , m_details(new QWidget)
    , m_sentence(new QLabel)
    , m_help(new QLabel)
    , m_apply(new QPushButton(tr("Apply")))
{
    m_model->setParts({{2, {tr("Measured"), tr("Unit")}}});
    for (auto* label : {m_first, m_found, m_hint, m_sentence, m_help}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_first->setAccessibleName(tr("First degraded layer"));
    m_showFirst->setAccessibleName(tr("Show the first degraded layer"));
    m_found->setAccessibleName(tr("What the guided check has found"));
    m_found->setTextFormat(Qt::PlainText);
    m_hint->setAlignment(Qt::AlignCenter);
    m_sentence->setAccessibleName(tr("The selected cause"));
    m_help->setAccessibleName(tr("Suggested fix"));
    m_apply->setAccessibleName(tr("Apply the fix to the recipe"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_first, 1);
    top->addWidget(m_showFirst, 0, Qt::AlignTop);
    auto* found = new QHBoxLayout;
    found->addWidget(m_found, 1);
    found->addWidget(m_showCheck, 0, Qt::AlignTop);
    auto* fix = new QHBoxLayout;
    fix->addWidget(m_help, 1);
    fix->addWidget(m_apply, 0, Qt::AlignTop);
    auto* details = new QVBoxLayout(m_details);
    details->setContentsMargins({});
    details->addWidget(m_sentence);
    details->addLayout(fix);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addLayout(top);
    layout->addLayout(found);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_details);
    connect(m_showFirst, &QPushButton::clicked, this, [this] { emit layerSelected(m_diagnosis->firstBad->layer); });
    connect(m_showCheck, &QPushButton::clicked, this, &CausesView::checkRequested);
    connect(m_apply, &QPushButton::clicked, this, [this] { emit fixRequested(*selected()->fix); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showFinding();
        if (const auto* finding = selected(); finding && finding->layer >= 0)
            emit layerSelected(finding->layer);
    });
    fill();
}

void CausesView::setDiagnosis(std::shared_ptr<const Diagnosis> diagnosis)
{
    const bool same = diagnosis == m_diagnosis;
    m_diagnosis = std::move(diagnosis);
    if (!same)
        fill();
}

void CausesView::setCheck(std::shared_ptr<const GuidedCheck> check)
{
    if (check == m_check)
        return;
    m_check = std::move(check);
    showCheck();
}

// Causes are estimates of single layers; the check has measured what each part costs.
void CausesView::showCheck()
{
    const auto found = m_check ? foundText(*m_check) : QString();
    m_found->setVisible(m_diagnosis != nullptr);
    m_showCheck->setVisible(m_diagnosis != nullptr);
    m_found->setText(found.isEmpty() ? tr("The causes below are estimates, layer by layer. The guided check measures "
                                          "which part does the harm.")
                                     : tr("The guided check has found: %1").arg(found));
    m_showCheck->setText(found.isEmpty() ? tr("Guided check…") : tr("Show check"));
    m_showCheck->setAccessibleName(tr("Show the guided check"));
}

void CausesView::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    fill();
}

void CausesView::setUpdating(bool on)
{
    m_model->setStale(on);
    m_first->setEnabled(!on);
    m_details->setEnabled(!on);
}

// Follows the other views to the first cause of the layer; stays where it is when it is there already.
void CausesView::setSelectedLayer(int layer)
{
    const auto* now = selected();
    if (!m_diagnosis || (now && now->layer == layer))
        return;
    const QSignalBlocker quiet(this);
    m_table->clearSelection();
    for (size_t i = 0; i < m_diagnosis->findings.size(); ++i)
        if (m_diagnosis->findings[i].layer == layer) {
            m_table->setCurrentIndex(m_model->index(static_cast<int>(i), 0));
            return;
        }
    showFinding();
}

const Finding* CausesView::selected() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    const auto row = rows.isEmpty() ? -1 : rows.constFirst().row();
    const bool known = m_diagnosis && row >= 0 && static_cast<size_t>(row) < m_diagnosis->findings.size();
    return known ? &m_diagnosis->findings[static_cast<size_t>(row)] : nullptr;
}

void CausesView::showFinding()
{
    const auto* finding = selected();
    m_details->setVisible(finding != nullptr);
    if (!finding)
        return;
    m_sentence->setText(sentence(finding->message));
    m_help->setText(finding->fix ? tr("Suggested fix: %1").arg(sentence(finding->fix->message))
                                 : tr("No single switch of the recipe helps against this."));
    m_apply->setVisible(finding->fix.has_value());
    m_apply->setToolTip(finding->fix ? tr("Changes the recipe; Undo takes it back") : QString());
}

void CausesView::fill()
{
    std::vector<TextRow> rows;
    const auto* diagnosis = m_diagnosis.get();
    if (diagnosis)
        for (const auto& finding : diagnosis->findings)
            rows.push_back(rowOf(finding, *diagnosis));
    const bool any = !rows.empty();
    m_table->clearSelection();
    m_model->setRows(std::move(rows));
    m_table->resizeColumnsToContents();
    m_table->setVisible(any);
    m_hint->setVisible(!any);
    m_hint->setText(diagnosis ? tr("No known cause shows in any layer of this run.") : m_placeholder);
    m_first->setVisible(diagnosis);
    m_showFirst->setVisible(diagnosis && diagnosis->firstBad);
    if (diagnosis && diagnosis->firstBad)
        m_first->setText(
            tr("First degraded layer: %1")
                .arg(sentence(describe(*diagnosis->firstBad,
                                       diagnosis->layers.at(static_cast<size_t>(diagnosis->firstBad->layer))))));
    else
        m_first->setText(tr("No layer where the accumulated error leaves its course."));
    showCheck();
    showFinding();
}

void CausesView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_model->setPalette(palette());
    QWidget::changeEvent(event);
}

}
