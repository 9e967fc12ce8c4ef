// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosisview/causesview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "common/appearance.h"
#include "common/coretext.h"
#include "common/numbertext.h"
#include "common/sentence.h"
#include "common/textof.h"
#include "common/texttable.h"
#include "why/layerlist.h"

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

TextRow rowOf(const Finding& finding, const Diagnosis& diagnosis, const QString& before)
{
    const auto& cause = *findCause(finding.cause);
    const bool first = diagnosis.firstBad && finding.layer == diagnosis.firstBad->layer;
    const auto name = coreText(cause.title);
    TextCell title{before + name, TextCell::Plain, first || finding.layer < 0, false, -1, sentence(finding.message),
                   name};
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

std::vector<int> layersOf(const FindingGroup& group, const Diagnosis& diagnosis)
{
    std::set<int> layers;
    for (const size_t i : group.findings)
        layers.insert(diagnosis.findings[i].layer);
    return {layers.begin(), layers.end()};
}

QString layerText(const FindingGroup& group, const Diagnosis& diagnosis)
{
    return layerLines(diagnosis.layers, layersOf(group, diagnosis)).join('\n');
}

// The worst layer speaks for all of them.
TextRow rowOf(const FindingGroup& group, const Diagnosis& diagnosis, bool open)
{
    const auto& worst = diagnosis.findings[group.findings.front()];
    if (group.findings.size() == 1)
        return rowOf(worst, diagnosis, {});
    auto row = rowOf(worst, diagnosis, open ? QStringLiteral("▾ ") : QStringLiteral("▸ "));
    auto& layers = row.cells[LayerName];
    const auto count = layersOf(group, diagnosis).size();
    const bool first = diagnosis.firstBad && worst.layer == diagnosis.firstBad->layer;
    layers.text =
        first ? CausesView::tr("%1 layers ◀ first degraded").arg(count) : CausesView::tr("%1 layers").arg(count);
    layers.toolTip = layerText(group, diagnosis);
    layers.value = layers.text;
    row.cells[Share].bar = group.severity;
    row.cells[Share].text = percentText(group.severity);
    row.cells[Share].value = group.severity;
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
    , m_layers(new QLabel)
    , m_toggle(new QPushButton(tr("List layers")))
    , m_help(new QLabel)
    , m_apply(new QPushButton(tr("Apply")))
{
    m_model->setParts({{2, {tr("Measured"), tr("Unit")}}});
    for (auto* label : {m_first, m_found, m_hint, m_sentence, m_layers, m_help}) {
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
    buildDetails();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addLayout(top);
    layout->addLayout(found);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_details);
    connect(m_showFirst, &QPushButton::clicked, this, [this] { emit layerSelected(m_diagnosis->firstBad->layer); });
    connect(m_showCheck, &QPushButton::clicked, this, &CausesView::checkRequested);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showSelected();
        if (const auto* row = selected(); row && worstOf(*row).layer >= 0)
            emit layerSelected(worstOf(*row).layer);
    });
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex& index) { toggle(m_rows.at(static_cast<size_t>(index.row())).group); });
    fill();
}

void CausesView::buildDetails()
{
    m_layers->setAccessibleName(tr("Layers of the selected cause"));
    m_toggle->setAccessibleName(m_toggle->text());
    auto* layers = new QHBoxLayout;
    layers->addWidget(m_layers, 1);
    layers->addWidget(m_toggle, 0, Qt::AlignTop);
    auto* fix = new QHBoxLayout;
    fix->addWidget(m_help, 1);
    fix->addWidget(m_apply, 0, Qt::AlignTop);
    auto* details = new QVBoxLayout(m_details);
    details->setContentsMargins({});
    details->addWidget(m_sentence);
    details->addLayout(layers);
    details->addLayout(fix);
    connect(m_toggle, &QPushButton::clicked, this, [this] { toggle(selected()->group); });
    connect(m_apply, &QPushButton::clicked, this, [this] { emit fixRequested(*fixOf(*selected())); });
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
    const bool hasOwnRow =
        now && !now->finding && m_open.count(openKey(now->group)) > 0 && worstOf(*now).layer != layer;
    if (!m_diagnosis || (now && isAbout(*now, layer) && !hasOwnRow))
        return;
    const QSignalBlocker quiet(this);
    m_table->clearSelection();
    auto row = std::find_if(m_rows.begin(), m_rows.end(),
                            [&](const Row& each) { return each.finding && isAbout(each, layer); });
    if (row == m_rows.end())
        row = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& each) { return isAbout(each, layer); });
    if (row != m_rows.end())
        m_table->setCurrentIndex(m_model->index(static_cast<int>(row - m_rows.begin()), 0));
    else
        showSelected();
}

