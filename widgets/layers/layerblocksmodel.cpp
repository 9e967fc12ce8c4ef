// SPDX-License-Identifier: GPL-3.0-or-later
#include "layers/layerblocksmodel.h"

#include <QFont>

#include <algorithm>

#include "common/appearance.h"
#include "common/bardelegate.h"
#include "common/numbertext.h"
#include "common/textof.h"
#include "layers/layertablemodel.h"
#include "quant/plan.h"

namespace quantscope {
namespace {

constexpr quintptr topLevel = 0; // else the parent's row + 1

bool isSingle(const LayerGroup& group)
{
    return group.first == group.last;
}

}

LayerBlocksModel::LayerBlocksModel(LayerTableModel* layers, QObject* parent)
    : QAbstractItemModel(parent)
    , m_layers(layers)
{
    connect(layers, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(layers, &QAbstractItemModel::modelReset, this, [this] {
        rebuild();
        endResetModel();
    });
    connect(layers, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) { tellChanges(first.row(), last.row()); });
    connect(layers, &QAbstractItemModel::headerDataChanged, this, &QAbstractItemModel::headerDataChanged);
    rebuild();
}

void LayerBlocksModel::rebuild()
{
    std::vector<Layer> layers;
    for (const auto& row : m_layers->rows())
        layers.push_back(row.report.layer);
    if (m_grouped) {
        m_groups = layerGroups(layerLabels(layers));
        return;
    }
    m_groups.clear();
    for (int i = 0; i < static_cast<int>(layers.size()); ++i)
        m_groups.push_back({layers[static_cast<size_t>(i)].tower, layers[static_cast<size_t>(i)].block, i, i});
}

void LayerBlocksModel::setGrouped(bool grouped)
{
    if (grouped == m_grouped)
        return;
    beginResetModel();
    m_grouped = grouped;
    rebuild();
    endResetModel();
}

bool LayerBlocksModel::isGrouped() const
{
    return m_grouped;
}

void LayerBlocksModel::tellChanges(int firstLayer, int lastLayer)
{
    const int last = columnCount() - 1;
    for (int row = 0; row < rowCount(); ++row) {
        const auto& group = m_groups[static_cast<size_t>(row)];
        if (group.last < firstLayer || group.first > lastLayer)
            continue;
        emit dataChanged(index(row, 0), index(row, last));
        if (isSingle(group))
            continue;
        const QModelIndex block = index(row, 0);
        const int from = std::max(0, firstLayer - group.first);
        const int to = std::min(group.last, lastLayer) - group.first;
        emit dataChanged(index(from, 0, block), index(to, last, block));
    }
}

LayerGroup LayerBlocksModel::layersOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return {Tower::Vision, -1, -1, -1};
    if (index.internalId() == topLevel)
        return m_groups[static_cast<size_t>(index.row())];
    auto group = m_groups[index.internalId() - 1];
    group.first = group.last = group.first + index.row();
    return group;
}

int LayerBlocksModel::layerOf(const QModelIndex& index) const
{
    const auto group = layersOf(index);
    return isSingle(group) ? group.first : -1;
}

QModelIndex LayerBlocksModel::indexOf(int layer) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const auto& group = m_groups[static_cast<size_t>(row)];
        if (layer < group.first || layer > group.last)
            continue;
        return isSingle(group) ? index(row, 0) : index(layer - group.first, 0, index(row, 0));
    }
    return {};
}

QModelIndex LayerBlocksModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= columnCount() || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : topLevel);
}

QModelIndex LayerBlocksModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == topLevel)
        return {};
    return createIndex(static_cast<int>(index.internalId() - 1), 0, topLevel);
}

int LayerBlocksModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != topLevel || parent.column() != 0)
        return 0;
    const auto& group = m_groups[static_cast<size_t>(parent.row())];
    return isSingle(group) ? 0 : group.last - group.first + 1;
}

int LayerBlocksModel::columnCount(const QModelIndex&) const
{
    return LayerTableModel::ColumnCount;
}

int LayerBlocksModel::worstOf(const LayerGroup& group, int column) const
{
    const auto lowerIsWorse = m_layers->lowerIsWorse(column);
    if (!lowerIsWorse)
        return -1;
    int worst = -1;
    double value = 0;
    for (int layer = group.first; layer <= group.last; ++layer) {
        const QVariant known = m_layers->index(layer, column).data(Qt::UserRole);
        if (!known.isValid())
            continue;
        const double number = known.toDouble();
        if (worst < 0 || (*lowerIsWorse ? number < value : number > value)) {
            worst = layer;
            value = number;
        }
    }
    return worst;
}

