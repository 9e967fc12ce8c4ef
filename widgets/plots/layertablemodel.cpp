// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/layertablemodel.h"

#include <QFont>

#include <algorithm>
#include <cmath>

#include "common/appearance.h"
#include "common/numbertext.h"
#include "common/tableexport.h"
#include "common/textof.h"

namespace quantscope {
namespace {

QString methodTitle(const std::string& id)
{
    const auto* field = schemeField("weight_method");
    for (size_t i = 0; field && i < field->choiceTitles.size(); ++i)
        if (field->choices[i] == id)
            return textOf(field->choiceTitles[i]);
    return QString::fromStdString(id);
}

QString weightText(const Scheme& scheme)
{
    return scheme.quantizesWeight()
        ? QStringLiteral("%1 %2").arg(scheme.weightBits).arg(methodTitle(scheme.weightMethod))
        : LayerTableModel::tr("float");
}

QString activationText(const Scheme& scheme)
{
    if (!scheme.quantizesActivation())
        return LayerTableModel::tr("float");
    return scheme.activationStatic ? LayerTableModel::tr("%1 static").arg(scheme.activationBits)
                                   : LayerTableModel::tr("%1 dynamic").arg(scheme.activationBits);
}

QString scopeText(ErrorScope scope)
{
    return scope == ErrorScope::Isolated ? LayerTableModel::tr("isolated") : LayerTableModel::tr("accumulated");
}

QString signedText(const LayerMetric& metric, double value)
{
    const QString text = metricText(metric, std::abs(value));
    return value > 0 ? '+' + text : value < 0 ? QStringLiteral("−") + text : text;
}

}

LayerTableModel::LayerTableModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_metric(&layerMetrics().front())
{
}

void LayerTableModel::setLayers(std::vector<LayerRow> now, std::vector<LayerReport> baseline,
                                const QString& baselineName)
{
    const bool sameRows = now.size() == m_now.size();
    if (!sameRows)
        beginResetModel();
    m_now = std::move(now);
    m_baseline = std::move(baseline);
    m_baselineName = baselineName;
    if (!sameRows) {
        endResetModel();
    } else if (!m_now.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        emit headerDataChanged(Qt::Horizontal, Baseline, Difference);
    }
}

void LayerTableModel::updateLayer(int layer, const LayerRow& row)
{
    if (layer < 0 || layer >= rowCount())
        return;
    m_now[static_cast<size_t>(layer)] = row;
    emit dataChanged(index(layer, 0), index(layer, ColumnCount - 1));
}

void LayerTableModel::setMetric(const LayerMetric& metric, ErrorScope scope)
{
    m_metric = &metric;
    m_scope = scope;
    emit headerDataChanged(Qt::Horizontal, RelativeMse, Difference);
    if (rowCount() > 0)
        emit dataChanged(index(0, RelativeMse), index(rowCount() - 1, Difference));
}

void LayerTableModel::setPalette(const QPalette& palette)
{
    m_palette = palette;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::ForegroundRole});
}

int LayerTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_now.size());
}

int LayerTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

LayerTableModel::Source LayerTableModel::source(int column) const
{
    switch (column) {
    case WeightSqnr: return {findLayerMetric("weight_sqnr"), m_scope};
    case Isolated: return {findLayerMetric("output_sqnr"), ErrorScope::Isolated};
    case Accumulated: return {findLayerMetric("output_sqnr"), ErrorScope::Accumulated};
    case RelativeMse: return {findLayerMetric("relative_mse"), m_scope};
    case Cosine: return {findLayerMetric("cosine"), m_scope};
    case Baseline: return {m_metric, m_scope};
    default: return {};
    }
}

std::optional<double> LayerTableModel::value(int row, int column) const
{
    const Source from = source(column);
    if (!from.metric)
        return std::nullopt;
    const auto at = static_cast<size_t>(row);
    std::optional<double> result;
    if (column != Baseline)
        result = from.metric->value(m_now[at].report, from.scope);
    else if (at < m_baseline.size())
        result = from.metric->value(m_baseline[at], from.scope);
    return result && !std::isnan(*result) ? result : std::nullopt;
}

// Of metrics that span orders of magnitude the ratio, of others the difference.
std::optional<double> LayerTableModel::difference(int row) const
{
    const auto before = value(row, Baseline);
    const auto now = m_metric->value(m_now[static_cast<size_t>(row)].report, m_scope);
    if (!before || !now)
        return std::nullopt;
    if (*now == *before)
        return m_metric->logarithmic ? 1 : 0;
    const double result = m_metric->logarithmic ? *now / *before : *now - *before;
    return std::isnan(result) ? std::nullopt : std::optional(result);
}

int LayerTableModel::better(int row) const
{
    const auto change = difference(row);
    const double same = m_metric->logarithmic ? 1 : 0;
    if (!change || *change == same)
        return 0;
    return (*change > same) == m_metric->higherIsBetter ? 1 : -1;
}

