// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "base/progress.h"
#include "engine/runfeed.h"
#include "layerview/lessondata.h"

namespace quantscope {

// What the lessons show of one layer of the checkpoint. Error while no calibration question has passed the layers.
LessonData readLesson(const ModelsPtr&, LayerIndex, const Progress&);

// Which inputs a lesson is made of: equal for equal lessons of a layer. Null while the models know none.
using LessonSource = std::shared_ptr<const void>;
LessonSource lessonSource(const ModelsPtr&);

// True once the models know what enters the layers of the checkpoint.
bool hasLessons(const ModelsPtr&);

// The layer of these models that shows best what a lesson is about; -1 when there is none.
LayerIndex tellingLayer(const ModelsPtr&, const LessonWish&);

}
