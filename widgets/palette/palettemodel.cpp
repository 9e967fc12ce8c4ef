// SPDX-License-Identifier: GPL-3.0-or-later
#include "palette/palettemodel.h"

#include <QHash>

#include <algorithm>

namespace quantscope {
namespace {

// A match in the text counts more than the same one in the hint.
constexpr int textFactor = 4, recentPoints = 12;

}

void PaletteModel::setEntries(std::vector<PaletteEntry> entries, const QStringList& recent)
{
    beginResetModel();
    m_entries = std::move(entries);
    m_texts.clear();
    m_hints.clear();
    QHash<QString, int> places;
    for (qsizetype i = 0; i < recent.size(); ++i)
        places.insert(recent[i], static_cast<int>(recent.size() - i));
    m_recency.assign(m_entries.size(), 0);
    for (size_t i = 0; i < m_entries.size(); ++i) {
        m_texts.push_back(fuzzyText(m_entries[i].text));
        m_hints.push_back(fuzzyText(m_entries[i].text + ' ' + m_entries[i].kind + ' ' + m_entries[i].hint));
        m_recency[i] = places.value(m_entries[i].id, 0);
    }
    m_query.clear();
    m_hits.clear();
    for (size_t i = 0; i < m_entries.size(); ++i)
        m_hits.push_back({i, 0});
    rank({});
    endResetModel();
}

void PaletteModel::setQuery(const QString& query)
{
    const auto wanted = query.simplified();
    if (wanted == m_query)
        return;
    beginResetModel();
    // Whoever types on looks among what is left.
    if (m_query.isEmpty() || !wanted.startsWith(m_query)) {
        m_hits.clear();
        for (size_t i = 0; i < m_entries.size(); ++i)
            m_hits.push_back({i, 0});
    }
    m_query = wanted;
    rank(wanted);
    endResetModel();
}

void PaletteModel::rank(const QString& query)
{
    std::erase_if(m_hits, [&](Hit& hit) {
        const auto text = fuzzyScore(query, m_texts[hit.entry]);
        const auto all = text ? text : fuzzyScore(query, m_hints[hit.entry]);
        hit.score = text ? textFactor * *text : all.value_or(0);
        return !all;
    });
    const auto points = [&](const Hit& hit) { return hit.score + (m_recency[hit.entry] > 0 ? recentPoints : 0); };
    const auto isBetter = [&](const Hit& a, const Hit& b) {
        if (const int x = points(a), y = points(b); x != y)
            return x > y;
        if (m_recency[a.entry] != m_recency[b.entry])
            return m_recency[a.entry] > m_recency[b.entry];
        if (const auto x = m_texts[a.entry].letters.size(), y = m_texts[b.entry].letters.size();
            x != y && !query.isEmpty())
            return x < y;
        return a.entry < b.entry;
    };
    std::sort(m_hits.begin(), m_hits.end(), isBetter);
}

const PaletteEntry* PaletteModel::entry(const QModelIndex& index) const
{
    const auto row = static_cast<size_t>(index.row());
    return index.isValid() && row < m_hits.size() ? &m_entries[m_hits[row].entry] : nullptr;
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    const auto* row = entry(index);
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole: return row->text;
    case KindRole: return row->kind;
    case HintRole: return row->hint;
    case BlockedRole: return row->blocked;
    case Qt::ToolTipRole: return row->blocked.isEmpty() ? row->text : row->text + '\n' + row->blocked;
    case Qt::AccessibleTextRole:
        return QStringList({row->kind, row->text, row->blocked.isEmpty() ? row->hint : row->blocked}).join(", ");
    default: return {};
    }
}

}