QString LayerTableModel::differenceText(int row) const
{
    const auto change = difference(row);
    if (!change)
        return QStringLiteral("–");
    const QString number =
        m_metric->logarithmic ? QStringLiteral("×%1").arg(shortNumber(*change)) : signedText(*m_metric, *change);
    const int sign = better(row);
    return sign > 0 ? QStringLiteral("▲ ") + number : sign < 0 ? QStringLiteral("▼ ") + number : number;
}

QString LayerTableModel::numberText(int row, int column) const
{
    const Source from = source(column);
    return from.metric ? metricText(*from.metric, value(row, column)) : QString();
}

QString LayerTableModel::text(int row, int column) const
{
    const auto& report = m_now[static_cast<size_t>(row)].report;
    switch (column) {
    case Layer: return shortLayerName(report.layer);
    case InTower: return towerTitle(report.layer.tower);
    case Block: return report.layer.block < 0 ? QStringLiteral("–") : QString::number(report.layer.block);
    case Does: return roleTitle(report.layer.role);
    case Shape: return QStringLiteral("%1 × %2").arg(report.layer.out).arg(report.layer.in);
    case WeightBits: return weightText(report.scheme);
    case ActivationBits: return activationText(report.scheme);
    case Difference: return differenceText(row);
    default: return numberText(row, column);
    }
}

QVariant LayerTableModel::sortValue(int row, int column) const
{
    const auto& report = m_now[static_cast<size_t>(row)].report;
    const auto orNothing = [](std::optional<double> number) { return number ? QVariant(*number) : QVariant(); };
    switch (column) {
    case Layer: return static_cast<double>(row);
    case InTower: return static_cast<double>(report.layer.tower);
    case Block: return report.layer.block < 0 ? QVariant() : QVariant(static_cast<double>(report.layer.block));
    case Does: return roleTitle(report.layer.role);
    case Shape: return static_cast<double>(report.layer.in) * static_cast<double>(report.layer.out);
    case WeightBits: return static_cast<double>(report.scheme.weightBits);
    case ActivationBits: return report.scheme.activationBits + (report.scheme.activationStatic ? 0.5 : 0.0);
    case Difference: return orNothing(difference(row));
    default: return orNothing(value(row, column));
    }
}

bool LayerTableModel::isStale(int row, int column) const
{
    const auto& layer = m_now[static_cast<size_t>(row)];
    if (column == Difference)
        return m_metric->scoped ? layer.errorStale : layer.weightStale;
    if (column == WeightSqnr)
        return layer.weightStale;
    return column >= Isolated && column <= Cosine && layer.errorStale;
}

QVariant LayerTableModel::foreground(int row, int column) const
{
    if (isStale(row, column) || column == Baseline)
        return quietText(m_palette);
    if (column == Difference)
        if (const int sign = better(row))
            return sign > 0 ? betterColor(m_palette) : worseColor(m_palette);
    return {};
}

QVariant LayerTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = index.row(), column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::UserRole: return sortValue(row, column);
    case exportRole: return exportValue(row, column);
    case Qt::ForegroundRole: return foreground(row, column);
    case Qt::FontRole:
        if (isStale(row, column)) {
            QFont font;
            font.setItalic(true);
            return font;
        }
        return {};
    case Qt::ToolTipRole:
        if (isStale(row, column))
            return m_now[static_cast<size_t>(row)].preview
                ? tr("Preview: this layer alone, with float inputs; the exact value comes with a run")
                : tr("Of the run before; being computed again");
        return column == Layer ? QVariant(QString::fromStdString(m_now[static_cast<size_t>(row)].report.layer.name))
                               : QVariant();
    case Qt::TextAlignmentRole: {
        const bool number = column == Block || column == Shape || column >= WeightSqnr;
        return QVariant((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    default: return {};
    }
}

QVariant LayerTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole) {
        const bool number = section == Block || section == Shape || section >= WeightSqnr;
        return QVariant((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role == exportRole)
        return exportTitles(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Layer: return tr("Layer");
    case InTower: return tr("Tower");
    case Block: return tr("Block");
    case Does: return tr("Role");
    case Shape: return tr("Out × in");
    case WeightBits: return tr("Weight bits");
    case ActivationBits: return tr("Activation bits");
    case WeightSqnr: return tr("Weight SQNR (dB)");
    case Isolated: return tr("Isolated SQNR (dB)");
    case Accumulated: return tr("Accumulated SQNR (dB)");
    case RelativeMse: return tr("Relative MSE, %1").arg(scopeText(m_scope));
    case Cosine: return tr("Cosine, %1").arg(scopeText(m_scope));
    case Baseline:
        return tr("%1: %2").arg(m_baselineName.isEmpty() ? tr("Baseline") : m_baselineName, metricTitle(*m_metric));
    case Difference: return tr("Difference");
    default: return {};
    }
}

}
