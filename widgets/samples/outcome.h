// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "tasks/prediction.h"

namespace quantscope {

// How the baseline's and the current answer to one question compare; Unknown while one is missing, NotScored where the
// table has no answer or the question could not be asked.
enum class Outcome { Unknown, BothRight, Flip, Repaired, BothWrong, NotScored };

Outcome outcomeOf(const std::optional<Prediction>& baseline, const std::optional<Prediction>& current);
QString outcomeTitle(Outcome); // "Flip: was right, now wrong"
QString outcomeSign(Outcome); // "▼ flip", "▲ repaired", "both wrong"; nothing for the others

}
