// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/questionsview.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "common/tableexport.h"
#include "compare/comparedquestionview.h"

namespace quantscope {

QuestionsView::QuestionsView(SaveAs saveAs, QWidget* parent)
    : QWidget(parent)
    , m_matrix(new QuestionMatrix(this))
    , m_filter(new QuestionFilter(m_matrix, this))
    , m_stack(new QStackedWidget)
    , m_large(new ComparedQuestionView)
{
    m_stack->addWidget(createList(std::move(saveAs)));
    m_stack->addWidget(m_large);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_stack);
    connect(m_large, &ComparedQuestionView::closed, this, &QuestionsView::showTable);
    connect(m_large, &ComparedQuestionView::previousRequested, this, [this] { step(-1); });
    connect(m_large, &ComparedQuestionView::nextRequested, this, [this] { step(1); });
    connect(m_filter, &QAbstractItemModel::modelReset, this, &QuestionsView::updateCount);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &QuestionsView::updateCount);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &QuestionsView::updateCount);
    m_matrix->setPalette(palette());
    updateCount();
}

QComboBox* QuestionsView::createChoice(const QStringList& texts, const QString& accessibleName, const QString& toolTip)
{
    auto* box = new QComboBox;
    box->addItems(texts);
    box->setAccessibleName(accessibleName);
    box->setToolTip(toolTip);
    return box;
}

QWidget* QuestionsView::createBar()
{
    m_show = createChoice({tr("All questions"), tr("Only where runs disagree"), tr("Only where texts differ")},
                          tr("Which questions are shown"), tr("Runs disagree where their scores of a question differ"));
    m_order =
        createChoice({tr("By disagreement"), tr("By index"), tr("By category")}, tr("Order of the questions"),
                     tr("Disagreement: the greatest difference of two scores, then the number of different texts"));
    m_category = createChoice({}, tr("Category of the questions"), tr("The questions of one category, or of all"));
    m_category->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_category->setMinimumContentsLength(12);
    m_search = new QLineEdit;
    m_search->setObjectName("search");
    m_search->setAccessibleName(tr("Search in questions and answers"));
    m_search->setToolTip(tr("Questions, accepted answers and answers of the runs that contain this text"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_count = new QLabel;
    m_count->setAccessibleName(tr("Number of questions shown"));
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(4, 2, 4, 2);
    row->addWidget(m_category);
    row->addWidget(m_show);
    row->addWidget(m_order);
    row->addWidget(m_search, 1);
    row->addWidget(m_count);
    connect(m_show, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_filter->setShow(static_cast<QuestionFilter::Show>(index)); });
    connect(m_order, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_filter->setOrder(static_cast<QuestionFilter::Order>(index)); });
    connect(m_category, &QComboBox::currentIndexChanged, this,
            [this] { m_filter->setCategory(m_category->currentData().toString()); });
    connect(m_search, &QLineEdit::textChanged, m_filter, &QuestionFilter::setSearch);
    return bar;
}

QWidget* QuestionsView::createList(SaveAs saveAs)
{
    m_table = new QTableView;
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Questions and runs"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    addTableExport(m_table, QStringLiteral("compared-questions"), std::move(saveAs));
    connect(m_table, &QTableView::doubleClicked, this, &QuestionsView::openCurrent);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(createBar());
    layout->addWidget(m_table, 1);
    return page;
}

void QuestionsView::setRuns(std::shared_ptr<const ComparedRuns> runs)
{
    showTable();
    m_question = -1;
    m_large->clear();
    m_matrix->setRuns(std::move(runs));
    fillCategories();
    fitColumns();
    m_table->setCurrentIndex(m_filter->index(0, 0));
}

// The question takes what the others leave.
void QuestionsView::fitColumns()
{
    const int letter = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(QuestionMatrix::IndexColumn, 7 * letter);
    int category = 16 * letter;
    for (int i = 1; i < m_category->count(); ++i)
        category = std::max(category, fontMetrics().horizontalAdvance(m_category->itemText(i)) + 2 * letter);
    category = std::min(category, std::max(16 * letter, m_table->viewport()->width() / 3));
    m_table->setColumnWidth(QuestionMatrix::CategoryColumn, category);
    int rest = m_table->viewport()->width() - 7 * letter - category;
    for (int column = QuestionMatrix::FirstRun; column < m_matrix->columnCount(); ++column) {
        m_table->setColumnWidth(column, 8 * letter);
        rest -= 8 * letter;
    }
    m_table->setColumnWidth(QuestionMatrix::QuestionColumn, std::max(rest, 18 * letter));
}

