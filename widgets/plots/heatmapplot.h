// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "layerview/layerview.h"
#include "plots/plotview.h"

class QCPColorScale;

namespace quantscope {

// The error of a weight as a picture: output channels down, input channels across.
class HeatMapPlot : public PlotView
{
    Q_OBJECT

public:
    explicit HeatMapPlot(QWidget* parent = nullptr);

    void setMap(std::optional<HeatMap>);

    QString csv() const override;

protected:
    bool hasData() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;

private:
    float cell(int64_t row, int64_t column) const;

    std::optional<HeatMap> m_map;
    QCPColorScale* m_scale = nullptr;
};

}
