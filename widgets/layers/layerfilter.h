// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/missinglastproxy.h"

namespace quantscope {

class LayerBlocksModel;

// The layers of a LayerBlocksModel that have a text in their name or role and lie in a range, and the blocks that hold
// any; sorted as MissingLastProxy does.
class LayerFilter : public MissingLastProxy
{
    Q_OBJECT

public:
    explicit LayerFilter(LayerBlocksModel*, QObject* parent = nullptr);

    void setSearch(const QString&); // ignoring case
    void setRange(int first, int last); // layers; -1, -1: all
    int layerAt(const QModelIndex&) const; // -1: a block
    QModelIndex indexOf(int layer) const; // invalid: filtered out
    QList<int> layers() const; // that are shown or lie in a shown block, in the order of the rows
    bool accepts(int layer) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    LayerBlocksModel* m_blocks;
    QString m_search;
    int m_first = -1, m_last = -1;
};

}
