// SPDX-License-Identifier: GPL-3.0-or-later
#include "scores/scorespanel.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "common/appearance.h"
#include "common/bardelegate.h"
#include "common/tableexport.h"
#include "plots/scoreplot.h"
#include "scores/scoreorder.h"
#include "scores/scoretablemodel.h"

namespace quantscope {
namespace {

constexpr int cellMargin = 14, barWidth = 50, arrow = 18; // pixels
constexpr qsizetype factsAtAGlance = 4; // the tooltip has all

// Signs stay beside their numbers where lines break.
QString unbroken(QString text)
{
    const QString space = QChar(QChar::Nbsp);
    for (const auto& sign : {QStringLiteral("▲"), QStringLiteral("▼"), QStringLiteral("Δ")})
        text.replace(sign + ' ', sign + space);
    return text.replace(QStringLiteral(" %"), space + '%')
        .replace(QStringLiteral(" … "), space + QStringLiteral("…") + space);
}

QString colored(const QString& text, const QColor& color)
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(color.name(), unbroken(text.toHtmlEscaped()));
}

// A narrow table keeps the first three, and of the others as many of the next as fit.
QList<ScoreTableModel::Column> byImportance(bool pinned)
{
    using Model = ScoreTableModel;
    if (pinned)
        return {Model::Name,     Model::Now,   Model::Difference,         Model::Pinned,
                Model::Flips,    Model::Float, Model::DifferenceInterval, Model::NowInterval,
                Model::Questions};
    return {Model::Name,        Model::Now,      Model::Difference,
            Model::Float,       Model::Flips,    Model::DifferenceInterval,
            Model::NowInterval, Model::Questions};
}

}

