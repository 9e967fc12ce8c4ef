// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QPalette>

#include <optional>
#include <vector>

#include "diagnosis/layermetrics.h"
#include "plots/layerrow.h"

namespace quantscope {

// One row per layer, row = layer. Qt::UserRole has the values to sort by, without one where there is none.
class LayerTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Layer,
        InTower,
        Block,
        Does,
        Shape,
        WeightBits,
        ActivationBits,
        WeightSqnr,
        Isolated,
        Accumulated,
        RelativeMse,
        Cosine,
        Baseline,
        Difference,
        ColumnCount
    };

    explicit LayerTableModel(QObject* parent = nullptr);

    void setLayers(std::vector<LayerRow> now, std::vector<LayerReport> baseline, const QString& baselineName);
    void updateLayer(int layer, const LayerRow&);
    // Of baseline and difference; the scope also of relative error and cosine.
    void setMetric(const LayerMetric&, ErrorScope);
    void setPalette(const QPalette&);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex&, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation, int role = Qt::DisplayRole) const override;

private:
    struct Source
    {
        const LayerMetric* metric = nullptr;
        ErrorScope scope = ErrorScope::Isolated;
    };

    Source source(int column) const; // no metric for columns that show none
    std::optional<double> value(int row, int column) const;
    std::optional<double> difference(int row) const;
    QString text(int row, int column) const;
    QString numberText(int row, int column) const;
    QString differenceText(int row) const;
    QVariant sortValue(int row, int column) const;
    QVariant exportValue(int row, int column) const; // see exportRole
    QStringList exportTitles(int column) const; // of a column that is several for programs
    QVariant foreground(int row, int column) const;
    bool isStale(int row, int column) const;
    int better(int row) const; // 1: better than the baseline, -1: worse

    std::vector<LayerRow> m_now;
    std::vector<LayerReport> m_baseline;
    QString m_baselineName;
    const LayerMetric* m_metric;
    ErrorScope m_scope = ErrorScope::Accumulated;
    QPalette m_palette;
};

}
