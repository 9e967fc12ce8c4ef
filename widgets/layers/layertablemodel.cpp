// SPDX-License-Identifier: GPL-3.0-or-later
#include "layers/layertablemodel.h"

#include <QCoreApplication>
#include <QFont>

#include <algorithm>
#include <cmath>

#include "common/appearance.h"
#include "common/bardelegate.h"
#include "common/csvtext.h"
#include "common/numbertext.h"
#include "common/tableexport.h"
#include "common/textof.h"
#include "diagnosis/diagnose.h"
#include "quant/plan.h"

namespace quantscope {
namespace {

QString methodTitle(const std::string& id)
{
    const auto* field = schemeField("weight_method");
    for (size_t i = 0; field && i < field->choiceTitles.size(); ++i)
        if (field->choices[i] == id)
            return QCoreApplication::translate("SchemeField", std::string(field->choiceTitles[i]).c_str());
    return QString::fromStdString(id);
}

QString weightText(const Scheme& scheme)
{
    return scheme.quantizesWeight() ? QString::number(scheme.weightBits) : LayerTableModel::tr("float");
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
    forget();
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
    forget();
    emit dataChanged(index(layer, 0), index(layer, ColumnCount - 1));
}

void LayerTableModel::setMetric(const LayerMetric& metric, ErrorScope scope)
{
    m_metric = &metric;
    m_scope = scope;
    emit headerDataChanged(Qt::Horizontal, RelativeMse, Difference);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void LayerTableModel::setPalette(const QPalette& palette)
{
    m_palette = palette;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::ForegroundRole, BarDelegate::Role});
}

int LayerTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_now.size());
}

int LayerTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const LayerMetric& LayerTableModel::metric() const
{
    return *m_metric;
}

const std::vector<LayerRow>& LayerTableModel::rows() const
{
    return m_now;
}

std::optional<double> LayerTableModel::metricValue(int layer) const
{
    return m_metric->value(m_now[static_cast<size_t>(layer)].report, m_scope);
}

std::optional<double> LayerTableModel::baselineValue(int layer) const
{
    return value(layer, Baseline);
}

bool LayerTableModel::isMetricStale(int layer) const
{
    const auto& row = m_now[static_cast<size_t>(layer)];
    return m_metric->scoped ? row.errorStale : row.weightStale;
}

void LayerTableModel::forget()
{
    m_firstDegraded.reset();
    m_decibels.reset();
}

int LayerTableModel::firstDegraded() const
{
    if (!m_firstDegraded) {
        std::vector<LayerReport> reports;
        for (const auto& row : m_now) {
            reports.push_back(row.report);
            reports.back().measured = row.report.measured && !row.errorStale;
        }
        const auto first = findFirstBadLayer(reports);
        m_firstDegraded = first ? first->layer : -1;
    }
    return *m_firstDegraded;
}

const LayerScale& LayerTableModel::decibels() const
{
    if (!m_decibels) {
        std::vector<double> finite;
        for (int row = 0; row < rowCount(); ++row)
            for (const int column : {Accumulated, Isolated, WeightSqnr})
                if (const auto number = value(row, column); number && std::isfinite(*number))
                    finite.push_back(*number);
        m_decibels = layerScale(*findLayerMetric("output_sqnr"), finite);
    }
    return *m_decibels;
}

bool LayerTableModel::isNumber(int column)
{
    switch (column) {
    case Layer:
    case Remark:
    case Method:
    case ActivationBits:
    case Does:
    case InTower: return false;
    default: return true;
    }
}

std::optional<bool> LayerTableModel::lowerIsWorse(int column) const
{
    const Source from = source(column);
    return from.metric ? std::optional(from.metric->higherIsBetter) : std::nullopt;
}

QVariant LayerTableModel::bar(int row, int column) const
{
    if (column != Accumulated && column != Isolated && column != WeightSqnr)
        return {};
    const auto number = value(row, column);
    if (!number)
        return {};
    const auto& scale = decibels();
    const auto& report = m_now[static_cast<size_t>(row)].report;
    CellBar bar;
    bar.from = scale.zero();
    bar.to = scale.place(*number);
    bar.color = *number < 0 ? worseColor(m_palette) : towerColor(report.layer.tower);
    bar.pale = isStale(row, column);
    bar.widest = QStringLiteral("−100.0");
    const Source from = source(column);
    if (static_cast<size_t>(row) < m_baseline.size())
        if (const auto before = from.metric->value(m_baseline[static_cast<size_t>(row)], from.scope))
            bar.mark = scale.place(*before);
    return QVariant::fromValue(bar);
}

QString LayerTableModel::remark(int row) const
{
    QStringList remarks;
    if (row == firstDegraded())
        remarks << tr("first degraded");
    for (const int column : {Accumulated, Isolated})
        if (const auto number = value(row, column); number && *number < 0) {
            remarks << tr("below 0 dB");
            break;
        }
    return remarks.join(QStringLiteral(", "));
}

