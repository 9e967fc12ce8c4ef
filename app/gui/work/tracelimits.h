// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

#include "diagnosis/tracesample.h"

namespace quantscope {

inline constexpr char traceBlocksKey[] = "trace/blocks";
inline constexpr char traceAlternativesKey[] = "trace/alternatives";
inline constexpr int mostTraceAlternatives = 10;

// How far traces go by the user's settings; what they do without one where there is none, or no good one.
TraceOptions traceLimits(const QSettings&);

}