ScoresPanel::ScoresPanel(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_total(new QLabel)
    , m_details(new QLabel)
    , m_facts(new QLabel)
    , m_empty(new QLabel)
    , m_plot(new ScorePlot(this))
    , m_table(new QTableView)
    , m_model(new ScoreTableModel(this))
    , m_order(new ScoreOrder(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    makeLabels();
    m_plot->hide();
    m_plot->setSaveAs(saveAs);
    makeTable(std::move(saveAs));
    addActions();
    for (QWidget* widget : {m_total, m_details, m_facts})
        layout->addWidget(widget);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_table, 1);
    setProperty("keysGoTo", QVariant::fromValue<QWidget*>(m_table)); // a focus proxy would keep Tab in here
    setPlaceholder(tr("The share of right answers by category, compared with float or a pinned run.\nRun a recipe on a "
                      "data set to fill it."));
    fill();
    fillFacts();
}

void ScoresPanel::makeLabels()
{
    m_total->setObjectName(QStringLiteral("scoreTotal"));
    m_total->setAccessibleName(tr("Total score"));
    m_total->setContentsMargins(8, 6, 8, 0);
    m_total->setTextFormat(Qt::RichText);
    m_details->setAccessibleName(tr("About the total score"));
    m_details->setContentsMargins(8, 0, 8, 0);
    m_details->setTextFormat(Qt::RichText);
    m_facts->setAccessibleName(tr("What the score means"));
    m_facts->setContentsMargins(8, 0, 8, 6);
    m_facts->setTextFormat(Qt::RichText);
    m_empty->setAccessibleName(tr("Why there is no score"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setContentsMargins(12, 12, 12, 12);
    for (auto* label : {m_total, m_details, m_facts, m_empty})
        label->setWordWrap(true);
}

void ScoresPanel::makeTable(SaveAs saveAs)
{
    m_model->setPalette(palette());
    m_order->setSourceModel(m_model);
    m_table->setModel(m_order);
    m_table->setItemDelegate(new BarDelegate(m_table));
    m_table->setAccessibleName(tr("Table of the scores"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(fontMetrics().height() + 6);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents); // long names take two lines
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setMinimumSectionSize(24);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(0, Qt::AscendingOrder);
    m_table->viewport()->installEventFilter(this);
    m_table->installEventFilter(this);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) { tellCategory(index, false); });
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { tellCategory(index, true); });
    const auto rows = [this](bool selectedOnly) { return m_model->csvRows(sourceRows(selectedOnly)); };
    addTableExport(m_table, QStringLiteral("scores"), std::move(saveAs), {{}, rows});
}

void ScoresPanel::addActions()
{
    const auto add = [this](const QString& text, auto then) {
        auto* action = new QAction(text, m_table);
        connect(action, &QAction::triggered, this, then);
        return action;
    };
    // The keys, which eventFilter() takes, stand where menus have shortcuts.
    auto* show = add(tr("Show its questions\tEnter"), [this] { tellCategory(m_table->currentIndex(), false); });
    auto* open = add(tr("Open its first flip\tCtrl+Enter"), [this] { tellCategory(m_table->currentIndex(), true); });
    auto* line = new QAction(m_table);
    line->setSeparator(true);
    m_table->insertActions(m_table->actions().value(0), {show, open, line});
    m_table->addActions({add(tr("Copy picture"), [this] { m_plot->copyPicture(); }),
                         add(tr("Export figure…"), [this] { m_plot->exportFigure(); })});
}

void ScoresPanel::tellCategory(const QModelIndex& index, bool open)
{
    const QString category = index.data(ScoreTableModel::CategoryRole).toString();
    const bool total = index.data(ScoreTableModel::KindRole).toInt() == ScoreRow::Total;
    if (!index.isValid() || (category.isEmpty() && !total))
        return;
    if (open)
        emit categoryOpened(category);
    else
        emit categoryChosen(category);
}

QList<int> ScoresPanel::sourceRows(bool selectedOnly) const
{
    QList<int> rows;
    for (int row = 0; row < m_order->rowCount(); ++row)
        if (!selectedOnly || m_table->selectionModel()->isRowSelected(row))
            rows << m_order->mapToSource(m_order->index(row, 0)).row();
    return rows;
}

void ScoresPanel::setRows(std::vector<ScoreRow> rows, const QString& pinnedName)
{
    m_rows = std::move(rows);
    m_pinnedName = pinnedName;
    m_model->setRows(m_rows, m_pinnedName);
    fill();
}

void ScoresPanel::setShownName(const QString& name)
{
    m_shownName = name;
    fillTotal();
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

void ScoresPanel::setAwaited(const QString& text)
{
    if (text == m_awaited)
        return;
    m_awaited = text;
    m_model->setStale(!text.isEmpty());
    fill();
}

void ScoresPanel::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    fill();
}

QString ScoresPanel::baselineName() const
{
    return m_pinnedName.isEmpty() ? tr("Float") : m_pinnedName;
}

void ScoresPanel::fill()
{
    const auto* total = totalRow(m_rows);
    m_plot->setRows(m_rows, baselineName(), total ? total->interval : std::nullopt);
    const auto bars = std::count_if(m_rows.begin(), m_rows.end(), [](const ScoreRow& row) {
        return row.kind == ScoreRow::Category || row.kind == ScoreRow::Total;
    });
    const int line = fontMetrics().height();
    m_plot->resize(30 * line, static_cast<int>(bars + 6) * (line + 4));
    m_table->setVisible(!m_rows.empty());
    m_empty->setVisible(m_rows.empty());
    m_empty->setText(m_awaited.isEmpty() ? m_placeholder : m_awaited);
    fillTotal();
    fitColumns();
}

void ScoresPanel::fillTotal()
{
    const auto* row = totalRow(m_rows);
    const bool known = row && (row->nowCorrect || row->baselineCorrect());
    m_total->setVisible(known);
    m_details->setVisible(known);
    if (!known)
        return;
    const bool same = row->nowCorrect && row->baselineCorrect() && row->baselineQuestions() == row->counted();
    const auto hits = row->nowCorrect ? row->nowCorrect : row->baselineCorrect();
    const auto questions = row->nowCorrect ? row->counted() : row->baselineQuestions();
    QString text = QStringLiteral("<span style=\"font-size:x-large\">");
    if (same)
        text += colored(correctText(row->baselineCorrect()) + QStringLiteral(" → "), baselineColor(palette()));
    text += QStringLiteral("<b>%1</b></span> ").arg(correctText(hits)) +
        unbroken(tr("of %1 (%2)").arg(questions).arg(shareText(hits, questions)));
    if (const auto change = row->change())
        text += QStringLiteral("&nbsp;&nbsp;") +
            colored(changeText(change),
                    *change == 0      ? quietText(palette())
                        : *change > 0 ? betterColor(palette())
                                      : worseColor(palette()));
    m_total->setText(text);
    fillDetails(*row);
}

void ScoresPanel::fillDetails(const ScoreRow& row)
{
    QStringList details;
    if (!m_awaited.isEmpty())
        details << m_awaited;
    const QString shown = m_shownName.isEmpty() ? tr("Shown run") : m_shownName;
    if (row.nowCorrect && row.baselineCorrect())
        details << tr("%1 against %2").arg(shown, baselineName());
    else
        details << (row.nowCorrect ? shown : baselineName());
    if (row.answered > 0 && row.answered < row.total)
        details << tr("%1 of %2 questions answered").arg(row.answered).arg(row.total);
    if (row.interval)
        details << tr("95 % interval %1").arg(shareIntervalText(row.interval, row.counted()));
    if (row.paired && row.paired->questions != row.counted())
        details << tr("Δ on the %1 questions of both").arg(row.paired->questions);
    if (row.difference)
        details << tr("Δ %1 at 95 %").arg(intervalText(row.difference, true));
    if (row.paired && row.difference)
        details << tr("%1 flipped, %2 repaired").arg(row.paired->lost).arg(row.paired->won);
    m_details->setText(colored(details.join(QStringLiteral(" · ")), quietText(palette())));
}

// The texts in one line and the header's; with `words` the longest word.
int ScoresPanel::contentWidth(int column, bool words) const
{
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    const QString header = m_model->headerData(column, Qt::Horizontal).toString();
    int width = fontMetrics().horizontalAdvance(header) + arrow;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex cell = m_model->index(row, column);
        const QString text = cell.data().toString();
        for (const QString& part : words ? text.split(' ') : QStringList{text})
            width = std::max(width,
                             metrics.horizontalAdvance(part) + (cell.data(BarDelegate::Role).isValid() ? barWidth : 0));
    }
    return width + cellMargin;
}

