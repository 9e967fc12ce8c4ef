// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <optional>
#include <vector>

#include "bitalloc/sensitivity.h"

namespace quantscope {

// The groups of layers with their scores at one width, the bits that the recipe gives them and those of a search.
class GroupTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int leadingColumns = 3; // group, recipe, search; then one column per measure

    explicit GroupTableModel(QObject* parent = nullptr);

    void setTable(SensitivityTable, int bits);
    void setRecipeBits(std::vector<std::optional<int>>); // by group; nothing where layers differ
    void setSearchBits(std::vector<int>); // by group, or empty

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(size_t group, int column) const;
    std::optional<double> score(size_t group, size_t measure) const;
    void columnChanged(int column);

    SensitivityTable m_table;
    int m_bits = 4;
    std::vector<std::optional<int>> m_recipeBits;
    std::vector<int> m_searchBits;
};

}
