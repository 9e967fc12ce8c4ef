// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scorespanel.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "common/appearance.h"
#include "common/tableexport.h"
#include "plots/scoreplot.h"
#include "plots/scoretablemodel.h"

namespace quantscope {
namespace {

constexpr qsizetype factsAtAGlance = 4; // the tooltip has all

QString colored(const QString& text, const QColor& color)
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(color.name(), text.toHtmlEscaped());
}

}

ScoresPanel::ScoresPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_total(new QLabel)
    , m_details(new QLabel)
    , m_facts(new QLabel)
    , m_plot(new ScorePlot)
    , m_table(new QTableView)
    , m_model(new ScoreTableModel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    m_total->setAccessibleName(tr("Total score"));
    m_total->setContentsMargins(8, 6, 8, 0);
    m_total->setTextFormat(Qt::RichText);
    m_total->setWordWrap(true);
    m_details->setAccessibleName(tr("About the total score"));
    m_details->setContentsMargins(8, 0, 8, 0);
    m_details->setWordWrap(true);
    m_facts->setAccessibleName(tr("What the score means"));
    m_facts->setContentsMargins(8, 0, 8, 6);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::RichText);
    layout->addWidget(m_total);
    layout->addWidget(m_details);
    layout->addWidget(m_facts);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_plot);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setCollapsible(0, false);
    layout->addWidget(splitter, 1);
    m_plot->setSaveAs(saveAs);
    makeTable(std::move(saveAs));
    fill();
    fillFacts();
}

void ScoresPanel::makeTable(SaveAs saveAs)
{
    m_model->setPalette(palette());
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Table of the scores"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setResizeContentsPrecision(50);
    addTableExport(m_table, QStringLiteral("scores"), std::move(saveAs));
}

void ScoresPanel::setRows(std::vector<ScoreRow> rows, const QString& pinnedName)
{
    const bool otherShape = rows.size() != m_rows.size() || pinnedName != m_pinnedName;
    m_rows = std::move(rows);
    m_pinnedName = pinnedName;
    m_model->setRows(m_rows, m_pinnedName);
    if (otherShape) {
        m_table->resizeColumnsToContents();
        m_table->setColumnWidth(0, std::min(m_table->columnWidth(0), fontMetrics().averageCharWidth() * 19));
    }
    fill();
}

void ScoresPanel::setFacts(const QStringList& facts)
{
    m_factList = facts;
    fillFacts();
}

void ScoresPanel::fillFacts()
{
    QString line = m_factList.mid(0, factsAtAGlance).join(QStringLiteral(" · "));
    if (!line.isEmpty())
        line[0] = line[0].toUpper();
    m_facts->setText(colored(line, quietText(palette())));
    m_facts->setToolTip(m_factList.join('\n'));
    m_facts->setAccessibleDescription(m_factList.join(QStringLiteral("; ")));
    m_facts->setVisible(!line.isEmpty());
}

void ScoresPanel::setTotalInterval(std::optional<Interval> interval)
{
    m_interval = interval;
    fill();
}

void ScoresPanel::setUpdating(bool on)
{
    m_plot->setUpdating(on);
}

void ScoresPanel::setPlaceholder(const QString& text)
{
    m_plot->setPlaceholder(text);
}

QString ScoresPanel::baselineName() const
{
    return m_pinnedName.isEmpty() ? tr("Float") : m_pinnedName;
}

void ScoresPanel::fill()
{
    m_plot->setRows(m_rows, baselineName(), m_interval);
    const auto bars = std::count_if(m_rows.begin(), m_rows.end(), [](const ScoreRow& row) {
        return row.kind == ScoreRow::Category || row.kind == ScoreRow::Total;
    });
    m_plot->setMinimumHeight(static_cast<int>(std::min<ptrdiff_t>(bars, 16) + 4) * fontMetrics().height());
    m_table->setVisible(!m_rows.empty());
    fillTotal();
}

void ScoresPanel::fillTotal()
{
    const auto* row = totalRow(m_rows);
    const bool known = row && (row->nowCorrect || row->baselineCorrect());
    m_total->setVisible(known);
    m_details->setVisible(known);
    if (!known)
        return;
    const auto before = row->baselineCorrect();
    const QString now = row->nowCorrect ? correctText(row->nowCorrect) : correctText(before);
    QString text = QStringLiteral("<span style=\"font-size:x-large\">");
    if (row->nowCorrect && before)
        text += colored(correctText(before) + QStringLiteral(" → "), baselineColor(palette()));
    text += QStringLiteral("<b>%1</b></span> ").arg(now) + tr("of %1").arg(row->counted());
    if (m_interval)
        text += tr(", ±%1").arg(correctText(std::round((m_interval->high - m_interval->low) / 2)));
    if (const auto change = row->change())
        text += QStringLiteral("&nbsp;&nbsp;") +
            colored(changeText(change),
                    *change == 0      ? quietText(palette())
                        : *change > 0 ? betterColor(palette())
                                      : worseColor(palette()));
    m_total->setText(text);
    QStringList details;
    if (row->nowCorrect && before)
        details << tr("%1 → now").arg(baselineName());
    else
        details << (row->nowCorrect ? tr("now") : baselineName());
    if (m_interval)
        details << tr("95 % interval %1").arg(intervalText(m_interval, false));
    if (row->answered > 0 && row->answered < row->total)
        details << tr("%1 of %2 questions answered").arg(row->answered).arg(row->total);
    m_details->setText(colored(details.join(QStringLiteral(" · ")), quietText(palette())));
}

ScorePlot* ScoresPanel::plot() const
{
    return m_plot;
}

QTableView* ScoresPanel::table() const
{
    return m_table;
}

void ScoresPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        m_model->setPalette(palette());
        fillTotal();
        fillFacts();
    }
    QWidget::changeEvent(event);
}

}