QString LayerTableModel::staleText(const LayerRow& layer, int column)
{
    if (column == WeightSqnr && layer.weightPreview)
        return layer.report.scheme.weightNeedsInputs()
            ? tr("Preview: the weight alone. Methods that read inputs are rounded to nearest here; the exact value "
                 "comes with a run")
            : tr("Preview: the weight alone, as a run rounds it");
    if (layer.errorPreview)
        return tr("Preview: this layer alone, with float inputs; the exact value comes with a run");
    return tr("Of the run before; being computed again");
}

QString LayerTableModel::toolTip(int row, int column) const
{
    const auto& layer = m_now[static_cast<size_t>(row)];
    if (isStale(row, column))
        return staleText(layer, column);
    if (column == Layer)
        return QString::fromStdString(layer.report.layer.name);
    if (column != Remark)
        return {};
    QStringList lines;
    if (row == firstDegraded())
        lines << tr("Here the accumulated error leaves its course: Diagnosis looks for the cause.");
    if (remark(row).contains(tr("below 0 dB")))
        lines << tr("Below 0 dB the error is larger than the signal.");
    return lines.join('\n');
}

QList<QStringList> LayerTableModel::csvRows(const QList<int>& layers) const
{
    const QList<int> metrics{WeightSqnr, Isolated, Accumulated, RelativeMse, Cosine, Baseline, Difference};
    QList<QStringList> table{{tr("Layer"), tr("Tower"), tr("Block"), tr("Role"), tr("Out"), tr("In"), tr("W bits"),
                              tr("Method"), tr("A bits"), tr("A scale"), tr("Size (bytes)")}};
    for (const int column : metrics)
        table.first() << headerData(column, Qt::Horizontal).toString();
    table.first() << tr("Remark");
    for (const int row : layers) {
        const auto& report = m_now[static_cast<size_t>(row)].report;
        const auto& scheme = report.scheme;
        table << QStringList{QString::fromStdString(report.layer.name),
                             text(row, InTower),
                             report.layer.block < 0 ? QString() : QString::number(report.layer.block),
                             text(row, Does),
                             QString::number(report.layer.out),
                             QString::number(report.layer.in),
                             QString::number(scheme.weightBits),
                             text(row, Method),
                             QString::number(scheme.activationBits),
                             !scheme.quantizesActivation() ? QString()
                                 : scheme.activationStatic ? tr("static")
                                                           : tr("dynamic"),
                             QString::number(std::llround(storedBits(report.layer, scheme) / 8))};
        for (const int column : metrics)
            table.last() << csvDigits(column == Difference ? difference(row) : value(row, column));
        table.last() << remark(row);
    }
    return table;
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
    case Method: return report.scheme.quantizesWeight() ? methodTitle(report.scheme.weightMethod) : QString();
    case ActivationBits: return activationText(report.scheme);
    case Size: return bytesText(storedBits(report.layer, report.scheme) / 8);
    case Remark: return remark(row);
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
    case Method:
        return report.scheme.quantizesWeight() ? QVariant(methodTitle(report.scheme.weightMethod)) : QVariant();
    case Size: return storedBits(report.layer, report.scheme);
    case Remark: return remark(row).isEmpty() ? QVariant() : QVariant(remark(row));
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
    return layer.errorStale &&
        (column == Isolated || column == Accumulated || column == RelativeMse || column == Cosine);
}

QVariant LayerTableModel::foreground(int row, int column) const
{
    if (isStale(row, column) || column == Baseline)
        return quietText(m_palette);
    if (column == Remark || (column == Layer && row == firstDegraded()))
        return worseColor(m_palette);
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
    case Qt::ForegroundRole: return foreground(row, column);
    case Qt::FontRole: {
        QFont font;
        font.setItalic(isStale(row, column));
        font.setBold(column == Layer && row == firstDegraded());
        return font;
    }
    case Qt::ToolTipRole: return toolTip(row, column);
    case Qt::TextAlignmentRole: return QVariant((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case BarDelegate::Role: return bar(row, column);
    case NameRole: return QString::fromStdString(m_now[static_cast<size_t>(row)].report.layer.name);
    default: return {};
    }
}

QVariant LayerTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Accumulated)
        return tr(
            "This layer and all before it are quantized. Click sorts all layers; in the order of the layers again "
            "by a click on “Layer”.");
    if (role == Qt::ToolTipRole && section == Isolated)
        return tr("This layer alone is quantized; it gets the float model's input.");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Layer: return tr("Layer");
    case InTower: return tr("Tower");
    case Block: return tr("Block");
    case Does: return tr("Role");
    case Shape: return tr("Out × in");
    case WeightBits: return tr("W bits");
    case Method: return tr("Method");
    case ActivationBits: return tr("A bits");
    case Size: return tr("Size");
    case Remark: return tr("Remark");
    case WeightSqnr: return tr("Weight SQNR (dB)");
    case Isolated: return tr("Isolated (dB)");
    case Accumulated: return tr("Accumulated (dB)");
    case RelativeMse: return tr("Relative MSE, %1").arg(scopeText(m_scope));
    case Cosine: return tr("Cosine, %1").arg(scopeText(m_scope));
    case Baseline:
        return tr("%1: %2").arg(m_baselineName.isEmpty() ? tr("Baseline") : m_baselineName, metricTitle(*m_metric));
    case Difference: return tr("Difference");
    default: return {};
    }
}

}
