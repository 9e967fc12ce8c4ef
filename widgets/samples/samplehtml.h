// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

namespace quantscope {

struct SampleContent;

// The texts of one question for reading: question, accepted answers, both predictions, outcome.
QString sampleHtml(const SampleContent&, const QPalette&);

}
