// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/runsfilterbar.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace quantscope {
namespace {

constexpr int shortestSearch = 8; // letters
constexpr int boxFrame = 44; // arrow and margins of a combo box

}

RunsFilterBar::RunsFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_search(new QLineEdit)
    , m_fold(new QToolButton)
    , m_clear(new QToolButton)
    , m_count(new QLabel)
    , m_details(new QWidget)
    , m_grid(new QGridLayout(m_details))
{
    createSearch();
    createDetails();
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_search, 1);
    row->addWidget(m_fold);
    row->addWidget(m_clear);
    row->addWidget(m_count);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_details);
    setUnfolded(false);
    showFilter();
}

void RunsFilterBar::createSearch()
{
    m_search->setObjectName("search");
    m_search->setPlaceholderText(tr("Search runs"));
    m_search->setAccessibleName(tr("Search runs"));
    m_search->setToolTip(
        tr("Lists the runs that have every word somewhere in name, note, tags, experiment, model or benchmark"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(fontMetrics().averageCharWidth() * shortestSearch + 30);
    m_fold->setCheckable(true);
    m_fold->setFocusPolicy(Qt::StrongFocus);
    m_fold->setToolTip(tr("Filters by model, benchmark, tag, experiment, state and score"));
    m_clear->setText(tr("Clear"));
    m_clear->setAccessibleName(tr("Clear search and filters"));
    m_clear->setToolTip(tr("Empty the search and all filters: list all runs of what is open"));
    m_clear->setFocusPolicy(Qt::StrongFocus);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (m_quiet)
            return;
        m_filter.text = text;
        showMarks();
        emit filterChanged();
    });
    connect(m_search, &QLineEdit::returnPressed, this, &RunsFilterBar::listWanted);
    connect(m_fold, &QToolButton::toggled, this, [this](bool on) {
        m_details->setVisible(on);
        m_fold->setArrowType(on ? Qt::UpArrow : Qt::DownArrow);
        emit unfolded(on);
    });
    connect(m_clear, &QToolButton::clicked, this, [this] {
        setFilter({});
        m_search->setFocus();
        emit filterChanged();
    });
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
}

QComboBox* RunsFilterBar::createBox(const QString& name, const QString& help)
{
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setToolTip(help);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(box, &QComboBox::currentIndexChanged, this, &RunsFilterBar::readDetails);
    return box;
}

void RunsFilterBar::addTextBox(QString RunsFilter::*part, const QString& name, const QString& help, const QString& any)
{
    m_texts.push_back({createBox(name, help), part, any});
    fillBox(m_texts.back(), {});
}

void RunsFilterBar::createDetails()
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_grid->setContentsMargins({});
    m_grid->setSpacing(4);
    m_place = createBox(tr("Whose runs"), tr("Runs of the open model and benchmark, or all that are kept"));
    m_place->addItem(tr("Of what is open"), false);
    m_place->addItem(tr("All runs"), true);
    addTextBox(&RunsFilter::model, tr("Model"), tr("Runs of this model alone"), tr("Any model"));
    addTextBox(&RunsFilter::data, tr("Benchmark"), tr("Runs on this benchmark alone"), tr("Any benchmark"));
    addTextBox(&RunsFilter::tag, tr("Tag"), tr("Runs with this tag alone"), tr("Any tag"));
    addTextBox(&RunsFilter::experiment, tr("Experiment"), tr("Runs of this experiment alone"), tr("Any experiment"));
    // A model or benchmark that is chosen need not be the open one.
    for (size_t i = 0; i < 2; ++i)
        connect(m_texts[i].box, &QComboBox::activated, this, &RunsFilterBar::lookEverywhere);
    m_state = createBox(tr("State"), tr("Runs in this state alone"));
    m_state->addItem(tr("Any state"));
    const std::pair<RunState, QString> states[] = {
        {RunState::Complete, tr("Complete")}, {RunState::Running, tr("Running")},
        {RunState::Waiting, tr("Waiting")},   {RunState::Cancelled, tr("Cancelled")},
        {RunState::Failed, tr("Failed")},     {RunState::Interrupted, tr("Interrupted")}};
    for (const auto& [state, title] : states)
        m_state->addItem(title, static_cast<int>(state));
    m_lowest = new QDoubleSpinBox;
    m_lowest->setAccessibleName(tr("Lowest score in per cent"));
    m_lowest->setToolTip(tr("Runs with at least this score alone, in per cent of the questions"));
    m_lowest->setRange(0, 100);
    m_lowest->setDecimals(1);
    m_lowest->setPrefix(tr("at least "));
    m_lowest->setSuffix(tr(" %"));
    m_lowest->setSpecialValueText(tr("Any score"));
    m_lowest->setKeyboardTracking(false);
    m_lowest->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(m_lowest, &QDoubleSpinBox::valueChanged, this, &RunsFilterBar::readDetails);
    arrange();
}

