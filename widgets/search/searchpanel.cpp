// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/searchpanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "common/coretext.h"
#include "common/tableexport.h"
#include "common/textof.h"
#include "common/worktext.h"
#include "search/grouptablemodel.h"
#include "search/sensitivityplot.h"

namespace quantscope {
namespace {

constexpr int sliderSteps = 1000;

template <typename T> T* named(T* widget, const QString& name, const QString& help = {})
{
    widget->setAccessibleName(name);
    widget->setToolTip(help);
    return widget;
}

// The table, and what it will be as long as it is empty.
QStackedWidget* withHint(QWidget* table, const QString& hint)
{
    auto* label = new QLabel(hint);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    auto* pages = new QStackedWidget;
    pages->addWidget(label);
    pages->addWidget(table);
    return pages;
}

}

SearchPanel::SearchPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Search for bits"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    layout->addWidget(createMeasuring());
    layout->addWidget(createBudget());
    auto* tabs = named(new QTabWidget, tr("Results of the search"));
    tabs->setDocumentMode(true);
    tabs->addTab(createPlots(saveAs), tr("Layers"));
    addTables(*tabs, saveAs);
    layout->addWidget(tabs, 1);
    showResult();
}

QWidget* SearchPanel::createPlots(const SaveAs& saveAs)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    m_scores = new SensitivityPlot(QStringLiteral("sensitivity"), SensitivityPlot::Style::Bars);
    m_scores->setAccessibleName(tr("Sensitivity of every layer"));
    m_scores->setPlaceholder(tr("How much every layer suffers from few bits.\nPress Measure to fill it."));
    m_bits = new SensitivityPlot(QStringLiteral("bits"), SensitivityPlot::Style::Steps);
    m_bits->setAccessibleName(tr("Bits of every layer"));
    m_bits->setPlaceholder(
        tr("The bits that the search gives to every layer.\nThey follow the budget once scores are measured."));
    for (auto* plot : {m_scores, m_bits}) {
        plot->setSaveAs(saveAs);
        splitter->addWidget(plot);
        connect(plot, &SensitivityPlot::layerSelected, this, [this](int layer) {
            setSelectedLayer(layer);
            emit layerSelected(layer);
        });
    }
    return splitter;
}

QWidget* SearchPanel::createMeasuring()
{
    auto* bar = new QWidget;
    auto* grid = new QGridLayout(bar);
    grid->setContentsMargins({});
    m_measure = named(new QComboBox, tr("Measure of sensitivity"));
    m_measure->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_measure->setMinimumContentsLength(12);
    m_measure->setMaximumWidth(32 * fontMetrics().averageCharWidth());
    auto* title = new QLabel(tr("Sensitivit&y by"));
    title->setBuddy(m_measure);
    for (const auto& measure : sensitivityMeasures()) {
        m_measure->addItem(coreText(measure.title), textOf(measure.id));
        m_measure->setItemData(m_measure->count() - 1, coreText(measure.help), Qt::ToolTipRole);
    }
    m_measure->setCurrentIndex(m_measure->findData(QStringLiteral("kl")));
    m_width =
        named(new QComboBox, tr("Bits of the shown scores"), tr("Scores and rank agreement are shown at these bits"));
    m_width->setPlaceholderText(tr("no scores yet"));
    m_width->setEnabled(false);
    m_questions =
        named(new QSpinBox, tr("Calibration questions"),
              tr("Calibration questions that “output divergence” and “lost answers” ask for each group and width"));
    m_questions->setRange(1, 10000);
    m_questions->setValue(8);
    m_questions->setPrefix(tr("Questions: "));
    m_start = named(new QPushButton(tr("M&easure")), tr("Measure the layers"),
                    tr("Scores that are known from before are not measured again"));
    m_stop = named(new QPushButton(tr("S&top")), tr("Stop measuring"), tr("What is measured so far stays"));
    m_progress = named(new QProgressBar, tr("Progress of the measuring"));
    m_progress->setRange(0, 1000);
    m_progress->setVisible(false);
    auto* row = new QHBoxLayout;
    row->addWidget(title);
    row->addWidget(m_measure, 2);
    row->addWidget(m_width);
    row->addWidget(m_questions);
    row->addStretch(1);
    row->addWidget(m_start);
    row->addWidget(m_stop);
    grid->addLayout(row, 0, 0);
    grid->addWidget(m_progress, 1, 0);
    m_stop->setEnabled(false);
    connect(m_start, &QPushButton::clicked, this, &SearchPanel::measureRequested);
    connect(m_stop, &QPushButton::clicked, this, &SearchPanel::stopRequested);
    connect(m_measure, &QComboBox::currentIndexChanged, this, [this] {
        showScores();
        emit searchChanged();
    });
    connect(m_width, &QComboBox::currentIndexChanged, this, [this] {
        showScores();
        showAgreement();
    });
    return bar;
}

