// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/questionfilter.h"

namespace quantscope {

QuestionFilter::QuestionFilter(QuestionMatrix* matrix, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_matrix(matrix)
{
    setSourceModel(matrix);
    sort(0);
}

void QuestionFilter::setShow(Show show)
{
    m_show = show;
    invalidateFilter();
}

void QuestionFilter::setOrder(Order order)
{
    m_order = order;
    invalidate();
}

void QuestionFilter::setCategory(const QString& category)
{
    m_category = category.toStdString();
    invalidateFilter();
}

void QuestionFilter::setSearch(const QString& text)
{
    m_search = text.trimmed();
    invalidateFilter();
}

int QuestionFilter::questionAt(int shownRow) const
{
    return mapToSource(index(shownRow, 0)).row();
}

int QuestionFilter::shownRow(int question) const
{
    return mapFromSource(m_matrix->index(question, 0)).row();
}

bool QuestionFilter::matchesSearch(int row) const
{
    const auto has = [this](const std::string& text) {
        return QString::fromStdString(text).contains(m_search, Qt::CaseInsensitive);
    };
    const auto& asked = m_matrix->asked(row);
    if (m_search.isEmpty() || has(m_matrix->anyPrediction(row).index) || has(asked.category) || has(asked.question) ||
        std::any_of(asked.answers.begin(), asked.answers.end(), has))
        return true;
    for (size_t run = 0; run < m_matrix->runs()->records.size(); ++run)
        if (const auto* answer = m_matrix->prediction(row, run); answer && has(answer->text))
            return true;
    return false;
}

bool QuestionFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const auto& question = m_matrix->compared(row);
    if ((m_show == Show::Disagreement && question.spread == 0) || (m_show == Show::OtherText && question.texts < 2))
        return false;
    if (!m_category.empty() && m_matrix->asked(row).category != m_category)
        return false;
    return matchesSearch(row);
}

// Rows of the matrix are sorted by disagreement.
bool QuestionFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const int a = left.row(), b = right.row();
    switch (m_order) {
    case Order::Disagreement: return a < b;
    case Order::Index: return m_matrix->place(a) < m_matrix->place(b);
    case Order::Category: {
        const int order = m_matrix->asked(a).category.compare(m_matrix->asked(b).category);
        return order != 0 ? order < 0 : a < b;
    }
    }
    return false;
}

}
