// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QStringList>

#include <vector>

#include "palette/fuzzymatch.h"
#include "palette/paletteentry.h"

namespace quantscope {

// The entries that fit the query, the best first; without a query those used last, then all in their order.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { KindRole = Qt::UserRole, HintRole, BlockedRole };

    using QAbstractListModel::QAbstractListModel;

    // `recent`: ids, the last used first.
    void setEntries(std::vector<PaletteEntry>, const QStringList& recent);
    void setQuery(const QString&);
    const PaletteEntry* entry(const QModelIndex&) const; // null: no such row

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role) const override;

private:
    struct Hit
    {
        size_t entry;
        int score;
    };

    void rank(const QString& query);

    std::vector<PaletteEntry> m_entries;
    std::vector<FuzzyText> m_texts, m_hints; // of each entry
    std::vector<int> m_recency; // of each entry, larger: used later; 0: not lately
    std::vector<Hit> m_hits;
    QString m_query;
};

}
