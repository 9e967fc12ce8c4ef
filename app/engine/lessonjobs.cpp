// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lessonjobs.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include "layerview/makelesson.h"
#include "run/runmodels.h"

namespace quantscope {

bool hasLessons(const ModelsPtr& models)
{
    return models && models->inputsBefore && !models->inputsBefore->rows.empty();
}

LessonSource lessonSource(const ModelsPtr& models)
{
    return hasLessons(models) ? models->inputsBefore : nullptr;
}

LessonData readLesson(const ModelsPtr& models, LayerIndex layer, const Progress& progress)
{
    if (!hasLessons(models))
        throw Error("no calibration question has passed the layers yet");
    const auto index = static_cast<size_t>(layer);
    return makeLesson(models->original.layers.at(index), models->original.linears.at(index), *models->inputsBefore,
                      layer, progress);
}

LayerIndex tellingLayer(const ModelsPtr& models, const LessonWish& wish)
{
    return hasLessons(models) ? tellingLayer(wish, models->original.layers, models->inputsBefore->profiles) : -1;
}

}
