// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/axisview.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "common/textof.h"
#include "compare/axisplot.h"
#include "compare/comparetables.h"
#include "compare/recipefieldtext.h"

namespace quantscope {
namespace {

QString choiceText(const AxisField& field)
{
    return AxisView::tr("%1 (%2 runs)").arg(recipeFieldTitle(field.path)).arg(field.recipes);
}

}

AxisView::AxisView(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_choice(new QComboBox)
    , m_count(new QLabel)
    , m_splitter(new QSplitter)
    , m_plot(new AxisPlot)
    , m_model(new TextTableModel({}, this))
    , m_table(makeTextTable(m_model, tr("Runs along the field"), QStringLiteral("axis"), saveAs, this))
{
    m_choice->setAccessibleName(tr("Field of the axis"));
    m_choice->setToolTip(tr("Fields that some runs of the store differ in alone, with their number; others can be "
                            "typed, as “llm.weight_bits”"));
    m_choice->setEditable(true);
    m_choice->setInsertPolicy(QComboBox::NoInsert);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(24);
    m_choice->lineEdit()->setPlaceholderText(tr("Choose or type a field"));
    auto* label = new QLabel(tr("&Field:"));
    label->setBuddy(m_choice);
    m_count->setAccessibleName(tr("About the axis"));
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(4, 2, 4, 2);
    bar->addWidget(label);
    bar->addWidget(m_choice);
    bar->addWidget(m_count, 1);
    m_plot->setSaveAs(saveAs);
    m_splitter->addWidget(m_plot);
    m_splitter->addWidget(m_table);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({560, 440});
    m_table->installEventFilter(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_splitter, 1);
    connect(m_choice, &QComboBox::activated, this, [this](int index) { choose(m_choice->itemData(index).toString()); });
    connect(m_choice->lineEdit(), &QLineEdit::returnPressed, this,
            [this] { choose(pathOf(m_choice->currentText().trimmed())); });
    connect(m_plot, &AxisPlot::pointChosen, this, &AxisView::selectPoint);
    connect(m_plot, &AxisPlot::pointActivated, this, &AxisView::activate);
    connect(m_table, &QTableView::doubleClicked, this, [this] { activate(currentPoint()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { m_plot->setSelected(currentPoint()); });
    setAxis({});
}

QString AxisView::path() const
{
    return m_path;
}

void AxisView::setPath(const QString& path)
{
    if (isVisible())
        return choose(path);
    m_path = path;
    fillChoices();
}

void AxisView::choose(const QString& path)
{
    m_path = path;
    Q_EMIT axisRequested(path);
}

QString AxisView::emptyText() const
{
    if (!m_problem.isEmpty())
        return m_problem;
    if (!m_path.isEmpty() && m_axis.path == m_path.toStdString())
        return tr("No two complete runs of the store differ in “%1” alone.").arg(recipeFieldTitle(m_axis.path));
    return m_axis.choices.empty()
        ? tr("Runs that differ in one field of the recipe alone are drawn along it. The store has none yet.")
        : tr("Choose a field: runs that differ in it alone are drawn along it.");
}

void AxisView::setAxis(const RunAxis& axis)
{
    m_axis = axis;
    m_problem.clear();
    fillChoices();
    m_plot->setAxis(axis);
    m_plot->setPlaceholder(emptyText());
    auto table = axisTable(axis);
    m_model->setParts(table.parts);
    m_model->setTable(table.titles, table.toolTips, std::move(table.rows));
    m_table->setColumnHidden(0, axis.lines.size() < 2);
    m_table->setVisible(!axis.lines.empty());
    m_table->resizeColumnsToContents();
    const int run = m_model->columnCount() - 1;
    m_table->setColumnWidth(run, std::min(m_table->columnWidth(run), 40 * fontMetrics().averageCharWidth()));
    m_count->setText(axis.leftOut > 0 ? tr("%1 further runs are not shown").arg(axis.leftOut) : QString());
}

void AxisView::setBusy(bool on)
{
    m_plot->setUpdating(on);
}

void AxisView::setProblem(const QString& problem)
{
    m_problem = problem;
    m_plot->setPlaceholder(emptyText());
}

// A choice, a field's name in words or its path.
QString AxisView::pathOf(const QString& typed) const
{
    for (const auto& field : m_axis.choices)
        if (typed == choiceText(field) || typed == recipeFieldTitle(field.path))
            return textOf(field.path);
    return typed == recipeFieldTitle(m_path.toStdString()) ? m_path : typed;
}

// What is being typed stays.
void AxisView::fillChoices()
{
    const QSignalBlocker guard(m_choice);
    const auto typed = m_choice->lineEdit()->hasFocus() ? m_choice->currentText() : m_path;
    m_choice->clear();
    for (const auto& field : m_axis.choices) {
        m_choice->addItem(choiceText(field), textOf(field.path));
        m_choice->setItemData(m_choice->count() - 1, textOf(field.path), Qt::ToolTipRole);
    }
    m_choice->setCurrentIndex(m_choice->findData(pathOf(typed)));
    m_choice->setEditText(m_choice->currentIndex() >= 0 ? m_choice->currentText()
                              : typed == m_path         ? recipeFieldTitle(m_path.toStdString())
                                                        : typed);
}

int AxisView::currentPoint() const
{
    const auto current = m_table->currentIndex();
    return current.isValid() ? m_model->keyOf(current.row()) : -1;
}

void AxisView::selectPoint(int point)
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->keyOf(row) == point)
            m_table->setCurrentIndex(m_model->index(row, 1));
}

void AxisView::activate(int point)
{
    for (const auto& line : m_axis.lines)
        for (const auto& each : line.points)
            if (point-- == 0)
                return Q_EMIT showRunRequested(QString::fromStdString(each.id));
}

AxisPlot* AxisView::plot() const
{
    return m_plot;
}

QTableView* AxisView::table() const
{
    return m_table;
}

void AxisView::showEvent(QShowEvent*)
{
    Q_EMIT axisRequested(m_path);
}

void AxisView::resizeEvent(QResizeEvent*)
{
    m_splitter->setOrientation(width() < 3 * height() / 2 ? Qt::Vertical : Qt::Horizontal);
}

void AxisView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_model->setPalette(palette());
    QWidget::changeEvent(event);
}

bool AxisView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            activate(currentPoint());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}
