// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "base/progress.h"
#include "layerview/lessondata.h"
#include "model/linear.h"
#include "quant/layerinputs.h"

namespace quantscope {

// Of a layer of the checkpoint and of what enters it. Error when no rows of the layer were kept.
LessonData makeLesson(const Layer&, const Linear&, const LayerInputs&, LayerIndex, const Progress& = {});

// The layer among those that match whose largest channel stands out most: max |x| over the median of the channels; -1
// when none matches.
LayerIndex tellingLayer(const LessonWish&, const std::vector<Layer>&, std::span<const InputProfile>);

}
