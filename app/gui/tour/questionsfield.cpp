// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tour/questionsfield.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

#include "common/textof.h"
#include "tasks/dataset.h"

namespace quantscope {
namespace {

using Rule = QuestionSubset::Rule;

// The same rule, however many questions.
bool isSameRule(QuestionSubset a, QuestionSubset b)
{
    if (isCounted(a) && isCounted(b))
        a.count = b.count = -1;
    return a == b;
}

}

QuestionsField::QuestionsField(QWidget* parent)
    : QWidget(parent)
    , m_count(new QSpinBox(this))
    , m_rule(new QComboBox(this))
{
    constexpr int mostQuestions = 1000000, step = 20, fewLetters = 8;
    m_count->setRange(0, mostQuestions);
    m_count->setSingleStep(step);
    m_count->setSpecialValueText(tr("all"));
    m_count->setKeyboardTracking(false);
    m_count->setAccessibleName(tr("Questions to answer"));
    m_count->setToolTip(
        tr("How many questions of the benchmark a run answers; fewer are quicker. More keep the answers "
           "that there are."));
    m_rule->setObjectName(QStringLiteral("questionRule"));
    m_rule->setAccessibleName(tr("Which questions"));
    m_rule->setToolTip(tr("Stratified: of each category its share. First: from the beginning of the file. Or one "
                          "category, or a list of your own."));
    m_rule->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_rule->setMinimumContentsLength(fewLetters);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_count);
    layout->addWidget(m_rule);
    setFocusProxy(m_count);
    connect(m_count, &QSpinBox::valueChanged, this, &QuestionsField::tell);
    connect(m_rule, &QComboBox::activated, this, &QuestionsField::tell);
    fillRules();
}

void QuestionsField::setChoices(const Dataset& dataset, const std::vector<QuestionSubset>& lists)
{
    m_categories.clear();
    for (const auto& question : dataset.questions) {
        const auto known = std::find_if(m_categories.begin(), m_categories.end(),
                                        [&](const auto& each) { return each.first == question.category; });
        if (known != m_categories.end())
            ++known->second;
        else if (!question.category.empty())
            m_categories.emplace_back(question.category, 1);
    }
    m_lists = lists;
    fillRules();
}

void QuestionsField::setSubset(const QuestionSubset& subset)
{
    m_subset = subset;
    fillRules();
}

void QuestionsField::addChoice(const QuestionSubset& subset, const QString& title)
{
    m_choices.push_back(subset);
    m_rule->addItem(title);
    m_rule->setItemData(m_rule->count() - 1, title, Qt::ToolTipRole);
}

void QuestionsField::fillRules()
{
    const QSignalBlocker blocker(m_rule);
    m_rule->clear();
    m_choices.clear();
    const int64_t seed = m_subset.rule == Rule::Stratified ? m_subset.seed : 0;
    addChoice(stratifiedQuestions(-1, seed), seed == 0 ? tr("stratified") : tr("stratified, seed %1").arg(seed));
    addChoice(firstQuestions(-1), tr("the first"));
    for (const auto& [category, size] : m_categories)
        addChoice({Rule::Category, -1, 0, category}, tr("%1 (%2)").arg(textOf(category)).arg(size));
    for (const auto& list : m_lists)
        addChoice(list, tr("list %1 (%2)").arg(textOf(list.name)).arg(list.indexes.size()));
    show();
}

void QuestionsField::show()
{
    const auto same = [this](const QuestionSubset& each) { return isSameRule(each, m_subset); };
    if (std::none_of(m_choices.begin(), m_choices.end(), same)) // of another benchmark, or from a command line
        addChoice(m_subset, textOf(m_subset.name));
    const auto found = std::find_if(m_choices.begin(), m_choices.end(), same);
    const QSignalBlocker rule(m_rule), count(m_count);
    m_rule->setCurrentIndex(static_cast<int>(found - m_choices.begin()));
    m_count->setEnabled(isCounted(m_subset));
    m_count->setValue(isCounted(m_subset) && m_subset.count > 0 ? static_cast<int>(m_subset.count) : 0);
}

void QuestionsField::tell()
{
    auto subset = m_choices.at(static_cast<size_t>(std::max(0, m_rule->currentIndex())));
    if (isCounted(subset))
        subset.count = m_count->value() == 0 ? -1 : m_count->value();
    if (subset != m_subset)
        Q_EMIT chosen(subset);
}

}
