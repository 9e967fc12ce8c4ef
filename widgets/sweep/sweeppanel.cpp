// SPDX-License-Identifier: GPL-3.0-or-later
#include "sweep/sweeppanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "common/appearance.h"
#include "common/tableexport.h"
#include "common/textof.h"
#include "plots/segmented.h"
#include "sweep/paretoplot.h"
#include "sweep/sweeptablemodel.h"

namespace quantscope {
namespace {

// Numbers and true or false are themselves, anything else is text.
nlohmann::json valueOf(const QString& text)
{
    const auto json = nlohmann::json::parse(text.toStdString(), nullptr, false);
    return json.is_discarded() || json.is_structured() ? nlohmann::json(text.toStdString()) : json;
}

}

SweepPanel::SweepPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Sweep of recipes"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    m_mode = new SegmentedButtons({tr("Grid"), tr("List")}, tr("Kind of sweep"));
    m_mode->setToolTips(
        {tr("All combinations of some values over the recipe in the editor"), tr("Presets and your own recipes")});
    auto* addButton = new QPushButton(tr("&Add to queue"));
    auto* addCurrent = new QPushButton(tr("Add &current recipe"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_mode);
    top->addStretch(1);
    top->addWidget(addButton);
    top->addWidget(addCurrent);
    m_pages = new QStackedWidget;
    m_pages->addWidget(createGrid());
    m_pages->addWidget(createList());
    m_pages->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_problem = new QLabel;
    m_problem->setAccessibleName(tr("Problem of the sweep"));
    m_problem->setWordWrap(true);
    m_problem->setVisible(false);
    layout->addLayout(top);
    layout->addWidget(m_pages);
    layout->addWidget(m_problem);
    layout->addWidget(createQueue(std::move(saveAs)), 1);
    layout->addWidget(createButtons());
    connect(m_mode, &SegmentedButtons::chosen, m_pages, &QStackedWidget::setCurrentIndex);
    connect(addButton, &QPushButton::clicked, this, &SweepPanel::add);
    connect(addCurrent, &QPushButton::clicked, this, &SweepPanel::currentAdded);
    updateButtons();
}

QWidget* SweepPanel::createGrid()
{
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins({});
    grid->setVerticalSpacing(2);
    const auto paths = sweepFields();
    for (int i = 0; i < gridFields; ++i) {
        auto* path = new QComboBox;
        path->setAccessibleName(tr("Field %1").arg(i + 1));
        path->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        path->setMinimumContentsLength(16);
        path->addItem(tr("(no field)"), QString());
        for (const auto& each : paths)
            path->addItem(textOf(each), textOf(each));
        auto* values = new QLineEdit;
        values->setAccessibleName(tr("Values of field %1").arg(i + 1));
        values->setPlaceholderText(tr("Values, for example 3, 4, 8"));
        values->setEnabled(false); // until its field is chosen
        connect(path, &QComboBox::currentIndexChanged, values,
                [values](int chosen) { values->setEnabled(chosen > 0); });
        connect(values, &QLineEdit::returnPressed, this, &SweepPanel::add);
        grid->addWidget(path, i, 0);
        grid->addWidget(values, i, 1);
        m_paths.push_back(path);
        m_values.push_back(values);
    }
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(gridFields, 1);
    setField(0, QStringLiteral("llm.weight_bits"), QStringLiteral("3, 4, 8"));
    return page;
}

QWidget* SweepPanel::createList()
{
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Recipes to run"));
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // as high as the grid
    return m_list;
}

QWidget* SweepPanel::createQueue(SaveAs saveAs)
{
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    m_plot = new ParetoPlot;
    m_plot->setSaveAs(saveAs);
    m_model = new SweepTableModel(this);
    m_table = new QTableView;
    m_table->setAccessibleName(tr("Queue of the sweep"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle); // names begin alike, and end with what differs
    m_table->viewport()->installEventFilter(this);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->installEventFilter(this);
    addTableExport(m_table, QStringLiteral("sweep"), std::move(saveAs));
    splitter->addWidget(m_plot);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    connect(m_plot, &ParetoPlot::rowChosen, this, &SweepPanel::open);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { open(index.row()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_plot->setSelected(currentRow());
        updateButtons();
    });
    return splitter;
}

QWidget* SweepPanel::createButtons()
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    const auto button = [row](const QString& text, const QString& help) {
        auto* made = new QPushButton(text);
        made->setToolTip(help);
        row->addWidget(made);
        return made;
    };
    m_start =
        button(tr("&Start"), tr("Runs what waits, one recipe after the other; your own recipe comes back at the end"));
    m_stop = button(tr("St&op"), tr("Stops the recipe that runs; the others wait"));
    m_open = button(tr("Ope&n run"), tr("Shows the selected run in all views (Enter)"));
    m_remove = button(tr("Remove"), tr("Takes the selected recipe out of the queue (Delete); its run stays"));
    m_clear = button(tr("Clear"), tr("Empties the queue; the runs stay"));
    m_allRuns = new QCheckBox(tr("A&ll runs"));
    m_allRuns->setToolTip(tr("Also shows complete runs that the sweep did not start"));
    row->addStretch(1);
    row->addWidget(m_allRuns);
    connect(m_start, &QPushButton::clicked, this, &SweepPanel::startRequested);
    connect(m_stop, &QPushButton::clicked, this, &SweepPanel::stopRequested);
    connect(m_open, &QPushButton::clicked, this, [this] { open(currentRow()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { emit removeRequested(currentRow()); });
    connect(m_clear, &QPushButton::clicked, this, &SweepPanel::clearRequested);
    connect(m_allRuns, &QCheckBox::toggled, this, &SweepPanel::allRunsToggled);
    return bar;
}

void SweepPanel::setChoices(const std::vector<SweepChoice>& choices)
{
    m_list->clear();
    for (const auto& choice : choices) {
        auto* item = new QListWidgetItem(choice.title, m_list);
        item->setData(Qt::UserRole, choice.id);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
    }
}

void SweepPanel::setRows(const std::vector<SweepRow>& rows)
{
    const bool otherShape = rows.size() != m_rows.size();
    m_rows = rows;
    m_model->setRows(rows);
    m_plot->setRows(rows);
    makeRoom(otherShape);
    m_plot->setSelected(currentRow());
    updateButtons();
}

// Columns grow with their texts and are made anew for other rows.
void SweepPanel::makeRoom(bool anew)
{
    std::vector<int> before;
    for (int column = 0; column < m_model->columnCount(); ++column)
        before.push_back(anew ? 0 : m_table->columnWidth(column));
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, std::max(before[static_cast<size_t>(column)], m_table->columnWidth(column)));
    fillWithNames();
}

// The name takes what the figures leave: it is cut rather than they.
void SweepPanel::fillWithNames()
{
    int figures = 0;
    for (int column = 1; column < m_model->columnCount(); ++column)
        figures += m_table->columnWidth(column);
    const int least = 24 * fontMetrics().averageCharWidth();
    m_table->setColumnWidth(0, std::max(least, m_table->viewport()->width() - figures));
}

void SweepPanel::setRunning(bool on)
{
    m_running = on;
    updateButtons();
}

void SweepPanel::setProblem(const QString& text)
{
    m_problem->setVisible(!text.isEmpty());
    m_problem->setText(QStringLiteral("⚠ ") + text);
}

std::vector<SweepField> SweepPanel::fields() const
{
    std::vector<SweepField> list;
    for (size_t i = 0; i < m_paths.size(); ++i) {
        const auto path = m_paths[i]->currentData().toString();
        if (path.isEmpty())
            continue;
        SweepField field{path.toStdString(), {}};
        for (const auto& text : m_values[i]->text().split(',', Qt::SkipEmptyParts))
            if (!text.trimmed().isEmpty())
                field.values.push_back(valueOf(text.trimmed()));
        list.push_back(std::move(field));
    }
    return list;
}

void SweepPanel::setField(int index, const QString& path, const QString& values)
{
    auto* box = m_paths.at(static_cast<size_t>(index));
    box->setCurrentIndex(std::max(0, box->findData(path)));
    m_values[static_cast<size_t>(index)]->setText(values);
}

bool SweepPanel::showsAllRuns() const
{
    return m_allRuns->isChecked();
}

void SweepPanel::add()
{
    if (m_pages->currentIndex() == 0) {
        emit gridAdded();
        return;
    }
    QStringList ids;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->checkState() == Qt::Checked)
            ids << m_list->item(i)->data(Qt::UserRole).toString();
    emit listAdded(ids);
}

int SweepPanel::currentRow() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.constFirst().row();
}

void SweepPanel::open(int row)
{
    if (row < 0 || row >= static_cast<int>(m_rows.size()))
        return;
    m_table->selectRow(row);
    if (m_rows[static_cast<size_t>(row)].run >= 0)
        emit openRequested(row);
}

void SweepPanel::updateButtons()
{
    const int row = currentRow();
    const auto* selected =
        row >= 0 && row < static_cast<int>(m_rows.size()) ? &m_rows[static_cast<size_t>(row)] : nullptr;
    const auto waits = [](const SweepRow& each) { return each.waiting; };
    m_start->setEnabled(!m_running && std::any_of(m_rows.begin(), m_rows.end(), waits));
    m_stop->setEnabled(m_running);
    m_open->setEnabled(selected && selected->run >= 0 && selected->correct);
    m_remove->setEnabled(selected && selected->queued && !m_running);
    m_clear->setEnabled(!m_rows.empty() && !m_running);
}

bool SweepPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fillWithNames();
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            open(currentRow());
            return true;
        }
        if (key == Qt::Key_Delete && m_remove->isEnabled()) {
            emit removeRequested(currentRow());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}