void SearchPanel::addTables(QTabWidget& tabs, const SaveAs& saveAs)
{
    m_groups = new GroupTableModel(this);
    m_groupView = named(new QTableView, tr("Scores and bits of the groups of layers"));
    m_groupView->setModel(m_groups);
    m_groupView->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_groupView->setAlternatingRowColors(true);
    m_groupView->setWordWrap(false);
    m_groupView->setTabKeyNavigation(false);
    m_groupView->verticalHeader()->hide();
    m_groupView->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_groupView->horizontalHeader()->setHighlightSections(false);
    addTableExport(m_groupView, QStringLiteral("groups"), saveAs);
    connect(m_groupView->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (!index.isValid() || static_cast<size_t>(index.row()) >= m_table.groups.size() ||
                    !m_groupView->hasFocus())
                    return;
                const int layer = m_table.groups[static_cast<size_t>(index.row())].layers.front();
                m_scores->setSelectedLayer(layer);
                m_bits->setSelectedLayer(layer);
                emit layerSelected(layer);
            });
    m_agreement = named(new QTableWidget(0, 4), tr("Rank agreement of the measures"));
    m_agreement->setHorizontalHeaderLabels({tr("Measure"), tr("Measure"), tr("Spearman"), tr("Kendall")});
    for (const int rank : {2, 3}) // as the numbers below
        m_agreement->horizontalHeaderItem(rank)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_agreement->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_agreement->setTabKeyNavigation(false);
    m_agreement->verticalHeader()->hide();
    m_agreement->setToolTip(tr("1: both measures order the groups alike, 0: as if by chance, −1: the other way round"));
    addTableExport(m_agreement, QStringLiteral("rank-agreement"), saveAs);
    m_groupPages = withHint(m_groupView, tr("Scores and bits of every group of layers.\nPress Measure to fill it."));
    m_agreementPages =
        withHint(m_agreement, tr("How alike two measures order the groups of layers.\nPress Measure to fill it."));
    tabs.addTab(m_groupPages, tr("Groups"));
    tabs.addTab(m_agreementPages, tr("Rank agreement"));
}

QWidget* SearchPanel::createBudget()
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins({});
    m_kind = named(new QComboBox, tr("Kind of budget"));
    m_kind->addItem(tr("Average bits"), static_cast<int>(BudgetKind::AverageBits));
    m_kind->addItem(tr("Megabytes"), static_cast<int>(BudgetKind::Megabytes));
    m_kind->setToolTip(
        tr("Bits of the codes on average over the weights that are quantized; or 10⁶ bytes of the whole model "
           "with its scales"));
    m_slider = named(new QSlider(Qt::Horizontal), tr("Budget"));
    m_slider->setRange(0, sliderSteps);
    m_slider->setPageStep(sliderSteps / 20);
    m_spin = named(new QDoubleSpinBox, tr("Budget as a number"));
    m_spin->setDecimals(3);
    m_spin->setSingleStep(0.1);
    m_keep = named(new QCheckBox(tr("&Keep overrides")), tr("Keep overrides"),
                   tr("Layers whose bits the recipe overrides keep them"));
    m_result = named(new QLabel, tr("Result of the search"));
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_apply = named(new QPushButton(tr("Use as reci&pe")), tr("Use the bits as recipe"),
                    tr("Puts the bits into the recipe; undo takes them back"));
    m_run = named(new QPushButton(tr("Run &it")), tr("Run with these bits"), tr("Uses the bits as recipe and runs it"));
    grid->addWidget(m_kind, 0, 0);
    grid->addWidget(m_slider, 0, 1, 1, 2);
    grid->addWidget(m_spin, 0, 3);
    grid->addWidget(m_result, 1, 0, 1, 4);
    grid->addWidget(m_keep, 2, 0, 1, 2);
    grid->addWidget(m_apply, 2, 2);
    grid->addWidget(m_run, 2, 3);
    grid->setColumnStretch(1, 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &SearchPanel::searchChanged);
    connect(m_keep, &QCheckBox::toggled, this, &SearchPanel::searchChanged);
    connect(m_slider, &QSlider::valueChanged, this, &SearchPanel::sliderMoved);
    connect(m_spin, &QDoubleSpinBox::valueChanged, this, &SearchPanel::budgetTyped);
    connect(m_apply, &QPushButton::clicked, this, &SearchPanel::applyRequested);
    connect(m_run, &QPushButton::clicked, this, &SearchPanel::runRequested);
    return box;
}

void SearchPanel::setLayers(const std::vector<Layer>& layers)
{
    m_layers = layers;
    m_scores->setLayers(layers);
    m_bits->setLayers(layers);
    showScores();
    showBits();
}

