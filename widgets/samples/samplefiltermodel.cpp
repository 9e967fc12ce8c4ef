// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/samplefiltermodel.h"

#include <algorithm>
#include <tuple>

namespace quantscope {
namespace {

constexpr int unchangedRank = 2;

int changeRank(Outcome outcome)
{
    return outcome == Outcome::Flip ? 0 : outcome == Outcome::Repaired ? 1 : unchangedRank;
}

bool contains(const std::string& text, const QString& wanted)
{
    return QString::fromStdString(text).contains(wanted, Qt::CaseInsensitive);
}

}

SampleFilterModel::SampleFilterModel(SampleListModel* model, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_ranks.clear(); });
    setSourceModel(model);
    sort(0);
}

void SampleFilterModel::setShow(Show show)
{
    if (m_show == show)
        return;
    m_show = show;
    invalidateRowsFilter();
}

SampleFilterModel::Show SampleFilterModel::show() const
{
    return m_show;
}

void SampleFilterModel::setCategory(const QString& category)
{
    if (m_category == category)
        return;
    m_category = category;
    m_categoryBytes = category.toStdString();
    invalidateRowsFilter();
}

const QString& SampleFilterModel::category() const
{
    return m_category;
}

void SampleFilterModel::setSearch(const QString& search)
{
    if (m_search == search)
        return;
    m_search = search;
    invalidateRowsFilter();
}

const QString& SampleFilterModel::search() const
{
    return m_search;
}

void SampleFilterModel::setOrder(Order order)
{
    if (m_order == order)
        return;
    m_order = order;
    m_ranks = changeRanks();
    invalidate();
}

SampleFilterModel::Order SampleFilterModel::order() const
{
    return m_order;
}

bool SampleFilterModel::settle()
{
    auto ranks = changeRanks();
    if (ranks == m_ranks)
        return false;
    m_ranks = std::move(ranks);
    if (m_order == Order::Changed)
        invalidate();
    return m_order == Order::Changed;
}

std::vector<int> SampleFilterModel::changeRanks() const
{
    std::vector<int> ranks;
    for (int row = 0; row < m_model->rowCount(); ++row)
        ranks.push_back(changeRank(m_model->outcome(row)));
    return ranks;
}

int SampleFilterModel::rank(int sample) const
{
    const auto place = static_cast<size_t>(sample);
    return place < m_ranks.size() ? m_ranks[place] : unchangedRank;
}

int SampleFilterModel::sampleAt(int shownRow) const
{
    return mapToSource(index(shownRow, 0)).row();
}

int SampleFilterModel::shownRow(int sample) const
{
    return mapFromSource(m_model->index(sample, 0)).row();
}

int SampleFilterModel::neighbour(int sample, int step) const
{
    const int shown = shownRow(sample);
    if (shown >= 0)
        return sampleAt(shown + step);
    if (sample < 0 || sample >= m_model->rowCount())
        return -1;
    int before = -1;
    for (int row = 0; row < rowCount(); ++row) {
        const int other = sampleAt(row);
        if (comesBefore(sample, other))
            return step > 0 ? other : before;
        before = other;
    }
    return step > 0 ? -1 : before;
}

int SampleFilterModel::nextFlip(int sample, int step) const
{
    const int count = rowCount();
    int start = shownRow(sample);
    if (start < 0) {
        const int near = shownRow(neighbour(sample, step));
        start = near >= 0 ? near - step : (step > 0 ? -1 : count);
    }
    for (int k = 1; k <= count; ++k) {
        const int row = sampleAt(((start + k * step) % count + count) % count);
        if (m_model->outcome(row) == Outcome::Flip)
            return row;
    }
    return -1;
}

bool SampleFilterModel::filterAcceptsRow(int row, const QModelIndex&) const
{
    return (m_category.isEmpty() || m_model->question(row).category == m_categoryBytes) && matchesShow(row) &&
        matchesSearch(row);
}

bool SampleFilterModel::matchesShow(int row) const
{
    const auto outcome = m_model->outcome(row);
    switch (m_show) {
    case Show::All: return true;
    case Show::Flips: return outcome == Outcome::Flip;
    case Show::Repaired: return outcome == Outcome::Repaired;
    case Show::BothWrong: return outcome == Outcome::BothWrong;
    case Show::BothRight: return outcome == Outcome::BothRight;
    case Show::ChangedText:
        return outcome != Outcome::Unknown && m_model->baseline(row)->text != m_model->current(row)->text;
    case Show::Unanswered: return !m_model->current(row);
    }
    return true;
}

bool SampleFilterModel::matchesSearch(int row) const
{
    if (m_search.isEmpty())
        return true;
    const auto& question = m_model->question(row);
    if (contains(question.question, m_search))
        return true;
    if (std::any_of(question.answers.begin(), question.answers.end(),
                    [&](const auto& answer) { return contains(answer, m_search); }))
        return true;
    const auto& before = m_model->baseline(row);
    const auto& now = m_model->current(row);
    return (before && contains(before->text, m_search)) || (now && contains(now->text, m_search));
}

bool SampleFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    return comesBefore(left.row(), right.row());
}

bool SampleFilterModel::comesBefore(int sample, int other) const
{
    switch (m_order) {
    case Order::Changed: return std::make_tuple(rank(sample), sample) < std::make_tuple(rank(other), other);
    case Order::Index: break;
    case Order::Category:
        return std::tie(m_model->question(sample).category, sample) <
            std::tie(m_model->question(other).category, other);
    case Order::Length: {
        // The longest first: answers that do not end are what one looks for.
        const auto length = [this](int row) { return m_model->current(row) ? m_model->current(row)->text.size() : 0; };
        return std::make_tuple(length(other), sample) < std::make_tuple(length(sample), other);
    }
    }
    return sample < other;
}

}
