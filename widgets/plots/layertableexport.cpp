// SPDX-License-Identifier: GPL-3.0-or-later
// What LayerTableModel says to programs.
#include "plots/layertablemodel.h"

#include "common/tableexport.h"
#include "common/textof.h"

namespace quantscope {

QVariant LayerTableModel::exportValue(int row, int column) const
{
    const auto& report = m_now[static_cast<size_t>(row)].report;
    const auto& scheme = report.scheme;
    switch (column) {
    case Layer: return textOf(report.layer.name);
    case InTower: return textOf(towerId(report.layer.tower));
    case Block: return report.layer.block < 0 ? QVariant(QString()) : QVariant(report.layer.block);
    case Does: return textOf(roleId(report.layer.role));
    case Shape: return QVariantList{qint64(report.layer.out), qint64(report.layer.in)};
    case WeightBits:
        return QVariantList{scheme.weightBits, scheme.quantizesWeight() ? textOf(scheme.weightMethod) : QString()};
    case ActivationBits: {
        const QString kind = scheme.activationStatic ? QStringLiteral("static") : QStringLiteral("dynamic");
        return QVariantList{scheme.activationBits, scheme.quantizesActivation() ? kind : QString()};
    }
    case Difference: return exported(difference(row));
    default: return exported(value(row, column));
    }
}

QStringList LayerTableModel::exportTitles(int column) const
{
    switch (column) {
    case Shape: return {tr("Outputs"), tr("Inputs")};
    case WeightBits: return {tr("Weight bits"), tr("Weight method")};
    case ActivationBits: return {tr("Activation bits"), tr("Activation scale")};
    default: return {};
    }
}

}
