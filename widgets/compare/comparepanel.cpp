// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparepanel.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QStyle>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <numeric>

#include "archive/leftout.h"
#include "common/appearance.h"
#include "common/sentence.h"
#include "compare/axisview.h"
#include "compare/comparetables.h"
#include "compare/curvesplot.h"
#include "compare/questionsview.h"
#include "compare/runlegend.h"
#include "plots/segmented.h"
#include "runs/runsmime.h"

namespace quantscope {
namespace {

constexpr int lowPanel = 520; // pixels: below, the legend shows few runs and scrolls
constexpr int runsOnLow = 3;
constexpr int headLines = 3;
constexpr int headFlags = Qt::AlignCenter | Qt::TextWordWrap;

QSize wrappedSize(const QFontMetrics& metrics, const QString& head, int width)
{
    return metrics.boundingRect(QRect(0, 0, width, 1 << 14), headFlags, head).size();
}

// The narrowest width, in pixels, that shows the whole head in so many lines, as far as there is one.
int headWidth(const QFontMetrics& metrics, const QString& head, int lines)
{
    const int letter = metrics.averageCharWidth(), most = 30 * letter;
    for (int width = 9 * letter; width < most; width += letter)
        if (const auto size = wrappedSize(metrics, head, width);
            size.width() <= width && size.height() <= lines * metrics.lineSpacing())
            return width;
    return most;
}

}

ComparePanel::ComparePanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_saveAs(std::move(saveAs))
    , m_legend(new RunLegend)
    , m_notes(new QLabel)
    , m_tabs(new QTabWidget)
    , m_pages(TabCount)
    , m_questions(new QuestionsView(m_saveAs))
    , m_axis(new AxisView(m_saveAs))
{
    setAccessibleName(tr("Comparison of runs"));
    setAcceptDrops(true);
    m_notes->setAccessibleName(tr("What to know about the comparison"));
    m_notes->setWordWrap(true);
    m_notes->setContentsMargins(6, 0, 6, 0);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Views of the comparison"));
    addTablePage(Scores, tr("Scores"), tr("Scores by category and run"), QStringLiteral("compared-scores"));
    addTablePage(Pairs, tr("Pairs"), tr("Every two runs"), QStringLiteral("compared-pairs"));
    addPage(Layers, tr("Layers"), createLayers());
    addTablePage(Recipe, tr("Recipe"), tr("Fields that differ"), QStringLiteral("compared-recipes"));
    addPage(Questions, tr("Questions"), m_questions);
    addPage(Axis, tr("Axis"), m_axis);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(m_legend);
    layout->addWidget(m_notes);
    layout->addWidget(m_tabs, 1);
    setFocusProxy(m_tabs);
    connectLegend();
    connect(m_pages[Scores].table, &QTableView::activated, this, &ComparePanel::openCategory);
    connect(m_questions, &QuestionsView::questionChosen, this, &ComparePanel::questionChosen);
    connect(m_axis, &AxisView::axisRequested, this, &ComparePanel::axisRequested);
    connect(m_axis, &AxisView::showRunRequested, this, &ComparePanel::showRunRequested);
    fill();
}

void ComparePanel::addPage(Tab tab, const QString& title, QWidget* content)
{
    auto& page = m_pages[tab];
    page.stack = new QStackedWidget;
    page.hint = new QLabel;
    page.hint->setWordWrap(true);
    page.hint->setAlignment(Qt::AlignCenter);
    page.hint->setMargin(16);
    page.stack->addWidget(page.hint);
    page.stack->addWidget(content);
    m_tabs->insertTab(tab, page.stack, title);
}

void ComparePanel::addTablePage(Tab tab, const QString& title, const QString& accessibleName, const QString& exportName)
{
    auto& page = m_pages[tab];
    page.model = new TextTableModel({}, this);
    page.table = makeTextTable(page.model, accessibleName, exportName, m_saveAs, this);
    page.table->horizontalHeader()->setStretchLastSection(false);
    page.table->horizontalHeader()->setDefaultAlignment(Qt::Alignment(headFlags));
    addPage(tab, title, page.table);
}

QWidget* ComparePanel::createLayers()
{
    m_curves = new CurvesPlot;
    m_curves->setSaveAs(m_saveAs);
    auto* scope = new SegmentedButtons({tr("Isolate&d"), tr("&Accumulated")}, tr("Error of"));
    scope->setToolTips({tr("Each layer alone: it gets the float model's input"),
                        tr("Each layer and all before it: it gets the quantized model's input")});
    scope->setIndex(1);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(4, 2, 4, 2);
    bar->addWidget(scope);
    bar->addStretch(1);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_curves, 1);
    connect(scope, &SegmentedButtons::chosen, m_curves, [this](int index) { m_curves->setAccumulated(index == 1); });
    return page;
}

