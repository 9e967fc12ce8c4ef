// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <optional>

#include "diagnosis/tracesample.h"
#include "plots/plotview.h"

class QCPColorScale;

namespace quantscope {

// The error of the visual tokens over the image that they come from, with each tile's share of the image's error.
class ErrorMapPlot : public PlotView
{
    Q_OBJECT

public:
    explicit ErrorMapPlot(QWidget* parent = nullptr);

    void setMap(std::optional<ErrorMap>);
    void setImage(const QImage&); // may come later; a null image shows the cells alone

    QString csv() const override;

protected:
    bool hasData() const override;
    void draw(const QPalette&) override;
    QString hoverText(QPointF pixel) const override;

private:
    double cell(int tileColumn, int tileRow, int64_t column, int64_t row) const;
    void fitImage();
    void drawTiles(const QPalette&);
    QString caption() const;

    std::optional<ErrorMap> m_map;
    QImage m_image;
    QCPColorScale* m_scale = nullptr;
};

}