const CausesView::Row* CausesView::selected() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    const auto row = rows.isEmpty() ? -1 : rows.constFirst().row();
    const bool known = m_diagnosis && row >= 0 && static_cast<size_t>(row) < m_rows.size();
    return known ? &m_rows[static_cast<size_t>(row)] : nullptr;
}

const Finding& CausesView::worstOf(const Row& row) const
{
    return m_diagnosis->findings.at(row.finding.value_or(m_groups.at(row.group).findings.front()));
}

const std::optional<Fix>& CausesView::fixOf(const Row& row) const
{
    return row.finding ? worstOf(row).fix : m_groups.at(row.group).fix;
}

bool CausesView::isAbout(const Row& row, int layer) const
{
    if (row.finding)
        return worstOf(row).layer == layer;
    const auto layers = layersOf(m_groups.at(row.group), *m_diagnosis);
    return std::find(layers.begin(), layers.end(), layer) != layers.end();
}

// Groups are told by what is wrong and what helps, so that one stays open when the run is another.
QString CausesView::openKey(size_t group) const
{
    const auto& shown = m_groups.at(group);
    return textOf(shown.cause) + ' ' + (shown.fix ? textOf(shown.fix->message.code) : QString());
}

void CausesView::toggle(size_t group)
{
    if (m_groups.at(group).findings.size() < 2)
        return;
    if (const auto key = openKey(group); m_open.erase(key) == 0)
        m_open.insert(key);
    const QSignalBlocker quiet(this);
    fillTable();
    for (size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].group == group && !m_rows[i].finding)
            m_table->setCurrentIndex(m_model->index(static_cast<int>(i), 0));
}

void CausesView::showSelected()
{
    const auto* row = selected();
    m_details->setVisible(row != nullptr);
    if (!row)
        return;
    const auto& group = m_groups.at(row->group);
    const bool several = !row->finding && group.findings.size() > 1;
    const auto text = sentence(worstOf(*row).message);
    m_sentence->setText(several ? tr("Worst: %1").arg(text) : text);
    m_layers->setVisible(several);
    m_layers->setText(several ? layerText(group, *m_diagnosis) : QString());
    m_toggle->setVisible(several);
    m_toggle->setText(m_open.count(openKey(row->group)) > 0 ? tr("Hide layers") : tr("List layers"));
    m_toggle->setAccessibleName(m_toggle->text());
    const auto& fix = fixOf(*row);
    m_help->setText(fix ? tr("Suggested fix: %1").arg(sentence(fix->message))
                        : tr("No single switch of the recipe helps against this."));
    m_apply->setVisible(fix.has_value());
    m_apply->setToolTip(fix ? tr("Changes the recipe; Undo takes it back") : QString());
}

void CausesView::fillTable()
{
    std::vector<TextRow> rows;
    m_rows.clear();
    for (size_t i = 0; i < m_groups.size(); ++i) {
        const bool open = m_open.count(openKey(i)) > 0;
        rows.push_back(rowOf(m_groups[i], *m_diagnosis, open));
        m_rows.push_back({i, {}});
        if (open && m_groups[i].findings.size() > 1)
            for (const size_t finding : m_groups[i].findings) {
                rows.push_back(rowOf(m_diagnosis->findings[finding], *m_diagnosis, QStringLiteral("      ")));
                m_rows.push_back({i, finding});
            }
    }
    m_table->clearSelection();
    m_model->setRows(std::move(rows));
    m_table->resizeColumnsToContents();
}

void CausesView::fill()
{
    const auto* diagnosis = m_diagnosis.get();
    m_groups = diagnosis ? groupFindings(*diagnosis) : std::vector<FindingGroup>();
    fillTable();
    const bool any = !m_groups.empty();
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
    showSelected();
}

void CausesView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_model->setPalette(palette());
    QWidget::changeEvent(event);
}

}
