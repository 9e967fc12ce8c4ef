// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include "model/layer.h"

class QCPAxis;

namespace quantscope {

struct LayerLabel
{
    Tower tower = Tower::Vision;
    int block = -1;
    QString name; // "3.fc1", without the tower
};

// Layers that follow each other in one block, or one tower outside its blocks.
struct LayerGroup
{
    Tower tower = Tower::Vision;
    int block = -1;
    int first = 0, last = 0;
};

std::vector<LayerLabel> layerLabels(const std::vector<Layer>&);
std::vector<LayerGroup> layerGroups(const std::vector<LayerLabel>&);

// `blocks` gets as many block numbers, or layer names when zoomed in, as fit; `towers` the names of the towers.
void setLayerTicks(QCPAxis* blocks, QCPAxis* towers, const std::vector<LayerLabel>&);

}
