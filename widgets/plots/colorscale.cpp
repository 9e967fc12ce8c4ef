// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/colorscale.h"

#include <qcustomplot.h>

namespace quantscope {

QCPColorScale* addColorScale(QCustomPlot* plot, const QCPColorGradient& gradient)
{
    auto* scale = new QCPColorScale(plot);
    scale->setType(QCPAxis::atRight);
    scale->setBarWidth(12);
    scale->setGradient(gradient);
    scale->setRangeDrag(false);
    scale->setRangeZoom(false);
    plot->plotLayout()->addElement(0, 1, scale);
    auto* margins = new QCPMarginGroup(plot);
    plot->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    scale->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    plot->yAxis->setRangeReversed(true);
    return scale;
}

}
