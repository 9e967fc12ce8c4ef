// SPDX-License-Identifier: GPL-3.0-or-later
// What SearchPanel shows of scores, bits and hits.
#include "search/searchpanel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QTableView>
#include <QTableWidget>

#include <algorithm>
#include <cmath>

#include "common/coretext.h"
#include "common/numbertext.h"
#include "search/grouptablemodel.h"
#include "search/scoretext.h"
#include "search/sensitivityplot.h"

namespace quantscope {
namespace {

QString rankText(double rank)
{
    return QString::number(rank, 'f', 3).replace('-', QStringLiteral("−"));
}

}

void SearchPanel::showScores()
{
    SensitivityPlot::Series series;
    const int bits = m_width->currentData().toInt();
    m_groups->setTable(m_table, bits);
    m_groupView->resizeColumnsToContents();
    m_groupPages->setCurrentIndex(m_groups->rowCount() > 0);
    const auto& chosen = sensitivityMeasure(measure().toStdString());
    series.title = measureTitle(chosen);
    const auto at =
        static_cast<size_t>(std::find(m_table.bits.begin(), m_table.bits.end(), bits) - m_table.bits.begin());
    if (const auto* scores = m_table.find(chosen.id); scores && !m_layers.empty()) {
        series.values.resize(m_layers.size());
        for (size_t g = 0; g < m_table.groups.size(); ++g)
            for (const int layer : m_table.groups[g].layers)
                if (at < scores->rows[g].size() && static_cast<size_t>(layer) < series.values.size())
                    series.values[static_cast<size_t>(layer)] = scores->rows[g][at];
    }
    m_scores->setSeries(std::move(series), {}, !countsAnswers(chosen));
}

void SearchPanel::showBits()
{
    SensitivityPlot::Series search{tr("search"), {}}, recipe{tr("recipe"), {}};
    const auto fill = [this](SensitivityPlot::Series& series, size_t g, std::optional<double> bits) {
        series.values.resize(m_layers.size());
        for (const int layer : m_table.groups[g].layers)
            if (static_cast<size_t>(layer) < m_layers.size())
                series.values[static_cast<size_t>(layer)] = bits;
    };
    for (size_t g = 0; g < m_table.groups.size(); ++g) {
        if (m_assignment && g < m_assignment->bits.size())
            fill(search, g, m_assignment->bits[g]);
        if (m_assignment && g < m_recipeBits.size() && m_recipeBits[g])
            fill(recipe, g, *m_recipeBits[g]);
    }
    m_bits->setSeries(std::move(search), std::move(recipe), false);
}

std::optional<double> SearchPanel::predictedCorrect() const
{
    if (!m_search || !m_assignment)
        return {};
    std::vector<ScorePoint> points;
    for (const auto& run : m_runs)
        if (run.bits.size() == m_assignment->bits.size())
            points.push_back({assignmentOf(m_search->problem(), run.bits).cost, run.correct});
    return predictCorrect(std::move(points), m_assignment->cost);
}

QString SearchPanel::resultText() const
{
    if (!m_assignment)
        return m_why.isEmpty() ? tr("The budget chooses bits once every layer is measured.") : m_why;
    QStringList parts{tr("%1 bits on average, codes alone").arg(m_assignment->averageBits, 0, 'f', 2),
                      bytesText(m_assignment->bytes), tr("cost %1").arg(shortNumber(m_assignment->cost))};
    const auto same = std::find_if(m_runs.begin(), m_runs.end(),
                                   [this](const KnownRun& run) { return run.bits == m_assignment->bits; });
    if (same != m_runs.end())
        parts << tr("measured accuracy: %1, %2")
                     .arg(withProtocol(correctText(same->correct, same->total), m_meaning), same->name);
    else if (const auto correct = predictedCorrect())
        parts << tr("predicted accuracy: about %1")
                     .arg(withProtocol(correctText(std::round(*correct), m_runs.front().total), m_meaning));
    else
        parts << (m_runs.size() < 2
                      ? tr("predicted accuracy: unknown until two runs that differ only in bits are complete")
                      : tr("predicted accuracy: unknown, no run is on the other side of this cost"));
    if (m_search && !m_search->exact())
        parts << tr("sizes rounded up");
    return parts.join(QStringLiteral("  ·  "));
}

void SearchPanel::showResult()
{
    const bool ready = m_assignment.has_value();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_slider, m_spin, m_apply, m_run})
        widget->setEnabled(ready);
    m_result->setText(resultText());
    m_result->setToolTip(m_meaning.tip());
}

void SearchPanel::showAgreement()
{
    const auto bits = m_width->currentData().toInt();
    std::vector<RankAgreement> pairs;
    if (std::find(m_table.bits.begin(), m_table.bits.end(), bits) != m_table.bits.end())
        pairs = rankAgreement(m_table, bits);
    m_agreement->setRowCount(static_cast<int>(pairs.size()));
    for (size_t i = 0; i < pairs.size(); ++i) {
        const QStringList cells{coreText(sensitivityMeasure(pairs[i].a).title),
                                coreText(sensitivityMeasure(pairs[i].b).title), rankText(pairs[i].spearman),
                                rankText(pairs[i].kendall)};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment((column < 2 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            m_agreement->setItem(static_cast<int>(i), column, item);
        }
    }
    m_agreement->resizeColumnsToContents();
    m_agreementPages->setCurrentIndex(!pairs.empty());
}

}
