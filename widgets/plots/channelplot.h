// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <vector>

#include "plots/plotview.h"

namespace quantscope {

// Channels that are more than six times the median, largest first.
std::vector<int> outlierChannels(const std::vector<float>& maxima);

// The largest magnitude in every input channel, before and after the transforms; outliers are marked and named.
class ChannelPlot : public PlotView
{
    Q_OBJECT

public:
    explicit ChannelPlot(QWidget* parent = nullptr);

    void setChannels(std::vector<float> before, std::vector<float> after, const QColor&, const QString& valueTitle);
    void setSorted(bool); // by size, each series for itself
    void setLog(bool);

    QString csv() const override;

protected:
    bool hasData() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;

private:
    struct Series
    {
        QString name;
        std::vector<float> values;
        std::vector<int> order; // channel at every place of the sorted view
        std::vector<int> outliers; // channels
    };

    static Series makeSeries(const QString& name, std::vector<float> values);
    int channelAt(const Series&, int place) const;
    size_t places() const;
    void prepareAxes();
    void drawSeries(const Series&, const QColor& line, const QColor& fill, bool filled);
    QStringList caption() const;
    static QString largestText(const Series&);

    Series m_before, m_after;
    QColor m_color;
    QString m_title;
    bool m_sorted = false;
    bool m_log = false;
};

}