void ComparePanel::connectLegend()
{
    connect(m_legend, &RunLegend::referenceChosen, this, &ComparePanel::setReference);
    connect(m_legend, &RunLegend::showRequested, this, [this](int run) { Q_EMIT showRunRequested(m_ids.value(run)); });
    connect(m_legend, &RunLegend::removeRequested, this, [this](int run) {
        auto ids = m_ids;
        ids.removeAt(run);
        setRuns(ids);
    });
    connect(m_legend, &RunLegend::moveRequested, this, [this](int from, int to) {
        auto ids = m_ids;
        ids.move(from, to);
        setRuns(ids);
    });
}

void ComparePanel::setRuns(const QStringList& ids)
{
    const auto reference = m_ids.value(m_reference);
    auto wanted = ids;
    wanted.removeDuplicates();
    const auto most = static_cast<qsizetype>(mostCompared);
    m_surplus = wanted.size() > most
        ? tr("At most %1 runs are compared; the first ones of %2 are.").arg(most).arg(wanted.size())
        : QString();
    wanted = wanted.mid(0, most);
    if (wanted == m_ids)
        return fillNotes();
    m_ids = wanted;
    m_reference = static_cast<int>(std::max<qsizetype>(0, m_ids.indexOf(reference)));
    fillNotes();
    fillHints();
    Q_EMIT runsChanged(m_ids);
}

void ComparePanel::addRuns(const QStringList& ids)
{
    setRuns(m_ids + ids);
}

void ComparePanel::setComparison(std::shared_ptr<const ComparedRuns> compared)
{
    m_compared = std::move(compared);
    if (m_compared && m_reference >= static_cast<int>(m_compared->records.size()))
        m_reference = 0;
    // Differences from a run without answers would be empty.
    if (isCompared() && isLeftOut(m_compared->comparison, static_cast<size_t>(m_reference)))
        m_reference = static_cast<int>(m_compared->comparison.pairs.front().left);
    fill();
}

void ComparePanel::setBusy(bool on)
{
    m_busy = on;
    m_curves->setUpdating(on && isCompared());
    fillNotes();
    fillHints();
}

void ComparePanel::setProblem(const QString& problem)
{
    m_problem = problem;
    fillNotes();
}

void ComparePanel::setReference(int run)
{
    if (!m_compared || run < 0 || run >= static_cast<int>(m_compared->records.size()))
        return;
    m_reference = run;
    m_legend->setRuns(*m_compared, static_cast<size_t>(run));
    fillTables();
    m_questions->setReference(static_cast<size_t>(run));
}

void ComparePanel::setDataset(std::shared_ptr<const Dataset> dataset)
{
    m_questions->setDataset(std::move(dataset));
}

void ComparePanel::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

// The total stands below the categories and has all questions.
void ComparePanel::openCategory(const QModelIndex& index)
{
    const int row = m_pages[Scores].model->keyOf(index.row());
    if (!isCompared() || row < 0)
        return;
    const auto& categories = m_compared->comparison.categories;
    const auto place = static_cast<size_t>(row);
    m_questions->showCategory(place < categories.size() ? QString::fromStdString(categories[place].name) : QString());
    showTab(Questions);
    m_questions->table()->setFocus(Qt::OtherFocusReason);
}

bool ComparePanel::isCompared() const
{
    return m_compared && m_compared->records.size() > 1;
}

void ComparePanel::fill()
{
    m_legend->setRuns(m_compared ? *m_compared : ComparedRuns(), static_cast<size_t>(m_reference));
    updateLegendHeight();
    m_curves->setRuns(isCompared() ? m_compared : nullptr);
    m_questions->setRuns(isCompared() ? m_compared : nullptr);
    m_questions->setReference(static_cast<size_t>(m_reference));
    fillTables();
    fillNotes();
    fillHints();
}

void ComparePanel::fillTables()
{
    for (const auto tab : {Scores, Pairs, Recipe})
        fillTable(tab);
}

void ComparePanel::fillTable(Tab tab)
{
    CompareTable table;
    if (isCompared()) {
        const auto reference = static_cast<size_t>(m_reference);
        table = tab == Scores ? scoreTable(*m_compared, reference)
            : tab == Pairs    ? pairTable(*m_compared)
                              : recipeTable(*m_compared, reference);
    }
    auto& page = m_pages[tab];
    page.model->setParts(table.parts);
    page.model->setTable(table.titles, table.toolTips, std::move(table.rows));
    fitColumns(page);
}

