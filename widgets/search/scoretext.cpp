// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/scoretext.h"

#include "common/coretext.h"
#include "common/numbertext.h"
#include "common/textof.h"

namespace quantscope {

bool countsAnswers(const SensitivityMeasure& measure)
{
    return measure.unit == "answers";
}

QString measureTitle(const SensitivityMeasure& measure)
{
    const QString title = coreText(measure.title);
    return measure.unit.empty() || countsAnswers(measure) ? title
                                                          : QStringLiteral("%1 (%2)").arg(title, textOf(measure.unit));
}

QString scoreText(const SensitivityMeasure& measure, double score)
{
    return countsAnswers(measure) ? correctText(score).replace('-', QStringLiteral("−")) : scientificText(score);
}

}