void QuestionsView::showCategory(const QString& category)
{
    showTable();
    m_search->clear();
    m_show->setCurrentIndex(0);
    m_category->setCurrentIndex(std::max(0, m_category->findData(category)));
}

// The chosen one stays where these runs have it.
void QuestionsView::fillCategories()
{
    const auto chosen = m_category->currentData().toString();
    const QSignalBlocker quiet(m_category);
    m_category->clear();
    m_category->addItem(tr("All categories"), QString());
    if (const auto& runs = m_matrix->runs())
        for (const auto& category : runs->comparison.categories)
            m_category->addItem(QString::fromStdString(category.name), QString::fromStdString(category.name));
    m_category->setCurrentIndex(std::max(0, m_category->findData(chosen)));
    m_filter->setCategory(m_category->currentData().toString());
}

void QuestionsView::setReference(size_t run)
{
    m_matrix->setReference(run);
    updateLarge();
}

void QuestionsView::setDataset(std::shared_ptr<const Dataset> dataset)
{
    m_data = std::move(dataset);
    m_rows.clear();
    for (size_t row = 0; m_data && row < m_data->questions.size(); ++row)
        m_rows.insert(QString::fromStdString(m_data->questions[row].index), static_cast<int>(row));
    updateLarge();
}

int QuestionsView::openRow(int question) const
{
    if (!m_data || m_data->name != m_matrix->runs()->records.front().data)
        return -1;
    const int row = m_rows.value(QString::fromStdString(m_matrix->anyPrediction(question).index), -1);
    if (row < 0)
        return -1;
    const auto& found = m_data->questions[static_cast<size_t>(row)];
    const auto& asked = m_matrix->asked(question);
    return found.question == asked.question && found.category == asked.category ? row : -1;
}

void QuestionsView::openQuestion(int question)
{
    if (question < 0 || question >= m_matrix->rowCount())
        return;
    m_question = question;
    m_stack->setCurrentWidget(m_large);
    updateLarge();
    m_large->setFocus(Qt::OtherFocusReason);
    if (const int shown = m_filter->shownRow(question); shown >= 0)
        m_table->setCurrentIndex(m_filter->index(shown, 0));
    if (const int row = openRow(question); row >= 0)
        Q_EMIT questionChosen(row);
}

void QuestionsView::openCurrent()
{
    openQuestion(m_filter->questionAt(m_table->currentIndex().row()));
}

void QuestionsView::showTable()
{
    if (!isLarge())
        return;
    m_stack->setCurrentIndex(0);
    m_table->setFocus(Qt::OtherFocusReason);
}

bool QuestionsView::isLarge() const
{
    return m_stack->currentWidget() == m_large;
}

void QuestionsView::step(int direction)
{
    openQuestion(m_filter->questionAt(m_filter->shownRow(m_question) + direction));
}

void QuestionsView::updateLarge()
{
    if (m_question < 0 || m_question >= m_matrix->rowCount())
        return;
    const int row = openRow(m_question), shown = m_filter->shownRow(m_question);
    m_large->setQuestion(*m_matrix, m_question, row < 0 ? nullptr : m_data, row);
    const auto number = QString::fromStdString(m_matrix->anyPrediction(m_question).index);
    m_large->setPosition(tr("#%1 · %2 of %3").arg(number).arg(shown + 1).arg(m_filter->rowCount()));
    m_large->setSteps(shown > 0, shown >= 0 && shown + 1 < m_filter->rowCount());
}

void QuestionsView::updateCount()
{
    m_count->setText(tr("%1 of %2").arg(m_filter->rowCount()).arg(m_matrix->rowCount()));
}

QuestionMatrix* QuestionsView::matrix() const
{
    return m_matrix;
}

QuestionFilter* QuestionsView::filter() const
{
    return m_filter;
}

QTableView* QuestionsView::table() const
{
    return m_table;
}

ComparedQuestionView* QuestionsView::largeView() const
{
    return m_large;
}

void QuestionsView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_matrix->setPalette(palette());
    QWidget::changeEvent(event);
}

bool QuestionsView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            openCurrent();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}
