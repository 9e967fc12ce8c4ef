// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QPalette>

#include <optional>
#include <vector>

#include "diagnosis/layermetrics.h"
#include "plots/layerrow.h"
#include "plots/layerscale.h"

namespace quantscope {

// One row per layer, row = layer. Qt::UserRole has the values to sort by, without one where there is none.
class LayerTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Layer,
        Accumulated,
        Isolated,
        WeightBits,
        Method,
        ActivationBits,
        Size,
        Remark,
        WeightSqnr,
        RelativeMse,
        Cosine,
        Baseline,
        Difference,
        Does,
        Shape,
        InTower,
        Block,
        ColumnCount
    };

    static constexpr int NameRole = Qt::UserRole + 1; // the layer's full name

    explicit LayerTableModel(QObject* parent = nullptr);

    void setLayers(std::vector<LayerRow> now, std::vector<LayerReport> baseline, const QString& baselineName);
    void updateLayer(int layer, const LayerRow&);
    // Of baseline and difference; the scope also of relative error and cosine.
    void setMetric(const LayerMetric&, ErrorScope);
    void setPalette(const QPalette&);

    // Of the metric and scope, for every layer.
    const LayerMetric& metric() const;
    std::optional<double> metricValue(int layer) const;
    std::optional<double> baselineValue(int layer) const;
    bool isMetricStale(int layer) const;
    // Where the accumulated error leaves its course, as findFirstBadLayer() has it, among values of this run; -1: none.
    int firstDegraded() const;
    const std::vector<LayerRow>& rows() const;
    // A layer for each, its numbers with all digits and each in a column of its own, under a header.
    QList<QStringList> csvRows(const QList<int>& layers) const;
    static bool isNumber(int column);
    // Whether lower values of the column are worse; nothing for columns that are no measure.
    std::optional<bool> lowerIsWorse(int column) const;

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
    QVariant foreground(int row, int column) const;
    bool isStale(int row, int column) const;
    QString remark(int row) const;
    static QString staleText(const LayerRow&, int column);
    QString toolTip(int row, int column) const;
    QVariant bar(int row, int column) const;
    const LayerScale& decibels() const;
    void forget();
    int better(int row) const; // 1: better than the baseline, -1: worse

    std::vector<LayerRow> m_now;
    std::vector<LayerReport> m_baseline;
    QString m_baselineName;
    const LayerMetric* m_metric;
    ErrorScope m_scope = ErrorScope::Accumulated;
    QPalette m_palette;
    mutable std::optional<int> m_firstDegraded; // known until a value changes
    mutable std::optional<LayerScale> m_decibels; // of all SQNRs
};

}
