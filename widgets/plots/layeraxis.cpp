// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/layeraxis.h"

#include <QFontMetrics>

#include <algorithm>

#include <qcustomplot.h>

#include "common/appearance.h"

namespace quantscope {
namespace {

constexpr int gap = 6; // pixels between labels

class LayerTicker : public QCPAxisTicker
{
public:
    LayerTicker(const QCPAxis* axis, const std::vector<LayerLabel>& labels)
        : m_axis(axis)
        , m_labels(labels)
        , m_groups(layerGroups(labels))
    {
    }

protected:
    struct Tick
    {
        double position = 0;
        QString text;
    };

    double pixels(const QCPRange& range) const // per layer
    {
        return m_axis->axisRect()->width() / std::max(range.size(), 1e-9);
    }
    int textWidth(const QString& text) const
    {
        return QFontMetrics(m_axis->tickLabelFont()).horizontalAdvance(text);
    }
    const std::vector<LayerLabel>& labels() const
    {
        return m_labels;
    }
    const std::vector<LayerGroup>& groups() const
    {
        return m_groups;
    }

    static void give(const std::vector<Tick>& from, QVector<double>& ticks, QVector<QString>* texts)
    {
        ticks.clear();
        if (texts)
            texts->clear();
        for (const auto& tick : from) {
            ticks << tick.position;
            if (texts)
                *texts << tick.text;
        }
    }

private:
    const QCPAxis* m_axis;
    std::vector<LayerLabel> m_labels;
    std::vector<LayerGroup> m_groups;
};

class BlockTicker : public LayerTicker
{
public:
    using LayerTicker::LayerTicker;

    void generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks, QVector<double>* subTicks,
                  QVector<QString>* texts) override
    {
        auto wanted = layerTicks(range);
        if (wanted.empty())
            wanted = blockTicks(range);
        give(wanted, ticks, texts);
        if (subTicks) {
            subTicks->clear();
            for (const auto& group : groups())
                if (group.first > 0 && range.contains(group.first - 0.5))
                    *subTicks << group.first - 0.5;
        }
    }

private:
    // The name of every visible layer, if all of them fit.
    std::vector<Tick> layerTicks(const QCPRange& range) const
    {
        const int count = static_cast<int>(labels().size());
        const int first = std::clamp(static_cast<int>(std::ceil(range.lower)), 0, count);
        const int last = std::clamp(static_cast<int>(std::floor(range.upper)), -1, count - 1);
        std::vector<Tick> result;
        if (pixels(range) < 24) // no name is narrower
            return result;
        for (int i = first; i <= last; ++i) {
            const QString& name = labels()[static_cast<size_t>(i)].name;
            if (textWidth(name) + gap > pixels(range))
                return {};
            result.push_back({static_cast<double>(i), name});
        }
        return result;
    }

    std::vector<Tick> blockTicks(const QCPRange& range) const
    {
        std::vector<Tick> result;
        const double perLayer = pixels(range);
        double used = -1e9; // right end of the last label
        for (const auto& group : groups()) {
            const double centre = (group.first + group.last) / 2.0;
            if (!range.contains(centre))
                continue;
            if (group.block < 0) {
                namesThatFit(group, range, result);
                continue;
            }
            if (group.block % stepOf(group, perLayer) != 0)
                continue;
            const QString text = QString::number(group.block);
            const double half = textWidth(text) / 2.0;
            if (centre * perLayer - half < used + gap)
                continue;
            result.push_back({centre, text});
            used = centre * perLayer + half;
        }
        return result;
    }

    // All or none of a group: some of them would look like all there are.
    void namesThatFit(const LayerGroup& group, const QCPRange& range, std::vector<Tick>& result) const
    {
        for (int i = group.first; i <= group.last; ++i)
            if (textWidth(labels()[static_cast<size_t>(i)].name) + gap > pixels(range))
                return;
        for (int i = group.first; i <= group.last; ++i) {
            const QString& name = labels()[static_cast<size_t>(i)].name;
            if (range.contains(i))
                result.push_back({static_cast<double>(i), name});
        }
    }

    int stepOf(const LayerGroup& group, double perLayer) const
    {
        const double width = (group.last - group.first + 1) * perLayer;
        const int label = textWidth(QStringLiteral("88")) + gap;
        for (const int step : {1, 2, 5, 10, 20, 50})
            if (step * width >= label)
                return step;
        return 100;
    }
};

class TowerTicker : public LayerTicker
{
public:
    using LayerTicker::LayerTicker;

    void generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks, QVector<double>* subTicks,
                  QVector<QString>* texts) override
    {
        struct Span
        {
            Tower tower;
            double low, high;
        };
        std::vector<Span> spans;
        for (const auto& group : groups()) {
            const double low = std::max(range.lower, group.first - 0.5);
            const double high = std::min(range.upper, group.last + 0.5);
            if (low >= high)
                continue;
            if (!spans.empty() && spans.back().tower == group.tower)
                spans.back().high = high;
            else
                spans.push_back({group.tower, low, high});
        }
        // A narrow tower between wide ones keeps its name as long as that does not run into another.
        std::vector<Tick> result;
        double used = -1e9;
        for (const auto& span : spans) {
            const QString title = towerTitle(span.tower);
            const double centre = (span.low + span.high) / 2 * pixels(range);
            const double half = textWidth(title) / 2.0;
            if (centre - half < used + gap)
                continue;
            result.push_back({(span.low + span.high) / 2, title});
            used = centre + half;
        }
        give(result, ticks, texts);
        if (subTicks)
            subTicks->clear();
    }
};

}

std::vector<LayerLabel> layerLabels(const std::vector<Layer>& layers)
{
    std::vector<LayerLabel> labels;
    labels.reserve(layers.size());
    for (const auto& layer : layers) {
        const QString full = shortLayerName(layer);
        const auto dot = layer.tower == Tower::Projector ? full.lastIndexOf('.') : full.indexOf('.');
        labels.push_back({layer.tower, layer.block, full.mid(dot + 1)});
    }
    return labels;
}

std::vector<LayerGroup> layerGroups(const std::vector<LayerLabel>& labels)
{
    std::vector<LayerGroup> groups;
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
        const auto& label = labels[static_cast<size_t>(i)];
        if (!groups.empty() && groups.back().tower == label.tower && groups.back().block == label.block)
            groups.back().last = i;
        else
            groups.push_back({label.tower, label.block, i, i});
    }
    return groups;
}

void setLayerTicks(QCPAxis* blocks, QCPAxis* towers, const std::vector<LayerLabel>& labels)
{
    blocks->setTicker(QSharedPointer<BlockTicker>::create(blocks, labels));
    towers->setTicker(QSharedPointer<TowerTicker>::create(towers, labels));
}

}
