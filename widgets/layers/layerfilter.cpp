// SPDX-License-Identifier: GPL-3.0-or-later
#include "layers/layerfilter.h"

#include "layers/layerblocksmodel.h"
#include "layers/layertablemodel.h"

namespace quantscope {

LayerFilter::LayerFilter(LayerBlocksModel* blocks, QObject* parent)
    : MissingLastProxy(parent)
    , m_blocks(blocks)
{
    setRecursiveFilteringEnabled(true);
    setSourceModel(blocks);
}

void LayerFilter::setSearch(const QString& text)
{
    if (text == m_search)
        return;
    m_search = text;
    invalidateFilter();
}

void LayerFilter::setRange(int first, int last)
{
    if (first == m_first && last == m_last)
        return;
    m_first = first;
    m_last = last;
    invalidateFilter();
}

int LayerFilter::layerAt(const QModelIndex& index) const
{
    return m_blocks->layerOf(mapToSource(index));
}

QModelIndex LayerFilter::indexOf(int layer) const
{
    return mapFromSource(m_blocks->indexOf(layer));
}

QList<int> LayerFilter::layers() const
{
    QList<int> list;
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex top = index(row, 0);
        if (const int layer = layerAt(top); layer >= 0)
            list << layer;
        for (int child = 0; child < rowCount(top); ++child)
            list << layerAt(index(child, 0, top));
    }
    return list;
}

bool LayerFilter::accepts(int layer) const
{
    if (m_first >= 0 && (layer < m_first || layer > m_last))
        return false;
    if (m_search.isEmpty())
        return true;
    const QModelIndex found = m_blocks->indexOf(layer);
    const auto has = [&](int column, int role) {
        return found.siblingAtColumn(column).data(role).toString().contains(m_search, Qt::CaseInsensitive);
    };
    return has(LayerTableModel::Layer, Qt::DisplayRole) || has(LayerTableModel::Layer, LayerTableModel::NameRole) ||
        has(LayerTableModel::Does, Qt::DisplayRole);
}

// A block is there when one of its layers is.
bool LayerFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const int layer = m_blocks->layerOf(m_blocks->index(row, 0, parent));
    return layer >= 0 && accepts(layer);
}

}
