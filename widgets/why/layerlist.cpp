// SPDX-License-Identifier: GPL-3.0-or-later
#include "why/layerlist.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

#include "common/appearance.h"

namespace quantscope {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

using Blocks = std::set<int>;

// "0, 2 to 5".
QString rangesText(const Blocks& blocks)
{
    QStringList parts;
    for (auto it = blocks.begin(); it != blocks.end();) {
        const int first = *it;
        int last = first;
        for (++it; it != blocks.end() && *it == last + 1; ++it)
            last = *it;
        parts << (first == last ? QString::number(first) : tr("%1 to %2").arg(first).arg(last));
    }
    return parts.join(QStringLiteral(", "));
}

struct TowerNames
{
    QStringList outside; // of blocks
    std::vector<std::pair<QString, Blocks>> inside; // by last part, in the order of the layers
};

void add(TowerNames& names, const Layer& layer)
{
    const auto name = shortLayerName(layer);
    if (layer.block < 0) {
        names.outside << (layer.tower == Tower::Projector ? name : name.section('.', -1));
        return;
    }
    const auto part = name.section('.', -1);
    auto known =
        std::find_if(names.inside.begin(), names.inside.end(), [&](const auto& each) { return each.first == part; });
    if (known == names.inside.end())
        known = names.inside.insert(names.inside.end(), {part, {}});
    known->second.insert(layer.block);
}

QString lineOf(const TowerNames& names)
{
    QStringList pieces;
    if (!names.outside.isEmpty())
        pieces << names.outside.join(QStringLiteral(", "));
    std::vector<std::pair<Blocks, QStringList>> groups;
    for (const auto& part : names.inside) {
        auto group =
            std::find_if(groups.begin(), groups.end(), [&](const auto& each) { return each.first == part.second; });
        if (group == groups.end())
            group = groups.insert(groups.end(), {part.second, {}});
        group->second << part.first;
    }
    for (const auto& [blocks, parts] : groups)
        pieces << (blocks.size() == 1 ? tr("block %1: %2") : tr("blocks %1: %2"))
                      .arg(rangesText(blocks), parts.join(QStringLiteral(", ")));
    return pieces.join(QStringLiteral("; "));
}

}

QStringList layerLines(const std::vector<Layer>& layers, const std::vector<int>& chosen)
{
    std::map<Tower, TowerNames> towers;
    for (const int index : chosen)
        add(towers[layers.at(static_cast<size_t>(index)).tower], layers[static_cast<size_t>(index)]);
    QStringList lines;
    for (const auto& [tower, names] : towers)
        lines << tr("%1: %2").arg(towerTitle(tower), lineOf(names));
    return lines;
}

}