// Names in the heads take several lines where the columns would not fit beside each other otherwise.
void ComparePanel::fitColumns(const Page& page)
{
    auto* header = page.table->horizontalHeader();
    const auto metrics = header->fontMetrics();
    const int margin = 2 * (style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, header) + 2);
    std::vector<int> cells;
    for (int column = 0; column < page.model->columnCount(); ++column)
        cells.push_back(cellWidth(page, column));
    const auto head = [&page](size_t column) {
        return page.model->headerData(static_cast<int>(column), Qt::Horizontal).toString();
    };
    // Pages that are not shown have no width yet.
    const int room = width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent) - 4;
    std::vector<int> widths;
    for (int lines = 1; lines <= headLines; ++lines) {
        widths = cells;
        for (size_t column = 0; column < widths.size(); ++column)
            widths[column] = std::max(widths[column], headWidth(metrics, head(column), lines) + margin);
        if (std::accumulate(widths.begin(), widths.end(), 0) <= room)
            break;
    }
    int height = metrics.lineSpacing();
    for (size_t column = 0; column < widths.size(); ++column) {
        page.table->setColumnWidth(static_cast<int>(column), widths[column]);
        height = std::max(height, wrappedSize(metrics, head(column), widths[column] - margin).height());
    }
    header->setFixedHeight(std::min(height, headLines * metrics.lineSpacing()) + margin);
}

int ComparePanel::cellWidth(const Page& page, int column) const
{
    const int letter = fontMetrics().averageCharWidth();
    int width = 0;
    for (int row = 0; row < page.model->rowCount(); ++row)
        width = std::max(width, page.table->sizeHintForIndex(page.model->index(row, column)).width() + 8);
    return std::min(width, column == 0 ? std::max(22 * letter, this->width() / 2) : 44 * letter);
}

void ComparePanel::fillNotes()
{
    QStringList notes;
    for (const auto& text : {m_problem, m_surplus})
        if (!text.isEmpty())
            notes << text;
    if (m_busy && isCompared())
        notes << tr("updating…");
    if (m_compared)
        for (const auto& note : m_compared->notes)
            notes << sentence(note);
    m_notes->setVisible(!notes.isEmpty());
    m_notes->setText(notes.isEmpty() ? QString() : QStringLiteral("⚠ ") + notes.join(QStringLiteral(" · ")));
    m_notes->setToolTip(notes.join('\n'));
}

QString ComparePanel::hintFor(Tab tab) const
{
    if (tab == Axis)
        return {};
    if (!isCompared() && m_busy)
        return tr("Reading the runs…");
    if (!isCompared())
        return m_ids.size() == 1
            ? tr("One run is chosen. Drag another one from Runs here, or select several there (Ctrl+click) and press "
                 "Compare.")
            : tr("Two to eight runs side by side: select them in Runs (Ctrl+click) and press Compare there, or drag "
                 "them "
                 "here.");
    if ((tab == Scores || tab == Pairs || tab == Questions) && m_compared->comparison.questions.empty())
        return tr("No question was answered and scored by all of these runs.");
    if (tab == Recipe && m_compared->comparison.recipe.empty())
        return tr("The recipes of these runs differ in nothing.");
    return {};
}

void ComparePanel::fillHints()
{
    for (int tab = 0; tab < TabCount; ++tab) {
        const auto hint = hintFor(static_cast<Tab>(tab));
        const auto& page = m_pages[static_cast<size_t>(tab)];
        page.hint->setText(hint);
        page.stack->setCurrentIndex(hint.isEmpty() ? 1 : 0);
    }
}

void ComparePanel::updateLegendHeight()
{
    m_legend->setVisible(m_compared && !m_compared->records.empty());
    m_legend->setFixedHeight(m_legend->heightForRows(height() < lowPanel ? runsOnLow : static_cast<int>(mostCompared)));
}

RunLegend* ComparePanel::legend() const
{
    return m_legend;
}

QTableView* ComparePanel::table(Tab tab) const
{
    return m_pages[tab].table;
}

CurvesPlot* ComparePanel::curves() const
{
    return m_curves;
}

QuestionsView* ComparePanel::questions() const
{
    return m_questions;
}

AxisView* ComparePanel::axis() const
{
    return m_axis;
}

void ComparePanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        for (const auto& page : m_pages)
            if (page.model)
                page.model->setPalette(palette());
    QWidget::changeEvent(event);
}

void ComparePanel::resizeEvent(QResizeEvent*)
{
    updateLegendHeight();
    for (const auto tab : {Scores, Pairs, Recipe})
        fitColumns(m_pages[tab]);
}

void ComparePanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (!runIdsIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ComparePanel::dropEvent(QDropEvent* event)
{
    addRuns(runIdsIn(event->mimeData()));
    event->acceptProposedAction();
}

}