// What all layers of the block say, or that they differ.
QString LayerBlocksModel::sameOf(const LayerGroup& group, int column) const
{
    const QString first = m_layers->index(group.first, column).data().toString();
    for (int layer = group.first + 1; layer <= group.last; ++layer)
        if (m_layers->index(layer, column).data().toString() != first)
            return tr("mixed");
    return first;
}

QString LayerBlocksModel::blockRemark(const LayerGroup& group) const
{
    const auto& rows = m_layers->rows();
    const auto name = [&rows](int layer) { return shortLayerName(rows[static_cast<size_t>(layer)].report.layer); };
    QStringList remarks;
    if (const int bad = m_layers->firstDegraded(); bad >= group.first && bad <= group.last)
        remarks << tr("first degraded: %1").arg(name(bad));
    int worst = worstOf(group, LayerTableModel::Accumulated);
    if (worst < 0)
        worst = worstOf(group, LayerTableModel::WeightSqnr);
    if (worst >= 0)
        remarks << tr("worst: %1").arg(name(worst));
    return remarks.join(QStringLiteral(", "));
}

QString LayerBlocksModel::blockText(const LayerGroup& group, int column) const
{
    const int count = group.last - group.first + 1;
    switch (column) {
    case LayerTableModel::Layer: {
        const QString tower =
            group.tower == Tower::Projector || group.block < 0 ? towerTitle(group.tower) : textOf(towerId(group.tower));
        const QString name = group.block < 0 ? tower : tower + '.' + QString::number(group.block);
        return tr("%1 (%2 layers)").arg(name).arg(count);
    }
    case LayerTableModel::Remark: return blockRemark(group);
    case LayerTableModel::Size: return bytesText(blockSortValue(group, column).toDouble() / 8);
    case LayerTableModel::Difference:
    case LayerTableModel::Does:
    case LayerTableModel::Shape: return {};
    default: break;
    }
    if (m_layers->lowerIsWorse(column)) {
        const int worst = worstOf(group, column);
        return worst < 0 ? QStringLiteral("–") : m_layers->index(worst, column).data().toString();
    }
    return sameOf(group, column);
}

QVariant LayerBlocksModel::blockSortValue(const LayerGroup& group, int column) const
{
    if (column == LayerTableModel::Layer)
        return static_cast<double>(group.first);
    if (column == LayerTableModel::Size) {
        double bits = 0;
        for (int layer = group.first; layer <= group.last; ++layer)
            bits += m_layers->index(layer, column).data(Qt::UserRole).toDouble();
        return bits;
    }
    const int worst = worstOf(group, column);
    return worst < 0 ? QVariant() : m_layers->index(worst, column).data(Qt::UserRole);
}

QVariant LayerBlocksModel::blockData(const LayerGroup& group, int column, int role) const
{
    const int worst = worstOf(group, column);
    switch (role) {
    case Qt::DisplayRole: return blockText(group, column);
    case Qt::UserRole: return blockSortValue(group, column);
    case Qt::FontRole: {
        QFont font;
        font.setBold(column == LayerTableModel::Layer);
        return font;
    }
    case Qt::ToolTipRole:
        if (worst >= 0)
            return tr("The worst of %1 layers, %2")
                .arg(group.last - group.first + 1)
                .arg(shortLayerName(m_layers->rows()[static_cast<size_t>(worst)].report.layer));
        return column == LayerTableModel::Layer ? tr("→ or a click on the arrow opens the block, ← closes it")
                                                : QVariant();
    case BarDelegate::Role:
    case Qt::ForegroundRole:
        if (worst >= 0)
            return m_layers->index(worst, column).data(role);
        return column == LayerTableModel::Remark && m_layers->firstDegraded() >= group.first &&
                m_layers->firstDegraded() <= group.last
            ? m_layers->index(m_layers->firstDegraded(), column).data(role)
            : QVariant();
    case Qt::TextAlignmentRole: return m_layers->index(group.first, column).data(role);
    default: return {};
    }
}

QVariant LayerBlocksModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto group = layersOf(index);
    return isSingle(group) ? m_layers->index(group.first, index.column()).data(role)
                           : blockData(group, index.column(), role);
}

QVariant LayerBlocksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_layers->headerData(section, orientation, role);
}

}
