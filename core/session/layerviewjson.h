// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "layerview/layerview.h"

namespace quantscope {

// Of the same shape at a part of its size, all output channels together: histograms of at most 512 bins, and at most
// 80 cells of the picture of errors along each side. What a view shows stays right, a little coarser.
LayerView forSession(LayerView);

// Without layer and scheme, which a run's layer table has, and without a preview. Numbers come back with the same bits.
nlohmann::json layerViewToJson(const LayerView&);
// Error names `where` and the field, also for numbers that nothing could be drawn from.
LayerView layerViewFromJson(const nlohmann::json&, const std::string& where);

// About how many bytes of JSON a layer of this size makes.
double layerViewBytes(const Layer&);

}
