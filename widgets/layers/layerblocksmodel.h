// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>

#include <vector>

#include "plots/layeraxis.h"

namespace quantscope {

class LayerTableModel;

// The layers of a LayerTableModel, with its columns, in their order: one a row, or grouped, as rows of the blocks and
// towers' parts that hold their layers. A block's measures are those of its worst layer, never a mean, and its remark
// says which that is; its size is the sum.
class LayerBlocksModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    explicit LayerBlocksModel(LayerTableModel*, QObject* parent = nullptr);

    void setGrouped(bool);
    bool isGrouped() const;
    int layerOf(const QModelIndex&) const; // -1: a block
    LayerGroup layersOf(const QModelIndex&) const; // one or more
    QModelIndex indexOf(int layer) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex&) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    void rebuild();
    void tellChanges(int firstLayer, int lastLayer);
    int worstOf(const LayerGroup&, int column) const; // -1: none has a value
    QString blockText(const LayerGroup&, int column) const;
    QString blockRemark(const LayerGroup&) const;
    QString sameOf(const LayerGroup&, int column) const;
    QVariant blockData(const LayerGroup&, int column, int role) const;
    QVariant blockSortValue(const LayerGroup&, int column) const;

    LayerTableModel* m_layers;
    std::vector<LayerGroup> m_groups;
    bool m_grouped = false;
};

}
