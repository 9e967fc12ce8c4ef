// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/tracelimits.h"

namespace quantscope {

TraceOptions traceLimits(const QSettings& settings)
{
    TraceOptions options;
    options.blocks = settings.value(traceBlocksKey, options.blocks).toBool();
    bool isNumber = false;
    const int alternatives = settings.value(traceAlternativesKey).toInt(&isNumber);
    if (isNumber && alternatives >= 1 && alternatives <= mostTraceAlternatives)
        options.alternatives = static_cast<size_t>(alternatives);
    return options;
}

}