// With the share of the hits.
int ScoresPanel::wholeNowWidth() const
{
    QFont bold = font();
    bold.setBold(true);
    return QFontMetrics(bold).horizontalAdvance(m_model->widestNow()) + barWidth + cellMargin;
}

// As many columns as fit, the most telling first; names and bars share what is left.
void ScoresPanel::fitColumns()
{
    const auto columns = m_model->columns();
    // As if the bar were there: columns that changed with it would change the rows' heights, and these the bar again.
    const int room = m_table->contentsRect().width() - m_table->verticalScrollBar()->sizeHint().width();
    if (m_rows.empty() || room < 40)
        return;
    const auto at = [&columns](ScoreTableModel::Column column) { return static_cast<int>(columns.indexOf(column)); };
    const int name = contentWidth(0, false), change = contentWidth(at(ScoreTableModel::Difference), false);
    const int leastName = std::min(contentWidth(0, true), room / 2);
    m_model->setBrief(wholeNowWidth() > room - leastName - change);
    int now = contentWidth(at(ScoreTableModel::Now), false);
    now = std::max(std::min(now, room - leastName - change), 8 * fontMetrics().averageCharWidth());
    m_table->setColumnWidth(at(ScoreTableModel::Difference), change);
    int used = now + change;
    bool fits = true;
    for (const auto column : byImportance(!m_pinnedName.isEmpty()).mid(3)) {
        const int width = contentWidth(at(column), false);
        fits = fits && used + width + std::min(name, 26 * fontMetrics().averageCharWidth()) <= room;
        m_table->setColumnHidden(at(column), !fits);
        if (!fits)
            continue;
        m_table->setColumnWidth(at(column), width);
        used += width;
    }
    const int nameWidth = std::clamp(room - used, leastName, std::max(name, leastName));
    m_table->setColumnWidth(0, nameWidth);
    m_table->setColumnWidth(at(ScoreTableModel::Now), now + std::max(0, room - used - nameWidth));
}

ScorePlot* ScoresPanel::plot() const
{
    return m_plot;
}

QTableView* ScoresPanel::table() const
{
    return m_table;
}

bool ScoresPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            tellCategory(m_table->currentIndex(), key->modifiers().testFlag(Qt::ControlModifier));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ScoresPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        m_model->setPalette(palette());
        fillTotal();
        fillFacts();
    }
    if (event->type() == QEvent::FontChange)
        fitColumns();
    QWidget::changeEvent(event);
}

}