void SearchPanel::setTable(const SensitivityTable& table)
{
    if (table.bits != m_table.bits) {
        const QSignalBlocker quiet(m_width);
        const int before = m_width->currentData().toInt();
        m_width->clear();
        for (const int bits : table.bits)
            m_width->addItem(tr("at %1 bits").arg(bits), bits);
        m_width->setCurrentIndex(std::max(0, m_width->findData(before > 0 ? before : 4)));
        m_width->setEnabled(m_width->count() > 0);
    }
    m_table = table;
    m_scores->setUpdating(false); // what is measured now is new
    showScores();
    showAgreement();
}

void SearchPanel::setSearch(std::shared_ptr<const BitSearch> search, const QString& why)
{
    const bool otherKind = !m_search || !search || m_spin->property("kind").toInt() != m_kind->currentIndex();
    m_search = std::move(search);
    m_why = why;
    m_spin->setProperty("kind", m_kind->currentIndex());
    if (m_search) {
        if (otherKind) {
            // The budget stays what it was, reported in the other unit.
            const bool average = budgetKind() == BudgetKind::AverageBits;
            if (m_assignment)
                m_budget = average ? m_assignment->averageBits : m_assignment->bytes / 1e6;
            else if (const auto recipe = average ? m_recipeAverage : m_recipeMegabytes)
                m_budget = *recipe;
        }
        m_budget = std::clamp(m_budget, m_search->lowest(), m_search->highest());
        setBudgetRange();
    }
    assign();
}

void SearchPanel::setBudgetRange()
{
    const QSignalBlocker quietSpin(m_spin), quietSlider(m_slider);
    const double low = m_search->lowest(), high = m_search->highest();
    m_spin->setRange(low, high);
    m_spin->setValue(m_budget);
    m_slider->setValue(high > low ? static_cast<int>(std::lround((m_budget - low) / (high - low) * sliderSteps)) : 0);
}

void SearchPanel::sliderMoved(int value)
{
    if (!m_search)
        return;
    m_budget = m_search->lowest() + (m_search->highest() - m_search->lowest()) * value / sliderSteps;
    const QSignalBlocker quiet(m_spin);
    m_spin->setValue(m_budget);
    assign();
}

void SearchPanel::budgetTyped(double value)
{
    if (!m_search)
        return;
    m_budget = value;
    setBudgetRange();
    assign();
}

void SearchPanel::assign()
{
    if (m_search)
        // What the spin box shows is rounded and must not fall below the least.
        m_assignment = m_search->assign(std::max(m_budget, m_search->lowest()) * (1 + 1e-12));
    else
        m_assignment.reset();
    m_groups->setSearchBits(m_assignment ? m_assignment->bits : std::vector<int>());
    showBits();
    showResult();
}

void SearchPanel::setRecipeBits(const std::vector<std::optional<int>>& byGroup, double averageBits, double megabytes)
{
    m_recipeBits = byGroup;
    m_recipeAverage = averageBits;
    m_recipeMegabytes = megabytes;
    m_groups->setRecipeBits(byGroup);
    showBits();
    showResult();
}

void SearchPanel::setKnownRuns(std::vector<KnownRun> runs)
{
    m_runs = std::move(runs);
    showResult();
}

void SearchPanel::setMeaning(const ScoreMeaning& meaning)
{
    m_meaning = meaning;
    showResult();
}

void SearchPanel::setProgress(double fraction, const QString& what)
{
    const bool begins = fraction >= 0 && !m_measuring;
    m_measuring = fraction >= 0;
    m_progress->setVisible(m_measuring);
    m_progress->setValue(static_cast<int>(1000 * std::max(0.0, fraction)));
    m_progress->setFormat(what.isEmpty()
                              ? QStringLiteral("%p %")
                              : QStringLiteral("%p %  ") + workText(what).replace('%', QStringLiteral("%%")));
    m_start->setEnabled(!m_measuring && !m_layers.empty());
    m_stop->setEnabled(m_measuring);
    m_questions->setEnabled(!m_measuring);
    if (begins || !m_measuring)
        m_scores->setUpdating(begins);
}

void SearchPanel::setSelectedLayer(int layer)
{
    m_scores->setSelectedLayer(layer);
    m_bits->setSelectedLayer(layer);
    for (size_t g = 0; g < m_table.groups.size(); ++g)
        if (const auto& layers = m_table.groups[g].layers;
            std::find(layers.begin(), layers.end(), layer) != layers.end())
            m_groupView->selectRow(static_cast<int>(g));
}

QString SearchPanel::measure() const
{
    return m_measure->currentData().toString();
}

BudgetKind SearchPanel::budgetKind() const
{
    return static_cast<BudgetKind>(m_kind->currentData().toInt());
}

qint64 SearchPanel::questions() const
{
    return m_questions->value();
}

bool SearchPanel::keepsOverrides() const
{
    return m_keep->isChecked();
}

std::optional<BitAssignment> SearchPanel::assignment() const
{
    return m_assignment;
}

}
