// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "bitalloc/sensitivity.h"

namespace quantscope {

// Whether the measure counts answers; the scores of others span orders of magnitude.
bool countsAnswers(const SensitivityMeasure&);
// "Output divergence (nats)"; alone where the title says already what is counted.
QString measureTitle(const SensitivityMeasure&);
// "3.1e-05" as the layers' errors are written, lost answers as "2", "−1".
QString scoreText(const SensitivityMeasure&, double score);

}