void RunsFilterBar::lookEverywhere(int index)
{
    if (index > 0)
        m_place->setCurrentIndex(1);
}

void RunsFilterBar::readDetails()
{
    if (m_quiet)
        return;
    RunsFilter filter = m_filter;
    filter.everywhere = m_place->currentData().toBool();
    for (const auto& [box, part, any] : m_texts)
        filter.*part = box->currentData().toString();
    filter.state.reset();
    if (const auto state = m_state->currentData(); state.isValid())
        filter.state = static_cast<RunState>(state.toInt());
    filter.lowestScore.reset();
    if (m_lowest->value() > 0)
        filter.lowestScore = m_lowest->value();
    if (filter == m_filter)
        return;
    m_filter = filter;
    showMarks();
    emit filterChanged();
}

void RunsFilterBar::setFilter(const RunsFilter& filter)
{
    m_filter = filter;
    showFilter();
}

void RunsFilterBar::setChoices(const RunChoices& choices)
{
    m_choices = choices;
    showFilter();
}

void RunsFilterBar::fillBox(const TextBox& text, const QStringList& choices)
{
    text.box->clear();
    text.box->addItem(text.any, QString());
    for (const auto& choice : choices)
        text.box->addItem(choice, choice);
    const QString& chosen = m_filter.*text.part;
    int index = std::max(0, text.box->findData(chosen));
    if (!chosen.isEmpty() && index == 0) {
        index = text.box->count();
        text.box->addItem(chosen, chosen);
    }
    text.box->setCurrentIndex(index);
}

void RunsFilterBar::showFilter()
{
    const QScopedValueRollback quiet(m_quiet, true);
    if (m_search->text() != m_filter.text)
        m_search->setText(m_filter.text);
    m_place->setCurrentIndex(m_filter.everywhere);
    const QStringList* choices[] = {&m_choices.models, &m_choices.data, &m_choices.tags, &m_choices.experiments};
    for (size_t i = 0; i < m_texts.size(); ++i)
        fillBox(m_texts[i], *choices[i]);
    m_state->setCurrentIndex(m_filter.state ? m_state->findData(static_cast<int>(*m_filter.state)) : 0);
    m_lowest->setValue(m_filter.lowestScore.value_or(0));
    showMarks();
}

void RunsFilterBar::showMarks()
{
    const int used = conditionsIn(m_filter);
    m_fold->setText(used == 0 ? tr("Filters") : tr("Filters: %1").arg(used));
    m_fold->setAccessibleName(used == 0 ? tr("Filters, none in use") : tr("Filters, %1 in use").arg(used));
    auto font = m_search->font();
    font.setBold(used > 0);
    m_fold->setFont(font);
    m_clear->setVisible(m_filter != RunsFilter());
}

void RunsFilterBar::setCounts(qsizetype shown, qsizetype all)
{
    m_count->setText(tr("%1 of %2").arg(shown).arg(all));
    m_count->setToolTip(tr("%1 of %2 runs are listed").arg(shown).arg(all));
    m_count->setAccessibleName(m_count->toolTip());
}

void RunsFilterBar::setUnfolded(bool on)
{
    m_fold->setChecked(on);
    m_details->setVisible(on);
    m_fold->setArrowType(on ? Qt::UpArrow : Qt::DownArrow);
}

bool RunsFilterBar::isUnfolded() const
{
    return m_fold->isChecked();
}

// As many beside each other as are wide enough for what they say.
void RunsFilterBar::arrange()
{
    std::vector<QWidget*> fields{m_place};
    for (const auto& text : m_texts)
        fields.push_back(text.box);
    fields.insert(fields.end(), {m_state, m_lowest});
    int least = fontMetrics().horizontalAdvance(tr("Of what is open"));
    for (const auto& text : m_texts)
        least = std::max(least, fontMetrics().horizontalAdvance(text.any));
    const int count = static_cast<int>(fields.size());
    const int columns = std::clamp((width() + m_grid->spacing()) / (least + boxFrame), 1, count);
    if (m_grid->count() == count && m_grid->columnCount() >= columns && m_grid->itemAtPosition(0, columns - 1) &&
        !m_grid->itemAtPosition(0, columns))
        return;
    for (auto* field : fields)
        m_grid->removeWidget(field);
    for (int i = 0; i < count; ++i)
        m_grid->addWidget(fields[static_cast<size_t>(i)], i / columns, i % columns);
    for (int column = 0; column < count; ++column)
        m_grid->setColumnStretch(column, column < columns);
}

void RunsFilterBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

}
