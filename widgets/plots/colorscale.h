// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCPColorGradient;
class QCPColorScale;
class QCustomPlot;

namespace quantscope {

// A scale right of the axes and as high as these, for a map whose rows count downwards. The plot owns it.
QCPColorScale* addColorScale(QCustomPlot*, const QCPColorGradient&);

}
