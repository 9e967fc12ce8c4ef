// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/runlegend.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QTableWidget>
#include <QToolButton>

#include "common/numbertext.h"
#include "common/scoremeaning.h"
#include "compare/runmarks.h"

namespace quantscope {
namespace {

QString scoreOf(const RunRecord& run)
{
    if (run.predictions.empty())
        return RunLegend::tr("no answers");
    return correctText(run.score.correct, run.score.total);
}

QString factsOf(const RunRecord& run)
{
    const QStringList lines{QString::fromStdString(run.name), QString::fromStdString(run.model),
                            QString::fromStdString(run.data)};
    return (lines + scoreMeaning(run.protocol).facts).join('\n');
}

// A stroke in the run's colour and kind of line, which a selected row must not swallow.
QIcon strokeIcon(size_t run, const QPalette& palette, int height)
{
    QPixmap pixmap(2 * height, height);
    pixmap.fill(palette.color(QPalette::Base));
    QPainter painter(&pixmap);
    painter.setPen(QPen(runColor(run, palette), 3, runLineStyle(run)));
    painter.drawLine(2, height / 2, 2 * height - 2, height / 2);
    painter.end();
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

}

RunLegend::RunLegend(QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, ColumnCount))
{
    m_table->setAccessibleName(tr("Runs that are compared"));
    m_table->setHorizontalHeaderLabels(
        {QString(), tr("Run"), tr("Model"), tr("Protocol"), tr("Correct"), tr("Against"), QString()});
    m_table->horizontalHeaderItem(Letter)->setData(Qt::AccessibleTextRole, tr("Letter"));
    m_table->horizontalHeaderItem(Remove)->setData(Qt::AccessibleTextRole, tr("Remove"));
    m_table->horizontalHeaderItem(Score)->setToolTip(tr("Of all questions that the run has answered"));
    m_table->horizontalHeaderItem(Against)->setToolTip(tr("◉: differences are counted from this run"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setIconSize(QSize(2 * fontMetrics().height(), fontMetrics().height()));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 4);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    auto* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_table->installEventFilter(this);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_up = createAction(tr("Move up"), tr("The run gets the letter before"), QKeySequence(Qt::ALT | Qt::Key_Up),
                        [this](int run) { move(run, -1); });
    m_down = createAction(tr("Move down"), tr("The run gets the next letter"), QKeySequence(Qt::ALT | Qt::Key_Down),
                          [this](int run) { move(run, 1); });
    m_against = createAction(tr("Compare against it"), tr("Differences are counted from this run"),
                             QKeySequence(Qt::Key_Space), [this](int run) { Q_EMIT referenceChosen(run); });
    m_remove = createAction(tr("Remove from the comparison"), tr("The run itself stays"),
                            QKeySequence(QKeySequence::Delete), [this](int run) { Q_EMIT removeRequested(run); });
    m_up->setIconText(QStringLiteral("▲"));
    m_down->setIconText(QStringLiteral("▼"));
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    for (auto* action : {m_up, m_down}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setAccessibleName(action->text());
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        column->addWidget(button);
    }
    column->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(m_table, 1);
    layout->addLayout(column);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &RunLegend::updateActions);
    connect(m_table, &QTableWidget::cellDoubleClicked, this, [this](int row) { Q_EMIT showRequested(row); });
    connect(m_table, &QTableWidget::cellClicked, this, [this](int row, int clicked) {
        if (clicked == Against)
            Q_EMIT referenceChosen(row);
    });
    updateActions();
}

QAction* RunLegend::createAction(const QString& text, const QString& help, const QKeySequence& keys,
                                 std::function<void(int)> act)
{
    auto* action = new QAction(text, m_table);
    action->setToolTip(tr("%1 (%2)").arg(help, keys.toString(QKeySequence::NativeText)));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, act = std::move(act)] {
        if (m_table->currentRow() >= 0)
            act(m_table->currentRow());
    });
    m_table->addAction(action);
    return action;
}

// The selection goes with the run.
void RunLegend::move(int run, int step)
{
    Q_EMIT moveRequested(run, run + step);
    m_table->selectRow(run + step);
}

void RunLegend::setRuns(const ComparedRuns& runs, size_t reference)
{
    const int current = m_table->currentRow();
    m_reference = static_cast<int>(reference);
    m_table->setRowCount(static_cast<int>(runs.records.size()));
    for (int row = 0; row < m_table->rowCount(); ++row)
        fillRow(row, runs.records[static_cast<size_t>(row)], row == m_reference);
    paintLetters();
    for (const int column : {Letter, Model, Protocol, Score, Against, Remove})
        m_table->resizeColumnToContents(column);
    m_table->setColumnWidth(Model, std::min(m_table->columnWidth(Model), 22 * fontMetrics().averageCharWidth()));
    if (m_table->rowCount() > 0)
        m_table->selectRow(std::clamp(current, 0, m_table->rowCount() - 1));
    updateActions();
}

void RunLegend::fillRow(int row, const RunRecord& run, bool isReference)
{
    const auto put = [&](int column, const QString& text) {
        auto* item = new QTableWidgetItem(text);
        item->setToolTip(factsOf(run));
        if (column == Against) {
            item->setTextAlignment(Qt::AlignCenter);
            item->setData(Qt::AccessibleTextRole,
                          isReference ? tr("reference of the differences") : tr("no reference"));
        }
        m_table->setItem(row, column, item);
    };
    put(Letter, runMark(static_cast<size_t>(row)));
    put(Name, QString::fromStdString(run.name));
    put(Model, QString::fromStdString(run.model));
    put(Protocol, protocolWord(protocolOf(run.spec)));
    put(Score, scoreOf(run));
    put(Against, isReference ? QStringLiteral("◉") : QStringLiteral("○"));
    auto* remove = new QToolButton;
    remove->setText(QStringLiteral("✕"));
    remove->setAutoRaise(true);
    remove->setFocusPolicy(Qt::NoFocus); // the key Delete does the same
    remove->setToolTip(m_remove->toolTip());
    remove->setAccessibleName(tr("Remove %1 from the comparison").arg(QString::fromStdString(run.name)));
    connect(remove, &QToolButton::clicked, this, [this, row] { Q_EMIT removeRequested(row); });
    m_table->setCellWidget(row, Remove, remove);
}

void RunLegend::paintLetters()
{
    for (int row = 0; row < m_table->rowCount(); ++row)
        m_table->item(row, Letter)->setIcon(strokeIcon(static_cast<size_t>(row), palette(), fontMetrics().height()));
}

void RunLegend::updateActions()
{
    const int row = m_table->selectedItems().isEmpty() ? -1 : m_table->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_table->rowCount());
    m_against->setEnabled(row >= 0 && row != m_reference);
    m_remove->setEnabled(row >= 0);
}

QTableWidget* RunLegend::table() const
{
    return m_table;
}

int RunLegend::heightForRows(int most) const
{
    const int rows = std::clamp(m_table->rowCount(), 2, most);
    return m_table->horizontalHeader()->sizeHint().height() + rows * (fontMetrics().height() + 6) + 4;
}

void RunLegend::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        paintLetters();
    QWidget::changeEvent(event);
}

bool RunLegend::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_table->currentRow() >= 0) {
            Q_EMIT showRequested(m_table->currentRow());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}
